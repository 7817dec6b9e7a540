// The numbers of residual_lab.py once more, for the hand: a test holds the two equal.

const total = (values) => values.reduce((sum, value) => sum + value, 0);

function line(x, y) {
  const across = total(x) / x.length, up = total(y) / y.length;
  const slope = total(x.map((a, i) => (a - across) * (y[i] - up))) / total(x.map((a) => (a - across) ** 2));
  return [up - slope * across, slope];
}

function points({ fault, strength, odd_x, odd_y }, { noise, spread, line: [start, rise] }) {
  const x = [], y = [], kept = fault === "memory" ? 0.95 * strength : 0;
  let before = 0;
  noise.forEach((drawn, i) => {
    const at = (i + 0.5) / 4;
    before = i ? kept * before + Math.sqrt(1 - kept ** 2) * drawn : drawn;
    const wide = fault === "funnel" ? spread * (1 - strength + (strength * at) / 4) : spread;
    const bend = fault === "curve" ? strength * 0.3 * ((at - 5) ** 2 - 8.3) : 0;
    x.push(at);
    y.push(start + rise * at + bend + wide * before);
  });
  return [[...x, odd_x], [...y, odd_y]];
}

function regress(x, y) {
  const n = x.length, [intercept, slope] = line(x, y);
  const centre = total(x) / n, width = total(x.map((a) => (a - centre) ** 2));
  const fitted = x.map((a) => intercept + slope * a), left = y.map((b, i) => b - fitted[i]);
  const squares = left.map((e) => e * e), all = total(squares), variance = all / (n - 2);
  const leverage = x.map((a) => 1 / n + (a - centre) ** 2 / width);
  const robust = total(x.map((a, i) => (a - centre) ** 2 * (left[i] / (1 - leverage[i])) ** 2));
  const [start, rise] = line(x, squares), mean = all / n;
  const told = total(x.map((a) => (start + rise * a - mean) ** 2)) / total(squares.map((s) => (s - mean) ** 2));
  return {
    intercept, slope, fitted, leverage,
    error: Math.sqrt(variance / width), robust: Math.sqrt(robust) / width,
    standard: left.map((e, i) => e / Math.sqrt(variance * (1 - leverage[i]))),
    cook: left.map((e, i) => ((e * e) / (2 * variance)) * leverage[i] / (1 - leverage[i]) ** 2),
    breuschPagan: n * told,
    durbinWatson: total(left.slice(1).map((e, i) => (e - left[i]) ** 2)) / all,
  };
}

function dots(x, y, more = {}) {
  const end = x.length - 1;
  return [
    { kind: "points", x: x.slice(0, end), y: y.slice(0, end), colour: "series0", size: 5 },
    { kind: "points", x: [x[end]], y: [y[end]], colour: "accent", marker: "star", size: 14, ...more },
  ];
}

function dataPanel(x, y, fit, { line: [start, rise], far }) {
  return {
    title: "Drag the star", legend: "bottom right",
    x: { low: 0, high: far, label: "x" }, y: { low: -4, high: 22, label: "y" },
    marks: [
      { kind: "line", x: [0, far], y: [start, start + rise * far], colour: "muted", dash: "dashed", label: "truth" },
      { kind: "line", x: [0, far], y: [fit.intercept, fit.intercept + fit.slope * far], colour: "accent", label: "fitted" },
      ...dots(x, y, { moves: ["odd_x", "odd_y"] }),
    ],
  };
}

function residualPanel(at, fit, low, high, label, joined) {
  const path = { kind: "line", x: at, y: fit.standard, colour: "muted", width: 1 };
  return {
    title: "Residuals", x: { low, high, label }, y: { low: -6.5, high: 6.5 },
    marks: [...(joined ? [path] : []), { kind: "rule", y: 0, colour: "muted" }, ...dots(at, fit.standard)],
  };
}

function leveragePanel(fit, fixed) {
  const h = Array.from({ length: 44 }, (_, k) => 0.01 + 0.01 * k);
  const edges = [[0.5, "dotted"], [1, "dashed"]].flatMap(([limit, dash]) => {
    const edge = h.map((v) => Math.min(Math.sqrt((2 * limit * (1 - v)) / v), 6.5));
    const look = { kind: "line", x: h, colour: "series1", width: 1.2, dash };
    return [{ ...look, y: edge, label: `Cook ${fixed(limit, 1)}` }, { ...look, y: edge.map((e) => -e) }];
  });
  return {
    title: "Influence", x: { low: 0, high: 0.45, label: "leverage" }, y: { low: -6.5, high: 6.5 },
    marks: [{ kind: "rule", y: 0, colour: "muted" }, ...edges, ...dots(fit.leverage, fit.standard)],
  };
}

export function compute(values, data, { fixed }) {
  const { fault, strength, odd_x, odd_y } = values, [x, y] = points(values, data), fit = regress(x, y);
  const worst = Math.max(...fit.cook), at = fit.cook.indexOf(worst);
  const which = worst === fit.cook[x.length - 1] ? "the star" : `point ${at + 1}`;
  const named = fault === "none" ? "no fault" : `${data.faults[fault]}, strength ${fixed(strength, 2)}`;
  return {
    panels: [
      dataPanel(x, y, fit, data),
      residualPanel(fit.fitted, fit, -4, 22, "fitted value", false),
      residualPanel(x.map((_, k) => k + 1), fit, 0, x.length + 1, "time", true),
      leveragePanel(fit, fixed),
    ],
    caption: `Fault: ${named}; the star at (${fixed(odd_x, 1)}, ${fixed(odd_y, 1)}). Slope ${fixed(fit.slope, 3)}, in truth 0.8; textbook `
      + `standard error ${fixed(fit.error, 3)}, HC3 ${fixed(fit.robust, 3)}. Breusch–Pagan ${fixed(fit.breuschPagan, 2)} (significant above `
      + `3.84), Durbin–Watson ${fixed(fit.durbinWatson, 2)}, largest Cook's distance ${fixed(worst, 2)}, at ${which}, whose leverage `
      + `is ${fixed(fit.leverage[at], 2)}.`,
  };
}
