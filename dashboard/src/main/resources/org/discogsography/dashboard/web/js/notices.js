import { byId, show, write } from "./dom.js";
import { count, duration } from "./format.js";
import { ageNow, state } from "./state.js";

let since = null;

const LOST = {
  full: "Too many browsers are looking at this dashboard. It is tried again every few seconds.",
  lost: "The stream from the dashboard is lost; it is tried again by itself.",
  silent: "The dashboard says nothing any more; it is tried again by itself.",
};

export function lost(why) {
  state.lost = true;
  since ??= new Date();
  const what = state.view ? ` What you see is from ${since.toLocaleTimeString("en-GB")}.` : "";
  show(byId("lost"), LOST[why] + what);
  document.body.classList.toggle("old", true);
  byId("live").dataset.live = "lost";
  const summary = byId("summary");
  write(summary, "How things are now is not known");
  summary.dataset.mood = "none";
  write(byId("live-text"), "stream lost");
}

export function found() {
  since = null;
  show(byId("lost"), null);
  document.body.classList.toggle("old", false);
  byId("live").dataset.live = "live";
}

export function showLive() {
  if (state.view && !state.lost) {
    write(byId("live-text"), `live, ${Math.max(0, Math.round(ageNow(0)))} s old`);
  }
}

const BROKER = {
  UNKNOWN: "RabbitMQ's management API has not been asked yet.",
  STALE: "RabbitMQ's management API does not answer in time; the queue figures are old.",
  REFUSED:
    "RabbitMQ's management API does not take our credentials. Queues cannot be shown; the broker itself may work. Its user needs the tag monitoring.",
  UNREACHABLE: "RabbitMQ's management API cannot be reached",
};

export function showBroker(broker) {
  let text = BROKER[broker.state] ?? "";
  if (broker.state === "UNREACHABLE") {
    text += broker.reason ? `: ${broker.reason}.` : ".";
    text += broker.queues.length ? ` The figures of ${duration(ageNow(broker.ageSeconds) ?? 0)} ago are shown.` : "";
  }
  const alarm = broker.state === "UP" && broker.alarms.length > 0;
  if (alarm) {
    text = `RabbitMQ raised an alarm (${broker.alarms.join(", ")}): it takes no messages until that is mended.`;
  }
  const notice = byId("broker-notice");
  notice.classList.toggle("bad", broker.state === "UNREACHABLE" || alarm);
  show(notice, text);
}

// Only what changes seldom is announced by screen readers.
export function showSummary(view) {
  const { services, broker } = view.overview;
  const others = services.filter((service) => service.state !== "UP" && service.state !== "UNKNOWN");
  const critical = view.alerts.filter((alert) => alert.severity === "CRITICAL").length;
  const warnings = view.alerts.filter((alert) => alert.severity === "WARNING").length;
  const away = view.outages.filter((outage) => outage.to === null).map((outage) => outage.target);
  let text = "All is well";
  if (away.length) {
    text = `${away.join(" and ")} away`;
  } else if (others.length) {
    text = others.map((service) => `${service.name} ${service.state.toLowerCase()}`).join(", ");
  } else if (broker.state !== "UP") {
    text = "Queues are not known";
  }
  const numbers = [
    critical ? `${count(critical)} critical` : "",
    warnings ? `${count(warnings)} ${warnings === 1 ? "warning" : "warnings"}` : "",
  ].filter(Boolean);
  const summary = byId("summary");
  write(summary, numbers.length ? `${text} · ${numbers.join(", ")}` : text);
  summary.dataset.mood = critical ? "bad" : warnings || away.length || others.length ? "warn" : "good";
  const mark = critical ? "✖ " : warnings ? "! " : "";
  document.title = `${mark}Discogsography`;
}
