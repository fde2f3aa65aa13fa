// The one stream. It comes back by itself; what this adds is to notice a silence, and a refusal.

const SILENCE = 5000;
const AGAIN = 5000;

export function listen({ onView, onLost, onOpen }) {
  let source = null;
  let heard = performance.now();

  function open() {
    source?.close();
    source = new EventSource("/api/stream");
    source.addEventListener("open", () => {
      heard = performance.now();
      onOpen();
    });
    for (const kind of ["snapshot", "update"]) {
      source.addEventListener(kind, (message) => {
        heard = performance.now();
        onView(JSON.parse(message.data), kind === "snapshot");
      });
    }
    source.addEventListener("full", () => {
      // A stream that we close ourselves reports no error.
      source.close();
      onLost("full");
      setTimeout(open, AGAIN);
    });
    source.addEventListener("error", () => {
      onLost("lost");
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, AGAIN);
      }
    });
  }

  setInterval(() => {
    if (performance.now() - heard > SILENCE) {
      onLost("silent");
      if (performance.now() - heard > SILENCE + AGAIN && source.readyState === EventSource.OPEN) {
        heard = performance.now() - SILENCE;
        open();
      }
    }
  }, 1000);
  open();
}
