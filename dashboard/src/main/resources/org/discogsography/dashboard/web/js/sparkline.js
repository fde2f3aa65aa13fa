import { colour } from "./theme.js";

const WIDTH = 120;
const HEIGHT = 28;
const EVERY = 5;

// A queue's last ten minutes; what is not known is a hole.
export function draw(canvas, series) {
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== WIDTH * scale) {
    canvas.width = WIDTH * scale;
    canvas.height = HEIGHT * scale;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  const points = thin(series);
  const top = Math.max(1, ...points.filter((value) => value !== null));
  context.strokeStyle = colour("accent");
  context.lineWidth = 1.5;
  context.beginPath();
  let pen = false;
  points.forEach((value, i) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = (i / Math.max(1, points.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - (value / top) * (HEIGHT - 4);
    pen ? context.lineTo(x, y) : context.moveTo(x, y);
    pen = true;
  });
  context.stroke();
}

function thin(series) {
  const points = [];
  for (let i = 0; i < series.length; i += EVERY) {
    const part = series.slice(i, i + EVERY).filter((value) => value !== null);
    points.push(part.length ? Math.max(...part) : null);
  }
  return points;
}
