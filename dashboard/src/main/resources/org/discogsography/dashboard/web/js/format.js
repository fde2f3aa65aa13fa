const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export const count = (n) => whole.format(n);

export function rate(perSecond) {
  return (Math.abs(perSecond) < 100 ? tenths : whole).format(perSecond);
}

export function signed(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return "–";
  }
  if (Math.abs(perSecond) < 0.05) {
    return "steady";
  }
  return (perSecond > 0 ? "▲ " : "▼ ") + rate(Math.abs(perSecond));
}

export function duration(seconds) {
  const s = Math.round(seconds);
  if (s < 90) {
    return `${s} s`;
  }
  if (s < 5400) {
    return `${Math.round(s / 60)} min`;
  }
  return s < 172800 ? `${tenths.format(s / 3600)} h` : `${Math.round(s / 86400)} d`;
}

export function millis(ms) {
  if (ms === null || ms === undefined) {
    return "–";
  }
  return ms < 1000 ? `${tenths.format(ms)} ms` : `${tenths.format(ms / 1000)} s`;
}

export function bytes(n) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return `${tenths.format(n)} ${units[unit]}`;
}

// The time of day, and the date where that is not today's.
export function clock(iso) {
  const at = new Date(iso);
  const now = new Date();
  const time = at.toLocaleTimeString("en-GB");
  if (at.toDateString() === now.toDateString()) {
    return time;
  }
  const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year })}, ${time}`;
}

export function axisTime(seconds, span) {
  const options = span <= 900
    ? { hour: "2-digit", minute: "2-digit", second: "2-digit" }
    : { hour: "2-digit", minute: "2-digit" };
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", options);
}

export function compact(n) {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(n);
}

export function sentence(text) {
  if (!text) {
    return "";
  }
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? "" : ".");
}

export const TITLES = { rabbitmq: "RabbitMQ", neo4j: "Neo4j", postgres: "PostgreSQL" };

export const words = (text) => text.replaceAll("_", " ");

export const shortQueue = (name) => name.replace(/^discogsography\./, "");
