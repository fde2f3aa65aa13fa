// The pipeline in its order, with the circuit breaker on each arrow.

import { badge, byId, element, Keyed, show, write } from "./dom.js";
import { count, duration, rate, sentence, TITLES, words } from "./format.js";
import { ageNow, state } from "./state.js";
import { figuresAreOld, storeFacts } from "./stores.js";

const PLACES = [
  { kind: "service", name: "extractor", area: "extractor" },
  { kind: "arrow", from: "extractor", to: "rabbitmq", area: "in" },
  { kind: "broker", name: "rabbitmq", area: "broker" },
  { kind: "arrow", from: "graphinator", to: "rabbitmq", area: "g-in" },
  { kind: "service", name: "graphinator", area: "graphinator" },
  { kind: "arrow", from: "graphinator", to: "neo4j", area: "g-out" },
  { kind: "store", name: "neo4j", owner: "graphinator", area: "neo4j" },
  { kind: "arrow", from: "tableinator", to: "rabbitmq", area: "t-in" },
  { kind: "service", name: "tableinator", area: "tableinator" },
  { kind: "arrow", from: "tableinator", to: "postgres", area: "t-out" },
  { kind: "store", name: "postgres", owner: "tableinator", area: "postgres" },
];

// The details by which components say what is wrong with them.
const WHY = ["reason", "blocked", "last_error", "problem"];

const strip = () => byId("strip");
let places = null;

function build() {
  places = PLACES.map((place) => {
    const made = place.kind === "arrow" ? arrow(place) : node(place);
    made.item.dataset.area = place.area;
    strip().append(made.item);
    return { ...place, ...made };
  });
}

function arrow(place) {
  const item = element("li", "arrow");
  const line = element("span", "line");
  line.setAttribute("aria-hidden", "true");
  const pill = element("span", "breaker");
  const label = element("span", "hidden", `Circuit breaker of ${place.from} to ${TITLES[place.to]}: `);
  const text = element("span");
  pill.append(label, text);
  item.append(line, pill);
  return { item, pill, text };
}

function node(place) {
  const item = element("li", "node");
  const heading = element("div", "heading");
  const state = element("span", "badge");
  heading.append(element("h3", "", TITLES[place.name] ?? place.name), state);
  const fact = element("p", "fact");
  const why = element("p", "why");
  const age = element("p", "age");
  const more = element("div", "parts");
  item.append(heading, fact, why, more, age);
  const parts = new Keyed(more, part);
  return { item, state, fact, why, age, parts, more };
}

function part(component) {
  const details = element("details", "part");
  const summary = element("summary", "", component.name);
  const state = element("span", "badge small");
  summary.append(state);
  const list = element("dl");
  details.append(summary, list);
  return { node: details, state, list, shown: "" };
}

function showPart(row, component) {
  badge(row.state, component.status);
  const content = JSON.stringify(component.details);
  if (row.shown !== content) {
    row.shown = content;
    const rows = [];
    for (const [key, value] of Object.entries(component.details)) {
      rows.push(element("dt", "", words(key)), element("dd", "", value));
    }
    row.list.replaceChildren(...rows);
  }
}

function reasonOf(component) {
  return component && component.status !== "UP"
    ? WHY.map((key) => component.details[key]).find(Boolean)
    : null;
}

function showService(place, view) {
  const service = view.overview.services.find((each) => each.name === place.name);
  if (!service) {
    return;
  }
  badge(place.state, service.state);
  place.item.dataset.state = service.state;
  const silent = service.state === "STALE" || service.state === "UNREACHABLE";
  place.more.classList.toggle("old", silent);
  place.more.hidden = service.state === "UNREACHABLE";
  const bad = service.components.find((each) => each.status !== "UP" && reasonOf(each));
  const why = service.reason ?? (service.state === "UP" ? null : bad && `${bad.name}: ${reasonOf(bad)}`);
  show(place.why, why ? sentence(why) : null);
  show(place.fact, silent ? lastWord(service) : work(service));
  place.parts.show(service.components, (each) => each.name, showPart);
}

function lastWord(service) {
  return service.said ? `It last said ${service.said}.` : "It has never answered.";
}

function work(service) {
  const { extraction, loops } = service.facts;
  if (extraction) {
    const parts = [words(extraction.state)];
    if (extraction.type) {
      parts.push(`${extraction.type} ${extraction.percent ?? 0} %`);
      if (extraction.recordsPerSecond) {
        parts.push(`${rate(extraction.recordsPerSecond)}/s`);
      }
      if (extraction.secondsLeft) {
        parts.push(`${duration(extraction.secondsLeft)} left`);
      }
    }
    return parts.join(" · ");
  }
  const states = Object.values(loops);
  if (!states.length) {
    return "No work shown yet";
  }
  const running = states.filter((loop) => loop.state === "running").length;
  return running === states.length ? `${running} loops running` : `${running} of ${states.length} loops running`;
}

function showBrokerNode(place, view) {
  const { broker, services } = view.overview;
  const connected = services.flatMap((service) => service.components.filter(() => alive(service)))
    .filter((component) => component.name === "rabbitmq");
  const up = connected.some((component) => component.status === "UP");
  const down = connected.length > 0 && connected.every((component) => component.status === "DOWN");
  const alarm = broker.state === "UP" && broker.alarms.length > 0;
  const shown = alarm ? "ALARM" : down ? "DOWN" : up && broker.state !== "UP" ? "UP" : broker.state;
  badge(place.state, shown);
  place.item.dataset.state = shown;
  const waiting = broker.queues.reduce((sum, queue) => sum + Math.max(0, queue.ready) + Math.max(0, queue.unacknowledged), 0);
  show(place.fact, broker.state === "UP" || broker.queues.length ? `${count(waiting)} messages` : "Depth not known");
  const why = alarm ? `alarm: ${broker.alarms.join(", ")}` : broker.reason;
  show(place.why, why ? sentence(why) : null);
}

const alive = (service) => !["STALE", "UNREACHABLE", "UNKNOWN"].includes(service.state);

function showStore(place, view) {
  const store = view.overview.stores.find((each) => each.name === place.name);
  const owner = view.overview.services.find((each) => each.name === place.owner);
  const component = owner && alive(owner) && owner.components.find((each) => each.name === place.name);
  let shown = store && store.state !== "UNKNOWN" ? store.state : (component?.status ?? "UNKNOWN");
  if (shown === "AWAY" || (shown === "UNKNOWN" && component?.status === "DOWN")) {
    shown = "DOWN";
  }
  badge(place.state, shown);
  place.item.dataset.state = shown;
  const reason = shown === "UP" ? null : (store?.reason ?? reasonOf(component));
  show(place.why, reason ? sentence(reason) : null);
  show(place.fact, storeFacts(store));
}

function showBreaker(place, view) {
  const service = view.overview.services.find((each) => each.name === place.from);
  const breaker = service && alive(service) ? service.facts.breakers[place.to] : null;
  const known = breaker?.state ?? "unknown";
  place.pill.dataset.breaker = known;
  place.item.dataset.breaker = known;
  write(place.text, known === "unknown" ? "not known" : known.replace("_", "-"));
  place.pill.title = breaker
    ? `Circuit breaker of ${place.from}: ${breaker.failures} failures in a row, opens at ${breaker.threshold}, opened ${breaker.trips} times`
    : `Circuit breaker of ${place.from}: not known`;
}

const SHOW = { service: showService, broker: showBrokerNode, store: showStore, arrow: showBreaker };

export function showStrip(view) {
  if (!places) {
    build();
  }
  places.forEach((place) => SHOW[place.kind](place, view));
}

export function showStripAges() {
  if (!places) {
    return;
  }
  for (const place of places.filter((each) => each.kind !== "arrow")) {
    write(place.age, ageText(place) + figuresText(place));
  }
}

// What a store holds is read less often than it is asked, and not at all while it is away.
function figuresText(place) {
  const store = place.kind === "store" && state.view.overview.stores.find((each) => each.name === place.name);
  const age = store && store.figures ? ageNow(store.figuresAgeSeconds) : null;
  place.fact.classList.toggle("old", figuresAreOld(age));
  return age === null ? "" : ` · figures ${duration(age)} old`;
}

function ageText(place) {
  const { overview } = state.view;
  const source = place.kind === "broker"
    ? overview.broker
    : place.kind === "store"
      ? (overview.stores.find((each) => each.name === place.name)
        ?? overview.services.find((each) => each.name === place.owner))
      : overview.services.find((each) => each.name === place.name);
  const age = ageNow(source?.ageSeconds);
  if (age === null) {
    return "never answered";
  }
  const by = place.kind === "store" && !overview.stores.some((each) => each.name === place.name)
    ? `${place.owner} said so ` : "answered ";
  return `${by}${duration(age)} ago`;
}
