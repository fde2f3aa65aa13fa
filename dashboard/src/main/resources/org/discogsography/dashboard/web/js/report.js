// One rehearsal, or outage that was noticed; followed while it lasts.

import { badge, byId, element, pairs, show, write } from "./dom.js";
import { clock, count, millis, rate, TITLES } from "./format.js";
import { startTheme } from "./theme.js";
import { drawWaiting } from "./waiting.js";

const EVERY = 2000;
const OTHERS = { postgres: "graphinator", neo4j: "tableinator" };
const MEANINGS = {
  Baseline: "Everything is there; what usually happens is measured.",
  Outage: "The server is taken away, and nobody has said so yet.",
  Holding: "Those who need it know, hold what they have and wait.",
  Recovery: "The server answers again; nothing is committed yet.",
  Drained: "Work goes on until the queues are as they were before.",
  Verdict: "The figures are added up.",
};
const COLUMNS = {
  waitingBefore: "Waited before", accepted: "Accepted", settled: "Settled", written: "Written", unchanged: "Unchanged",
  deadLettered: "Dead", requeued: "Requeued", waitingAfter: "Waiting now", missing: "Missing",
};

const id = location.pathname.split("/")[2];
const address = `/api/rehearsals/${id}`;
let report = null;

function cell(label, content, className) {
  const made = element("td", className);
  made.dataset.label = label;
  made.append(content);
  return made;
}

function row(name, cells) {
  const made = element("tr");
  const head = element("th", "", name);
  head.scope = "row";
  made.append(head, ...cells);
  return made;
}

function verdictOf({ verdict, problem, phase, criteria }) {
  if (verdict === "RUNNING") {
    return `It lasts, and is in its phase ${phase}.`;
  }
  if (problem) {
    return `It ended before its time: ${problem}`;
  }
  const failed = criteria.filter((each) => each.met !== true);
  return failed.length
    ? failed.map((each) => `${each.name}: ${each.measured}, and not ${each.limit}`).join("; ")
    : "Everything was as it had to be.";
}

function storyOf({ origin, how, startedAt, endedAt }, server) {
  const when = `${clock(startedAt)}${endedAt ? ` to ${clock(endedAt)}` : ""}`;
  return origin === "rehearsed"
    ? `${when}. ${server} was taken away on purpose (${how}), to see what the platform does without it.`
    : `${when}. ${server} went away, and the dashboard noticed; when it really began and ended is not known.`;
}

function showVerdict(server) {
  const { origin, verdict, timers, peakBacklog, traffic } = report;
  const kind = origin === "rehearsed" ? "Rehearsal" : "Outage";
  write(byId("title"), `${kind}: ${server}`);
  document.title = `${verdict} · ${server} · Discogsography`;
  write(byId("summary"), `${verdict} · ${report.id}`);
  byId("summary").dataset.mood = { PASS: "good", FAIL: "bad" }[verdict] ?? "none";
  badge(byId("verdict"), verdict);
  write(byId("sentence"), verdictOf(report));
  show(byId("traffic"), traffic === "none"
    ? "Nothing was waiting to be written, so this shows only that the services came back; --feed rehearses it under load."
    : null);
  write(byId("story"), storyOf(report, server));
  pairs(byId("timers"), [
    ["detect", millis(timers.detectMs)], ["hold", millis(timers.holdMs)], ["recover", millis(timers.recoverMs)],
    ["drain", millis(timers.drainMs)], ["peak backlog", count(peakBacklog)],
  ]);
}

function met(criterion) {
  const made = element("span", "badge");
  made.dataset.state = criterion.met === null ? "OPEN" : criterion.met ? "PASS" : "FAIL";
  write(made, criterion.met === null ? "open" : criterion.met ? "met" : "failed");
  return made;
}

function showCriteria() {
  byId("criteria").replaceChildren(...report.criteria.map((each) => row(each.name, [
    cell("Limit", each.limit),
    cell("Measured", each.measured, each.met === false ? "failed" : ""),
    cell("Met", met(each)),
  ])));
}

function showPhases() {
  byId("phases").replaceChildren(...report.phases.map(({ name, from, to }) => {
    const made = row(name, [
      cell("Began", clock(from)),
      cell("Took", to ? millis(Date.parse(to) - Date.parse(from)) : "lasts"),
      cell("What it is", MEANINGS[name] ?? "", "wide"),
    ]);
    made.dataset.phase = name;
    made.firstElementChild.prepend(element("span", "swatch"));
    return made;
  }));
}

function showOther(server) {
  const { target, otherRateShare: share, baseline } = report;
  const other = OTHERS[target];
  const before = baseline[other];
  let text = `${other} does not need ${server}.`;
  if (!other) {
    text = `There is none: both need ${server}.`;
  } else if (share === null) {
    text += " Too little flowed there to compare, or nothing was left to do.";
  }
  write(byId("other"), text);
  const figures = Object.entries(baseline).map(([name, usual]) => [`${name}, before`, `${rate(usual)}/s`]);
  if (other && share !== null) {
    figures.push([`${other}, meanwhile`, `${rate(before * share)}/s, ${rate(share * 100)} % of before`]);
  }
  pairs(byId("rates"), figures);
}

function accountOf({ accounting, endedAt }) {
  if (!accounting) {
    return endedAt ? "It ended before that was added up." : "That is added up at the end.";
  }
  const closed = accounting.closed ? "The account is closed" : `The account is not closed, ${count(accounting.lost)} lost`;
  return `${closed}, ${accounting.exact ? "" : "but not "}to the message. ${accounting.note}`;
}

function showAccount() {
  const { accounting } = report;
  write(byId("account"), accountOf(report));
  byId("account-scroll").hidden = !accounting;
  byId("lines").replaceChildren(...(accounting?.pipelines ?? []).map((line) =>
    row(line.pipeline, Object.entries(COLUMNS).map(([key, label]) => cell(label, count(line[key]), "number")))));
}

function draw() {
  const server = TITLES[report.target] ?? report.target;
  showVerdict(server);
  showCriteria();
  showPhases();
  drawWaiting(report);
  showOther(server);
  showAccount();
}

function missing() {
  write(byId("title"), "No such rehearsal");
  write(byId("summary"), "It may be one of long ago.");
  write(byId("missing-id"), id);
  document.title = "No such rehearsal · Discogsography";
}

// Null where there is no such rehearsal.
async function ask() {
  const answer = await fetch(address, { signal: AbortSignal.timeout(5000) });
  if (answer.status === 404) {
    return null;
  }
  if (!answer.ok) {
    throw new Error(`HTTP status ${answer.status}`);
  }
  return answer.json();
}

async function follow() {
  let again = !report || report.verdict === "RUNNING";
  try {
    report = await ask();
    again = report?.verdict === "RUNNING";
    show(byId("lost"), null);
    byId("found").hidden = !report;
    byId("missing").hidden = Boolean(report);
  } catch {
    show(byId("lost"), `The dashboard does not answer; it is tried again by itself.${report ? " What you see is old." : ""}`);
  }
  if (again) {
    setTimeout(follow, EVERY);
  }
  if (!byId("missing").hidden) {
    missing();
  } else if (report) {
    draw();
  }
}

byId("markdown").href = `${address}/report.md`;
byId("json").href = `${address}/report.json`;
startTheme(() => report && drawWaiting(report));
follow();
