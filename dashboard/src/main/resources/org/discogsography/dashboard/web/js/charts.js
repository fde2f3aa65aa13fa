// Four charts over one axis of time. Holes in the figures stay holes.

import { byId, element, show, write } from "./dom.js";
import { axisTime, compact, duration, millis } from "./format.js";
import { lanes, shading } from "./shading.js";
import { history, loadShown, state } from "./state.js";
import { colour } from "./theme.js";

const TYPES = ["artists", "labels", "masters", "releases"];
const SINKS = ["graphinator", "tableinator"];
const LANES = ["tableinator/postgres", "tableinator/rabbitmq", "graphinator/neo4j", "graphinator/rabbitmq", "extractor/rabbitmq"];
const LANE_TITLES = ["tableinator → postgres", "tableinator → rabbitmq", "graphinator → neo4j", "graphinator → rabbitmq", "extractor → rabbitmq"];
const SPANS = { "10m": 600, "1h": 3600, "3h": 10800, "6h": 21600, "12h": 43200, "24h": 86400 };

const queue = (sink, type) => `discogsography.${sink}.${type}`;
const sumOf = (figure, sink) => TYPES.map((type) => `${figure}:${queue(sink, type)}`);

const CHARTS = [
  {
    title: "Messages in the queues",
    unit: (n) => compact(n),
    lines: SINKS.flatMap((sink, s) =>
      TYPES.map((type, t) => ({
        label: `${sink} ${type}`, columns: [`depth:${queue(sink, type)}`], colour: `line-${t + 1}`, dash: s === 0 ? [] : [5, 3],
      }))),
    labels: true,
  },
  {
    title: "Messages each second, in and acknowledged",
    unit: (n) => compact(n),
    lines: SINKS.flatMap((sink, s) => [
      { label: `${sink} in`, columns: sumOf("in", sink), colour: `line-${s * 2 + 1}`, dash: [5, 3] },
      { label: `${sink} acknowledged`, columns: sumOf("ack", sink), colour: `line-${s * 2 + 1}`, dash: [] },
    ]),
  },
  { title: "Circuit breakers: closed, half-open, open", lanes: true, lines: [] },
  {
    title: "Time of a batch and use of the pool",
    unit: (n) => millis(n),
    lines: [
      ...SINKS.flatMap((sink, s) => [
        { label: `${sink} p50`, columns: [`p50:${sink}`], colour: `line-${s * 2 + 1}`, dash: [] },
        { label: `${sink} p95`, columns: [`p95:${sink}`], colour: `line-${s * 2 + 1}`, dash: [2, 3] },
      ]),
      { label: "PostgreSQL pool in use, %", columns: ["pool:tableinator/postgres"], colour: "line-4", dash: [8, 3], axis: "percent" },
    ],
  },
];

let charts = [];

function build() {
  charts.forEach((each) => each.chart.destroy());
  byId("charts").replaceChildren();
  charts = CHARTS.map((plan) => {
    const figure = element("figure", plan.lanes ? "panel chart lanes" : "panel chart");
    const caption = element("figcaption", "", plan.title);
    const canvas = element("canvas");
    canvas.setAttribute("role", "img");
    const frame = element("div", "frame");
    frame.append(canvas);
    figure.append(caption, frame);
    byId("charts").append(figure);
    return { plan, canvas, chart: new window.Chart(canvas, config(plan)) };
  });
}

function config(plan) {
  const narrow = window.innerWidth < 600;
  const text = colour("faint");
  const grid = colour("line");
  const small = { size: 11, family: "system-ui, sans-serif" };
  const scales = {
    x: {
      type: "linear",
      grid: { color: grid },
      border: { color: grid },
      ticks: { color: text, font: small, maxTicksLimit: narrow ? 4 : 8, maxRotation: 0, includeBounds: false, callback: (value) => axisTime(value, SPANS[state.range]) },
    },
    y: plan.lanes
      ? {
          min: 0, max: LANES.length, grid: { color: grid }, border: { color: grid },
          ticks: { display: false, stepSize: 1 }, afterFit: (axis) => { axis.width = narrow ? 44 : 56; },
        }
      : {
          beginAtZero: true, suggestedMax: 1, grid: { color: grid }, border: { color: grid },
          afterFit: (axis) => { axis.width = narrow ? 44 : 56; },
          ticks: { color: text, font: small, maxTicksLimit: 5, callback: plan.unit },
        },
  };
  if (plan.lines.some((line) => line.axis)) {
    scales.percent = {
      position: "right", min: 0, max: 100, grid: { drawOnChartArea: false }, border: { color: grid }, display: !narrow,
      ticks: { color: text, font: small, maxTicksLimit: 3, callback: (value) => `${value} %` },
    };
  }
  return {
    type: "line",
    data: {
      datasets: plan.lines.map((line) => ({
        label: line.label, data: [], parsing: false, spanGaps: false, borderColor: colour(line.colour),
        backgroundColor: colour(line.colour), borderDash: line.dash, borderWidth: 1.6, pointRadius: 0,
        pointHitRadius: 6, tension: 0, yAxisID: line.axis ?? "y",
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      layout: { padding: { right: plan.lines.some((line) => line.axis) || narrow ? 0 : 44 } },
      scales,
      plugins: {
        legend: plan.lanes
          ? { display: false }
          : { position: "bottom", align: "start", labels: { color: colour("text"), font: small, boxWidth: 18, boxHeight: 1, padding: 8 } },
        tooltip: { callbacks: { title: (items) => axisTime(items[0].parsed.x, 0) } },
        shading: { labels: Boolean(plan.labels) },
      },
    },
    plugins: plan.lanes ? [shading, lanes(LANES, history), laneNames] : [shading],
  };
}

const laneNames = {
  id: "laneNames",
  afterDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales: { y } } = chart;
    ctx.save();
    ctx.font = "11px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    LANE_TITLES.forEach((title, lane) => {
      ctx.fillStyle = colour("text");
      ctx.fillText(title, area.left + 4, y.getPixelForValue(lane + 0.78));
    });
    ctx.restore();
  },
};

function points(past, columns) {
  const series = columns.map((name) => past.series[name]).filter(Boolean);
  const list = [];
  for (let i = 0; i < past.length; i++) {
    let sum = null;
    for (const one of series) {
      if (one[i] !== null && one[i] !== undefined) {
        sum = (sum ?? 0) + one[i];
      }
    }
    list.push({ x: past.from + i * past.stepSeconds, y: sum === null ? NaN : sum });
  }
  return list;
}

export function drawCharts() {
  const past = history();
  const empty = !past || Object.values(past.series).every((series) => series.every((value) => value === null));
  show(byId("charts-empty"), !past ? "Loading what was …" : empty ? "Nothing has been seen yet: figures appear here from the first answer on." : null);
  byId("charts").hidden = !past;
  if (!past || !window.Chart) {
    return;
  }
  if (!charts.length) {
    build();
  }
  const to = past.from + (past.length - 1) * past.stepSeconds;
  for (const { plan, canvas, chart } of charts) {
    chart.options.scales.x.min = past.from;
    chart.options.scales.x.max = to;
    plan.lines.forEach((line, i) => {
      chart.data.datasets[i].data = points(past, line.columns);
    });
    canvas.setAttribute("aria-label", `${plan.title}, last ${state.range}. ${summary(plan, past)} The figures are in the CSV file.`);
    chart.update("none");
  }
}

function summary(plan, past) {
  if (plan.lanes) {
    return LANES.map((name) => {
      const open = (past.series[`breaker:${name}`] ?? []).filter((value) => value === 2).length * past.stepSeconds;
      return open ? `${name} open for ${duration(open)}.` : "";
    }).join(" ").trim() || "No breaker was open.";
  }
  return plan.lines.map((line) => {
    const values = points(past, line.columns).map((point) => point.y).filter((y) => !Number.isNaN(y));
    return values.length ? `${line.label}: at most ${plan.unit(Math.max(...values))}.` : "";
  }).join(" ").trim();
}

// Other colours, or another width: made anew.
export function redraw() {
  charts.forEach((each) => each.chart.destroy());
  charts = [];
  if (state.view) {
    drawCharts();
  }
}

export function showRanges() {
  const parent = byId("ranges");
  const wanted = state.ranges.join(" ");
  if (parent.dataset.ranges !== wanted) {
    parent.dataset.ranges = wanted;
    parent.replaceChildren(...state.ranges.map((range) => {
      const button = element("button", "segment", range.replace("m", " min").replace("h", " h"));
      button.type = "button";
      button.dataset.range = range;
      button.addEventListener("click", () => choose(range));
      return button;
    }));
  }
  for (const button of parent.children) {
    button.setAttribute("aria-pressed", String(button.dataset.range === state.range));
  }
  byId("csv").href = `/api/history.csv?range=${state.range}`;
}

async function choose(range) {
  state.range = range;
  showRanges();
  await loadShown().catch(() => {});
  drawCharts();
}
