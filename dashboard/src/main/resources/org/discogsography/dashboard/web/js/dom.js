// Everything foreign becomes text here, never markup.

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined && text !== null) {
    made.textContent = text;
  }
  return made;
}

export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function show(node, text) {
  write(node, text ?? "");
  node.hidden = !text;
}

export function badge(node, state) {
  node.dataset.state = state;
  write(node, state.replace("_", "-"));
}

// Names and what they are, in a list of definitions.
export function pairs(list, figures) {
  list.replaceChildren(...figures.map(([name, value]) => {
    const pair = element("div");
    pair.append(element("dt", "", name), element("dd", "", value));
    return pair;
  }));
}

export const byId = (id) => document.getElementById(id);

// Rows by key: made once, kept in order, removed when they are gone.
export class Keyed {
  constructor(parent, make) {
    this.parent = parent;
    this.make = make;
    this.rows = new Map();
  }

  show(items, key, update) {
    const keys = new Set(items.map(key));
    for (const [name, row] of this.rows) {
      if (!keys.has(name)) {
        row.node.remove();
        this.rows.delete(name);
      }
    }
    let place = this.parent.firstElementChild;
    for (const item of items) {
      const name = key(item);
      let row = this.rows.get(name);
      if (!row) {
        row = this.make(item);
        this.rows.set(name, row);
      }
      if (row.node !== place) {
        this.parent.insertBefore(row.node, place);
      } else {
        place = place.nextElementSibling;
      }
      update(row, item);
    }
  }
}
