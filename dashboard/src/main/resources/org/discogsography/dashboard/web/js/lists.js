import { byId, element, Keyed, write } from "./dom.js";
import { clock, count, duration, sentence, shortQueue, words } from "./format.js";
import { now, state } from "./state.js";

const SIGNS = { CRITICAL: "✖", WARNING: "!", INFO: "i" };
let alerts = null;
let advice = null;
let journal = null;

function finding() {
  const node = element("li", "finding");
  const sign = element("span", "sign");
  sign.setAttribute("aria-hidden", "true");
  const body = element("div");
  const title = element("p", "finding-title");
  const evidence = element("p", "evidence");
  body.append(title, evidence);
  node.append(sign, body);
  return { node, sign, title, evidence };
}

function empty(parent, yes, text) {
  let note = parent.querySelector(":scope > .empty-item");
  if (yes && !note) {
    note = element("li", "empty-item", text);
    parent.append(note);
  } else if (!yes && note) {
    note.remove();
  }
}

const key = (alert) => `${alert.rule} ${alert.subject}`;

export function showAlerts(view) {
  alerts ??= new Keyed(byId("alerts"), finding);
  advice ??= new Keyed(byId("advice"), finding);
  const raised = view.alerts.filter((alert) => alert.severity !== "INFO");
  empty(byId("alerts"), false);
  empty(byId("advice"), false);
  alerts.show(raised, key, (row, alert) => {
    row.node.dataset.severity = alert.severity;
    write(row.sign, SIGNS[alert.severity]);
    write(row.title, `${sentence(words(alert.rule)).replace(/\.$/, "")}: ${shortQueue(alert.subject)}`);
    const age = Math.max(0, now() - Date.parse(alert.since) / 1000);
    write(row.evidence, `${alert.severity.toLowerCase()} for ${duration(age)} · ${alert.evidence}`);
  });
  const actions = [];
  for (const alert of view.alerts) {
    const known = actions.find((each) => each.rule === alert.rule);
    known ? known.subjects.push(alert) : actions.push({ rule: alert.rule, severity: alert.severity, action: alert.action, subjects: [alert] });
  }
  advice.show(actions, (each) => each.rule, (row, each) => {
    row.node.dataset.severity = "ADVICE";
    write(row.sign, "→");
    write(row.title, each.action);
    const first = `${shortQueue(each.subjects[0].subject)}: ${each.subjects[0].evidence}`;
    const more = each.subjects.length > 1 ? ` and ${each.subjects.length - 1} more` : "";
    write(row.evidence, `${words(each.rule)} · ${first}${more}`);
  });
  write(byId("alert-count"), raised.length ? count(raised.length) : "");
  empty(byId("alerts"), !raised.length, "No alerts.");
  empty(byId("advice"), !actions.length, "Nothing to do.");
}

export function showJournal() {
  journal ??= new Keyed(byId("journal"), () => {
    const node = element("li", "event");
    const time = element("time");
    const body = element("p");
    const subject = element("strong");
    const text = element("span");
    body.append(subject, " ", text);
    node.append(time, body);
    return { node, time, subject, text };
  });
  empty(byId("journal"), false);
  journal.show(state.events.slice(0, 100), (event) => event.id, (row, event) => {
    row.node.dataset.tone = event.tone;
    row.time.dateTime = event.at;
    write(row.time, clock(event.at));
    write(row.subject, shortQueue(event.subject));
    write(row.text, event.text);
  });
  empty(byId("journal"), !state.events.length, "Nothing has changed since this dashboard started.");
}
