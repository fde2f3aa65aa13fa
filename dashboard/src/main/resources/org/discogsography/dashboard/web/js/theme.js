import { byId, write } from "./dom.js";

const ORDER = ["system", "light", "dark"];

function chosen() {
  return document.documentElement.dataset.theme ?? "system";
}

function choose(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Not kept, then.
  }
}

export function startTheme(onChange) {
  const button = byId("theme");
  const label = () => write(button, `Theme: ${chosen()}`);
  button.addEventListener("click", () => {
    choose(ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
    label();
    onChange();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  label();
}

// A colour of the style sheet as the canvas needs it.
const probe = document.createElement("span");
probe.hidden = true;

export function colour(name) {
  if (!probe.isConnected) {
    document.body.append(probe);
  }
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

export function faded(name, alpha) {
  return colour(name).replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
}
