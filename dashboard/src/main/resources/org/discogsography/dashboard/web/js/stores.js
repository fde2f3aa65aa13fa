import { bytes, compact, millis } from "./format.js";

// Read every quarter of a minute; older than this they have not come for some time.
const OLD = 45;

export const figuresAreOld = (age) => age !== null && age > OLD;

// What a store holds, on a line.
export function storeFacts(store) {
  if (!store) {
    return null;
  }
  const facts = [];
  if (store.figures) {
    const { counts, bytes: size, connections, mostConnections, estimated } = store.figures;
    const sum = Object.entries(counts)
      .filter(([name]) => name !== "relationships")
      .reduce((total, [, n]) => total + n, 0);
    facts.push(`${estimated === "ESTIMATED" ? "about " : ""}${compact(sum)} ${store.name === "neo4j" ? "nodes" : "rows"}`);
    if (counts.relationships !== undefined) {
      facts.push(`${compact(counts.relationships)} relationships`);
    }
    if (size !== null) {
      facts.push(bytes(size));
    }
    if (connections !== null) {
      facts.push(`${connections} of ${mostConnections} connections`);
    }
  }
  if (store.pingMillis !== null) {
    facts.push(`read in ${millis(store.pingMillis)}`);
  }
  return facts.join(" · ");
}
