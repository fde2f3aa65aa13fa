import { byId, element, Keyed, show, write } from "./dom.js";
import { clock, count, duration, rate, shortQueue, signed, words } from "./format.js";
import { draw } from "./sparkline.js";
import { ageNow, state } from "./state.js";

const table = () => byId("queues");
const groups = new Map();
const CELLS = ["ready", "unacked", "dead", "in", "ack", "trend", "behind", "eta"];
const LABELS = ["Ready", "Unacked", "Dead", "In/s", "Ack/s", "Trend", "Behind", "Empty in"];

function group(sink) {
  const body = element("tbody");
  const row = element("tr", "group");
  const title = element("th", "", sink);
  title.scope = "rowgroup";
  title.colSpan = 11;
  row.append(title);
  body.append(row);
  table().append(body);
  return body;
}

function make(queue) {
  const row = element("tr");
  const name = element("th", "", queue.type);
  name.scope = "row";
  name.title = queue.queue;
  const cells = CELLS.map((_, i) => {
    const cell = element("td", "number");
    cell.dataset.label = LABELS[i];
    return cell;
  });
  const chart = element("td", "spark");
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  chart.append(canvas);
  const why = element("td", "why-cell");
  why.dataset.label = "State";
  row.append(name, ...cells, chart, why);
  return { node: row, cells, canvas, why };
}

function behind(trend) {
  if (!trend || trend.behindSeconds === null) {
    return "–";
  }
  return (trend.behindAtLeast ? "≥ " : "") + duration(trend.behindSeconds);
}

const workerOf = (queue, view) => view.overview.services.find((service) => service.name === queue.sink);
const loopOf = (queue, view) => workerOf(queue, view)?.facts.loops[queue.queue];

// Whether and why nothing moves, beside the queue that it concerns.
function why(queue, view) {
  const worker = workerOf(queue, view);
  const loop = loopOf(queue, view);
  const extraction = view.overview.services.find((service) => service.name === "extractor")?.facts.extraction;
  const parts = [];
  if (worker?.state === "UNREACHABLE" || worker?.state === "STALE") {
    parts.push(`worker does not answer${loop ? `, last said ${words(loop.state)}` : ""}`);
  } else if (loop && loop.state !== "running") {
    const since = loop.pausedSince ? ` since ${clock(loop.pausedSince)}` : "";
    parts.push(`${words(loop.state)}${since}${loop.lastError ? `: ${loop.lastError}` : ""}`);
  } else if (queue.exists && queue.consumers === 0 && !loop) {
    parts.push("no consumer");
  }
  if (extraction?.pausedBy === queue.queue) {
    parts.push(`extractor paused: ${count(extraction.pausedReady)} of at most ${count(extraction.pausedLimit)} messages`);
  }
  return parts.join("; ");
}

// Below 0: the broker has counted nothing yet.
const known = (messages) => (messages < 0 ? "–" : count(messages));

function update(row, queue, view) {
  const trend = view.overview.trends[queue.queue];
  const left = trend?.secondsLeft;
  const figures = queue.exists
    ? [
        known(queue.ready),
        known(queue.unacknowledged),
        known(queue.deadLetters),
        rate(queue.inPerSecond),
        rate(queue.acknowledgedPerSecond),
        signed(trend?.perSecond),
        behind(trend),
        left === null || left === undefined ? (queue.ready + queue.unacknowledged === 0 ? "empty" : "–") : duration(left),
      ]
    : CELLS.map(() => "–");
  row.cells.forEach((cell, i) => write(cell, figures[i]));
  row.cells[2].classList.toggle("alarming", queue.deadLetters > 0);
  const old = view.overview.broker.state !== "UP";
  row.node.classList.toggle("old", old || !queue.exists);
  const reason = queue.exists ? why(queue, view) : "no such queue yet";
  write(row.why, reason || (loopOf(queue, view) ? "running" : "not known"));
  row.why.classList.toggle("paused", Boolean(reason));
  const series = state.recent?.series[`depth:${queue.queue}`];
  if (series) {
    row.canvas.setAttribute("aria-label", `${shortQueue(queue.queue)}: at most ${count(Math.max(0, ...series))} messages in the last ten minutes`);
    draw(row.canvas, series);
  }
}

export function showQueues(view) {
  const { broker } = view.overview;
  const sinks = [...new Set(broker.queues.map((queue) => queue.sink))];
  for (const sink of sinks) {
    if (!groups.has(sink)) {
      groups.set(sink, new Keyed(group(sink), make));
    }
    const keyed = groups.get(sink);
    const own = broker.queues.filter((queue) => queue.sink === sink);
    own.forEach((queue) => {
      if (!keyed.rows.has(queue.queue)) {
        const row = make(queue);
        keyed.rows.set(queue.queue, row);
        keyed.parent.append(row.node);
      }
      update(keyed.rows.get(queue.queue), queue, view);
    });
  }
  const none = broker.queues.length === 0;
  byId("queues-scroll").hidden = none;
  let text = null;
  if (none) {
    text = broker.state === "UNKNOWN" ? "Asking RabbitMQ for its queues …" : "No queue figures have come from RabbitMQ yet.";
  } else if (broker.state === "UP" && broker.queues.every((queue) => !queue.exists)) {
    text = "RabbitMQ has none of the queues yet; the first service that connects declares them.";
  }
  show(byId("queues-empty"), text);
}

export function showQueuesAge() {
  const age = ageNow(state.view.overview.broker.ageSeconds);
  write(byId("queues-age"), age === null ? "no figures yet" : `figures ${duration(age)} old`);
}
