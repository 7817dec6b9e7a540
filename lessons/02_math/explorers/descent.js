// The numbers of descent.py once more, for the hand: a test holds the two equal.

const OUT_OF_SIGHT = 1e3, ROUNDING = 1e-15, BEYOND = 1e6;

function loss(surface, [a, b]) {
  if (!surface.hessian) return (1 - a) ** 2 + 100 * (b - a ** 2) ** 2;
  const [x, y] = [a - surface.minimum[0], b - surface.minimum[1]], h = surface.hessian;
  return surface.floor + 0.5 * (x * (h[0][0] * x + h[0][1] * y) + y * (h[1][0] * x + h[1][1] * y));
}

function gradient(surface, [a, b]) {
  if (!surface.hessian) {
    const bend = b - a ** 2;
    return [-2 * (1 - a) - 400 * a * bend, 200 * bend];
  }
  const [x, y] = [a - surface.minimum[0], b - surface.minimum[1]];
  return surface.hessian.map((row) => row[0] * x + row[1] * y);
}

function walk(surface, lr, momentum, steps) {
  let point = surface.start, velocity = [0, 0];
  const path = [point];
  for (let k = 0; k < steps; k++) {
    const slope = gradient(surface, point);
    velocity = velocity.map((v, axis) => momentum * v + slope[axis]);
    point = point.map((p, axis) => p - lr * velocity[axis]);
    path.push(point);
    if (Math.max(...point.map(Math.abs)) > BEYOND) break;
  }
  return path;
}

function pathPanel(surface, path) {
  const far = path.findIndex((point) => Math.max(...point.map(Math.abs)) > OUT_OF_SIGHT);
  const seen = far < 0 ? path : path.slice(0, far + 1);
  const x = seen.map((point) => point[0]), y = seen.map((point) => point[1]);
  const [left, right, bottom, top] = surface.window, end = x.length - 1;
  return {
    title: "Path (★ minimum)", equal: true,
    x: { low: left, high: right, label: surface.axes[0], grid: false },
    y: { low: bottom, high: top, label: surface.axes[1], grid: false },
    marks: [
      ...surface.ground,
      { kind: "points", x: [surface.minimum[0]], y: [surface.minimum[1]], marker: "star", colour: "text", size: 15 },
      { kind: "line", x, y, colour: "accent", width: 1.6 },
      { kind: "points", x, y, colour: "accent", size: 4 },
      { kind: "points", x: [x[0]], y: [y[0]], colour: "accent", marker: "ring", size: 11 },
      { kind: "points", x: [x[end]], y: [y[end]], colour: "accent", size: 11 },
      { kind: "texts", x: [x[0]], y: [y[0]], text: ["start"], dx: 10, dy: 11 },
    ],
  };
}

function lossPanel(losses, steps) {
  const low = losses[0] * 1e-5, high = losses[0] * 30;
  const last = losses.findLastIndex((value) => value >= low && value <= high);
  const end = Math.min(last + 1, losses.length - 1), value = losses[end];
  const marker = value > high ? "triangle" : value < low ? "down" : "circle";
  const seen = losses.slice(0, end + 1);
  return {
    title: "Loss above the minimum", weight: 1.15,
    x: { low: 0, high: steps * 1.03, label: "step" },
    y: { low, high, log: true },
    marks: [
      { kind: "line", x: seen.map((_, k) => k), y: seen, colour: "accent" },
      { kind: "points", x: [end], y: [Math.min(Math.max(value, low), high)], colour: "accent", marker, size: 11 },
    ],
  };
}

function outcome(losses, path, minimum, g) {
  const first = losses[0], last = losses[losses.length - 1], steps = losses.length - 1;
  if (!Number.isFinite(last) || last > 2 * first) {
    return `it diverges: the loss above the minimum grows from ${g(first, 3)} to ${g(last, 3)} in ${steps} steps.`;
  }
  const near = losses.findIndex((value) => value < 0.01 * first);
  const point = path[path.length - 1];
  const away = Math.hypot(point[0] - minimum[0], point[1] - minimum[1]);
  const end = last > ROUNDING ? g(last, 2) : "zero";
  const text = `in ${steps} steps the loss above the minimum goes from ${g(first, 3)} to ${end}, ending ${g(away, 2)} away`;
  if (near >= 0) return `${text}; 99 % of the way was done after ${near} step${near === 1 ? "" : "s"}.`;
  return `${text}; it has not come 99 % of the way.`;
}

function limit(surface, momentum, g) {
  if (surface.steepest === null) {
    return "The curvature differs from place to place, so no one learning rate suits all of it.";
  }
  return `On this surface the learning rate must stay below ${g((2 * (1 + momentum)) / surface.steepest, 3)}.`;
}

export function compute({ surface: name, lr, momentum, steps }, data, { g }) {
  const surface = data.surfaces[name];
  const path = walk(surface, lr, momentum, steps);
  const losses = path.map((point) => Math.max(loss(surface, point) - surface.floor, ROUNDING));
  const carried = momentum ? `momentum ${g(momentum)}` : "no momentum";
  const told = `${outcome(losses, path, surface.minimum, g)} ${limit(surface, momentum, g)}`;
  return {
    panels: [pathPanel(surface, path), lossPanel(losses, steps)],
    caption: `Learning rate ${g(lr, 3)}, ${carried}: ${told}`,
  };
}
