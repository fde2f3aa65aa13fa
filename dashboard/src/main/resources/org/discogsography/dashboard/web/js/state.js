// What this browser knows: the last view, when it came, and the figures over time.

export const state = {
  view: null,
  received: 0,
  events: [],
  lost: false,
  range: "10m",
  ranges: ["10m"],
  recent: null,
  shown: null,
  rehearsals: [],
};

const MOST_EVENTS = 300;

export function take(view, isSnapshot) {
  state.view = view;
  state.received = performance.now();
  state.lost = false;
  const known = new Set(isSnapshot ? [] : state.events.map((event) => event.id));
  const news = view.events.filter((event) => !known.has(event.id));
  state.events = (isSnapshot ? news : [...news, ...state.events]).slice(0, MOST_EVENTS);
  append(state.recent, view);
}

// Seconds since an answer that was so old when the view was made: ages grow between views.
export function ageNow(seconds) {
  return seconds === null || seconds === undefined
    ? null
    : seconds + (performance.now() - state.received) / 1000;
}

export const now = () => Date.parse(state.view.overview.time) / 1000 + (performance.now() - state.received) / 1000;

// The ten minutes by the second grow at their end. One second that was left out is as the next one, as in the dashboard's own
// history; more of them are a gap.
function append(history, view) {
  if (!history || Object.keys(view.sample).length === 0 && history.length === 0) {
    return;
  }
  const at = Math.floor(Date.parse(view.overview.time) / 1000);
  const last = history.from + history.length - 1;
  const steps = Math.min(at - last, history.length);
  if (steps <= 0) {
    return;
  }
  for (const [name, series] of Object.entries(history.series)) {
    series.splice(0, steps);
    const value = view.sample[name] ?? null;
    for (let i = 1; i < steps; i++) {
      series.push(steps === 2 ? value : null);
    }
    series.push(value);
  }
  history.from = at - history.length + 1;
}

async function load(range) {
  const answer = await fetch(`/api/history?range=${range}`, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) {
    throw new Error(`HTTP status ${answer.status}`);
  }
  const history = await answer.json();
  history.length = Object.values(history.series)[0]?.length ?? 0;
  return history;
}

export async function loadRecent() {
  state.recent = await load("10m");
  state.ranges = state.recent.ranges;
}

export async function loadShown() {
  if (state.range === "10m") {
    state.shown = null;
  } else {
    state.shown = await load(state.range);
    state.ranges = state.shown.ranges;
  }
}

export const history = () => (state.range === "10m" ? state.recent : state.shown);
