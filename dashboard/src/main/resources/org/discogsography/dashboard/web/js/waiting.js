// How many messages waited, over the phases of an outage. What nobody knew is a gap.

import { byId } from "./dom.js";
import { compact, count, duration } from "./format.js";
import { colour, faded } from "./theme.js";

const TONES = { Outage: "bad", Holding: "warn", Recovery: "line-1", Drained: "good" };
const LINES = { graphinator: "line-1", tableinator: "line-3" };
const FONT = { size: 11, family: "system-ui, sans-serif" };

let chart = null;

function points(seconds, waiting) {
  return seconds.map((x, i) => ({ x, y: waiting[i] ?? NaN }));
}

// A point between two gaps has no line to be seen by.
function radius({ dataset, dataIndex }) {
  const known = (i) => Number.isFinite(dataset.data[i]?.y);
  return known(dataIndex) && !known(dataIndex - 1) && !known(dataIndex + 1) ? 2 : 0;
}

function bands(phases) {
  const since = (iso) => (Date.parse(iso) - Date.parse(phases[0].from)) / 1000;
  return {
    id: "bands",
    beforeDatasetsDraw({ ctx, chartArea: area, scales: { x } }) {
      const within = (pixel) => Math.min(area.right, Math.max(area.left, pixel));
      ctx.save();
      ctx.font = "11px system-ui, sans-serif";
      for (const { name, from, to } of phases) {
        const left = within(x.getPixelForValue(since(from)));
        const width = (to ? within(x.getPixelForValue(since(to))) : area.right) - left;
        if (TONES[name]) {
          ctx.fillStyle = faded(TONES[name], 0.16);
          ctx.fillRect(left, area.top, width, area.bottom - area.top);
        }
        if (ctx.measureText(name).width + 8 < width) {
          ctx.fillStyle = colour("text");
          ctx.fillText(name, left + 4, area.top + 14);
        }
      }
      ctx.restore();
    },
  };
}

function options(seconds) {
  const grid = { color: colour("line") };
  const ticks = { color: colour("faint"), font: FONT, maxRotation: 0 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        type: "linear", min: 0, max: Math.max(1, seconds.at(-1)), grid, border: grid,
        ticks: { ...ticks, maxTicksLimit: window.innerWidth < 600 ? 4 : 10, includeBounds: false, callback: (value) => duration(value) },
      },
      y: { beginAtZero: true, suggestedMax: 10, grace: "12%", grid, border: grid, ticks: { ...ticks, maxTicksLimit: 5, callback: (value) => compact(value) } },
    },
    plugins: {
      legend: { position: "bottom", align: "start", labels: { color: colour("text"), font: FONT, boxWidth: 18, boxHeight: 1, padding: 8 } },
      tooltip: { callbacks: { title: (items) => `after ${duration(items[0].parsed.x)}` } },
    },
  };
}

function summary(waiting) {
  const most = Object.entries(waiting).map(([name, series]) => {
    const known = series.filter((value) => value !== null);
    return `${name}: ${known.length ? `at most ${count(Math.max(...known))}` : "not known"}.`;
  });
  return `Messages waiting over time. ${most.join(" ")} The phases are in the table below.`;
}

export function drawWaiting({ chart: curve, phases }) {
  const enough = curve !== null && curve.seconds.length > 1;
  byId("chart").hidden = !enough;
  byId("chart-empty").hidden = enough;
  chart?.destroy();
  chart = null;
  if (!enough || !window.Chart) {
    return;
  }
  const canvas = byId("waiting");
  canvas.setAttribute("aria-label", summary(curve.waiting));
  chart = new window.Chart(canvas, {
    type: "line",
    data: {
      datasets: Object.entries(curve.waiting).map(([name, waiting]) => ({
        label: name, data: points(curve.seconds, waiting), parsing: false, spanGaps: false,
        borderColor: colour(LINES[name] ?? "line-2"), backgroundColor: colour(LINES[name] ?? "line-2"),
        borderWidth: 1.8, pointRadius: radius, pointHitRadius: 6, tension: 0,
      })),
    },
    options: options(curve.seconds),
    plugins: [bands(phases)],
  });
}
