import { drawCharts, redraw, showRanges } from "./charts.js";
import { showAlerts, showJournal } from "./lists.js";
import { found, lost, showBroker, showLive, showSummary } from "./notices.js";
import { showQueues, showQueuesAge } from "./queues.js";
import { followRehearsals } from "./rehearsals.js";
import { history, loadRecent, loadShown, state, take } from "./state.js";
import { listen } from "./stream.js";
import { showStrip, showStripAges } from "./strip.js";
import { startTheme } from "./theme.js";

function ages() {
  if (state.view) {
    showStripAges();
    showQueuesAge();
    showLive();
    if (state.view.overview.broker.state === "UNREACHABLE") {
      showBroker(state.view.overview.broker);
    }
  }
}

function show(view, isSnapshot) {
  take(view, isSnapshot);
  found();
  document.body.dataset.stage = "live";
  showSummary(view);
  showBroker(view.overview.broker);
  showStrip(view);
  showAlerts(view);
  showQueues(view);
  if (isSnapshot || view.events.length) {
    showJournal();
  }
  if (state.range === "10m" || isSnapshot) {
    drawCharts();
  }
  ages();
}

// Figures over time come anew with each connection: what was missed is in them.
async function past() {
  try {
    await loadRecent();
    await loadShown();
  } catch {
    return;
  }
  showRanges();
  if (state.view) {
    showQueues(state.view);
    drawCharts();
  }
}

async function longer() {
  if (state.range !== "10m" && !state.lost) {
    await loadShown().catch(() => {});
    showRanges();
    drawCharts();
  }
}

// The dashboard may only just have started, and ask the broker for the past itself.
function open() {
  past();
  setTimeout(past, 4000);
}

startTheme(redraw);
listen({ onView: show, onLost: lost, onOpen: open });
setInterval(ages, 1000);
setInterval(longer, 10_000);
setInterval(() => history() && past(), 300_000);
let width = window.innerWidth;
window.addEventListener("resize", () => {
  if ((width < 600) !== (window.innerWidth < 600)) {
    redraw();
  }
  width = window.innerWidth;
});
followRehearsals();
