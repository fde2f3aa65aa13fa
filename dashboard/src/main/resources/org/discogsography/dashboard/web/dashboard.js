// Shows /api/overview and keeps it up to date. Everything foreign becomes text, never markup.

const PAUSE = 2000;
const PATIENCE = 5000;
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

const services = document.getElementById("services");
const table = document.querySelector("table");
const cards = new Map();
const groups = new Map();

// What was received last, and when by this browser's clock, so that ages grow between answers.
let overview = null;
let received = 0;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function badge(node, state) {
  node.dataset.state = state;
  write(node, state);
}

function rate(perSecond) {
  return (perSecond < 100 ? tenths : whole).format(perSecond);
}

function age(seconds) {
  if (seconds === null) {
    return "never answered";
  }
  const now = Math.round(seconds + (performance.now() - received) / 1000);
  if (now < 90) {
    return `${now} s ago`;
  }
  return now < 5400 ? `${Math.round(now / 60)} min ago` : `${Math.round(now / 3600)} h ago`;
}

function card(name) {
  const item = element("li", "card");
  const heading = element("div", "heading");
  const state = element("span", "badge");
  heading.append(element("h3", "", name), state);
  const said = element("p", "age");
  const reason = element("p", "reason");
  const components = element("div");
  item.append(heading, said, reason, components);
  services.append(item);
  return { state, said, reason, components, parts: new Map() };
}

function part(parent, name) {
  const details = element("details");
  const summary = element("summary", "", name);
  const state = element("span", "badge");
  summary.append(state);
  const list = element("dl");
  details.append(summary, list);
  const why = element("p", "why");
  const row = element("div", "part");
  row.append(details, why);
  parent.append(row);
  return { row, state, list, why, shown: "" };
}

function showComponents(shown, components) {
  const names = new Set(components.map((component) => component.name));
  for (const [name, old] of shown.parts) {
    if (!names.has(name)) {
      old.row.remove();
      shown.parts.delete(name);
    }
  }
  for (const component of components) {
    if (!shown.parts.has(component.name)) {
      shown.parts.set(component.name, part(shown.components, component.name));
    }
    showComponent(shown.parts.get(component.name), component);
  }
}

// The details by which components say what is wrong with them.
const WHY = ["reason", "blocked", "last_error"];

function showComponent(shown, component) {
  badge(shown.state, component.status);
  const reason = component.status === "UP" ? undefined : WHY.map((key) => component.details[key]).find(Boolean);
  write(shown.why, reason ?? "");
  shown.why.hidden = !reason;
  const content = JSON.stringify(component.details);
  if (shown.shown === content) {
    return;
  }
  shown.shown = content;
  const rows = [];
  for (const [key, value] of Object.entries(component.details)) {
    rows.push(element("dt", "", key.replaceAll("_", " ")), element("dd", "", value));
  }
  shown.list.replaceChildren(...rows);
}

function showService(service) {
  if (!cards.has(service.name)) {
    cards.set(service.name, card(service.name));
  }
  const shown = cards.get(service.name);
  badge(shown.state, service.state);
  const old = service.state === "STALE" || service.state === "UNREACHABLE";
  write(shown.reason, service.reason ? sentence(service.reason) : "");
  shown.reason.hidden = !service.reason;
  shown.components.classList.toggle("old", old);
  shown.components.hidden = service.state === "UNREACHABLE";
  showComponents(shown, service.components);
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

function group(sink) {
  const body = element("tbody");
  const row = element("tr");
  const title = element("th", "", sink);
  title.scope = "rowgroup";
  title.colSpan = 7;
  row.append(title);
  body.append(row);
  table.append(body);
  return { body, rows: new Map() };
}

function queueRow(body, queue) {
  const row = element("tr");
  const name = element("th", "", queue.type);
  name.scope = "row";
  name.title = queue.queue;
  const cells = Array.from({ length: 6 }, () => element("td", "number"));
  row.append(name, ...cells);
  body.append(row);
  return { row, cells };
}

function showQueue(queue, old) {
  if (!groups.has(queue.sink)) {
    groups.set(queue.sink, group(queue.sink));
  }
  const shown = groups.get(queue.sink);
  if (!shown.rows.has(queue.queue)) {
    shown.rows.set(queue.queue, queueRow(shown.body, queue));
  }
  const { row, cells } = shown.rows.get(queue.queue);
  const figures = [
    whole.format(queue.ready),
    whole.format(queue.unacknowledged),
    whole.format(queue.deadLetters),
    rate(queue.inPerSecond),
    rate(queue.acknowledgedPerSecond),
    whole.format(queue.consumers),
  ];
  cells.forEach((cell, i) => write(cell, queue.exists ? figures[i] : "–"));
  row.classList.toggle("old", old || !queue.exists);
  cells[2].classList.toggle("alarming", queue.deadLetters > 0);
}

const BROKER_NOTICES = {
  UP: "",
  UNKNOWN: "RabbitMQ has not been asked yet.",
  STALE: "RabbitMQ's management API does not answer in time; these figures are old.",
  REFUSED: "RabbitMQ's management API does not take the credentials; the broker itself may work.",
  UNREACHABLE: "RabbitMQ's management API cannot be reached",
};

function showBroker(broker) {
  broker.queues.forEach((queue) => showQueue(queue, broker.state !== "UP"));
  const notice = document.getElementById("broker-notice");
  let text = BROKER_NOTICES[broker.state] ?? broker.state;
  if (broker.state === "UNREACHABLE") {
    text += broker.reason ? `: ${broker.reason}.` : ".";
    text += broker.queues.length ? " The figures below are the last ones." : "";
  } else if (broker.state === "UP" && broker.queues.every((queue) => !queue.exists)) {
    text = "RabbitMQ has none of the queues yet; the first service that connects declares them.";
  }
  write(notice, text);
  notice.hidden = text === "";
  table.hidden = broker.queues.length === 0;
  table.parentElement.hidden = broker.queues.length === 0;
}

// Only the first part is announced by screen readers: the second changes all the time.
function showSummary(view) {
  const others = view.services.filter((service) => service.state !== "UP");
  const waiting = view.broker.queues.reduce((sum, q) => sum + q.ready + q.unacknowledged, 0);
  write(
    document.getElementById("summary"),
    others.length
      ? others.map((service) => `${service.name} ${service.state}`).join(", ")
      : "All services are up",
  );
  write(
    document.getElementById("waiting"),
    view.broker.state === "UP" ? `· ${whole.format(waiting)} messages waiting` : "",
  );
}

function showAges() {
  if (!overview) {
    return;
  }
  for (const service of overview.services) {
    const shown = cards.get(service.name);
    const current = service.state === "STALE" || service.state === "UNREACHABLE";
    const text =
      service.name === "dashboard"
        ? `Served this page ${age(service.ageSeconds)}`
        : service.ageSeconds === null
          ? "Never answered"
          : current
            ? `Last said ${service.said} · ${age(service.ageSeconds)}`
            : `Answered ${age(service.ageSeconds)}`;
    write(shown.said, text);
  }
  const { broker } = overview;
  const asked = broker.ageSeconds === null ? "no figures yet" : `figures of ${age(broker.ageSeconds)}`;
  write(document.getElementById("broker"), asked);
}

function show(view) {
  overview = view;
  received = performance.now();
  view.services.forEach(showService);
  showBroker(view.broker);
  showSummary(view);
  lost(false);
  showAges();
}

let lostSince = null;

function lost(yes) {
  const notice = document.getElementById("lost");
  lostSince = yes ? (lostSince ?? new Date()) : null;
  notice.hidden = !yes;
  write(
    notice,
    yes ? `The dashboard has not answered since ${lostSince.toLocaleTimeString()}. What you see is old.` : "",
  );
  document.body.classList.toggle("old", yes);
}

async function refresh() {
  try {
    const answer = await fetch("/api/overview", { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) {
      throw new Error(`HTTP status ${answer.status}`);
    }
    show(await answer.json());
  } catch {
    lost(true);
  }
  setTimeout(refresh, PAUSE);
}

setInterval(showAges, 1000);
refresh();
