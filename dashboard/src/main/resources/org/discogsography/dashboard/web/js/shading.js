// Outages and rehearsals behind every chart, and the circuit breakers' lanes.

import { state } from "./state.js";
import { colour, faded } from "./theme.js";

export function windows() {
  const list = [];
  for (const outage of state.view?.outages ?? []) {
    list.push({
      from: Date.parse(outage.from) / 1000,
      to: outage.to ? Date.parse(outage.to) / 1000 : null,
      label: outage.target,
      tone: "bad",
    });
  }
  for (const rehearsal of state.rehearsals) {
    list.push({
      from: Date.parse(rehearsal.startedAt) / 1000,
      to: rehearsal.endedAt ? Date.parse(rehearsal.endedAt) / 1000 : null,
      label: `rehearsal ${rehearsal.target}`,
      tone: "accent",
    });
  }
  return list.filter((each) => Number.isFinite(each.from));
}

export const shading = {
  id: "shading",
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales: { x } } = chart;
    ctx.save();
    for (const each of windows()) {
      const left = Math.max(area.left, x.getPixelForValue(each.from));
      const right = Math.min(area.right, each.to === null ? area.right : x.getPixelForValue(each.to));
      if (right < area.left || left > area.right) {
        continue;
      }
      const width = Math.max(2, right - left);
      const height = each.tone === "accent" ? 6 : area.bottom - area.top;
      ctx.fillStyle = faded(each.tone, each.tone === "accent" ? 0.7 : 0.14);
      ctx.fillRect(left, area.top, width, height);
      if (chart.options.plugins.shading?.labels && each.tone === "bad" && width > 30) {
        ctx.fillStyle = colour(each.tone);
        ctx.font = "11px system-ui, sans-serif";
        ctx.fillText(each.label, left + 4, area.top + 18, width - 6);
      }
    }
    ctx.restore();
  },
};

const LEVELS = ["good", "warn", "bad"];

export function lanes(names, history) {
  return {
    id: "lanes",
    beforeDatasetsDraw(chart) {
      const past = history();
      if (!past) {
        return;
      }
      const { ctx, chartArea: area, scales: { x, y } } = chart;
      const step = past.stepSeconds;
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top, area.width, area.height);
      ctx.clip();
      names.forEach((name, lane) => {
        const series = past.series[`breaker:${name}`] ?? [];
        const top = y.getPixelForValue(lane + 0.6);
        const height = y.getPixelForValue(lane + 0.08) - top;
        let i = 0;
        while (i < series.length) {
          const value = series[i];
          let end = i;
          while (end < series.length && series[end] === value) {
            end++;
          }
          if (value !== null) {
            const left = x.getPixelForValue(past.from + i * step);
            const right = x.getPixelForValue(past.from + end * step);
            const tone = LEVELS[Math.round(value)] ?? "faint";
            const part = value === 0 ? 0.35 : value === 1 ? 0.7 : 1;
            ctx.fillStyle = colour(tone);
            ctx.fillRect(left, top + (height * (1 - part)) / 2, Math.max(1, right - left), height * part);
          }
          i = end;
        }
      });
      ctx.restore();
    },
  };
}
