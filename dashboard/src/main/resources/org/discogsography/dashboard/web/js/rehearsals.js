import { badge, byId, element, Keyed, pairs, write } from "./dom.js";
import { clock, count, millis } from "./format.js";
import { state } from "./state.js";

const EVERY = 2000;
const MOST = 20;
let list = null;

function make(rehearsal) {
  const node = element("li", "rehearsal");
  const heading = element("div", "heading");
  const verdict = element("span", "badge");
  const title = element("h3");
  heading.append(title, verdict);
  const when = element("p", "age");
  const phases = element("ol", "phases");
  const timers = element("dl", "timers");
  const failed = element("ul", "criteria");
  const links = element("p", "links");
  const link = element("a", "", "Report");
  link.href = `/rehearsals/${encodeURIComponent(rehearsal.id)}`;
  links.append(link);
  node.append(heading, when, phases, timers, failed, links);
  return { node, title, verdict, when, phases, timers, failed };
}

function update(row, rehearsal) {
  const { target, how, origin, verdict, phase, phases, timers, startedAt, endedAt } = rehearsal;
  write(row.title, origin === "noticed" ? target : `${target} · ${how}`);
  badge(row.verdict, verdict);
  write(row.when, `${origin} ${clock(startedAt)}${endedAt ? ` to ${clock(endedAt)}` : `, now ${phase}`}`);
  row.phases.replaceChildren(...phases.map((each) => element("li", each.to ? "done" : "current", each.name)));
  pairs(row.timers, [
    ["detect", millis(timers.detectMs)], ["hold", millis(timers.holdMs)],
    ["recover", millis(timers.recoverMs)], ["drain", millis(timers.drainMs)],
    ["peak", count(rehearsal.peakBacklog)],
  ]);
  const failed = rehearsal.criteria.filter((each) => each.met === false);
  row.failed.replaceChildren(...failed.map((each) =>
    element("li", "", `${each.name}: ${each.measured}, and not ${each.limit}`)));
}

export function showRehearsals() {
  const parent = byId("rehearsals");
  list ??= new Keyed(parent, make);
  parent.querySelector(":scope > .empty-item")?.remove();
  list.show(state.rehearsals.slice(0, MOST), (each) => each.id, update);
  if (!state.rehearsals.length) {
    parent.append(element("li", "empty-item", "None yet. Practise an outage with scripts/rehearse postgres; it is watched here, and so is one that somebody makes by hand."));
  }
}

export async function followRehearsals() {
  try {
    const answer = await fetch("/api/rehearsals", { signal: AbortSignal.timeout(4000) });
    if (answer.ok) {
      const body = await answer.json();
      state.rehearsals = Array.isArray(body.rehearsals) ? body.rehearsals : [];
    }
  } catch {
    // The stream's notice says that the dashboard is lost.
  }
  showRehearsals();
  setTimeout(followRehearsals, EVERY);
}
