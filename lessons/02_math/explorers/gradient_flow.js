// The numbers of gradient_flow.py once more, for the hand: a test holds the two equal.

function flow({ w, x, b, y }, back) {
  const u = w * x + 0, z = u + b, h = Math.tanh(z), s = h + u, L = (s - y) ** 2, toS = 2 * (s - y);
  const through = back !== "direct" ? toS * (1 - h * h) : 0, beside = back !== "tanh" ? toS : 0;
  const toU = through + beside, toH = back !== "direct" ? toS : 0;
  return {
    values: { w, x, b, y, u, z, h, s, L },
    slopes: { w: toU * x + 0, x: toU * w + 0, b: through, y: -toS, u: toU, z: through, h: toH, s: toS, L: 1 },
    edges: { wu: toU * x, xu: toU * w, uz: through, bz: through, zh: through, hs: toH, us: beside, sL: toS, yL: -toS },
  };
}

function edge(name, amount, places) {
  const [from, to] = [places[name[0]], places[name[1]]], size = Math.abs(amount), none = amount === 0;
  return {
    kind: "segments", x0: [from[0]], y0: [from[1]], x1: [to[0]], y1: [to[1]],
    colour: none ? "muted" : amount > 0 ? "series0" : "series1",
    width: 1 + (7 * size) / (2 + size), dash: none ? "dotted" : amount > 0 ? "" : "dashed",
  };
}

function graph(found, { places, formulas, edges, half }, fixed) {
  const names = Object.keys(places), x = names.map((n) => places[n][0]), y = names.map((n) => places[n][1]);
  const texts = { kind: "texts", x, y, align: "middle", size: 11 };
  return {
    title: "Value above, derivative below", weight: 1.7, bare: true,
    x: { low: -0.4, high: 3.4 }, y: { low: 0.1, high: 3.4 },
    marks: [
      ...edges.map((name) => edge(name, found.edges[name], places)),
      {
        kind: "boxes", x0: x.map((v) => v - half[0]), y0: y.map((v) => v - half[1]), x1: x.map((v) => v + half[0]),
        y1: y.map((v) => v + half[1]), colour: "muted", width: 1, fill: "background",
      },
      { ...texts, text: names.map((n) => formulas[n] ?? n), dy: 15 },
      { ...texts, text: names.map((n) => fixed(found.values[n], 2)) },
      { ...texts, text: names.map((n) => fixed(found.slopes[n], 2)), colour: "accent", dy: -15 },
    ],
  };
}

function plane({ w, x, b, y }, taken, right, { reach, curve, arrow }) {
  const ws = Array.from({ length: curve }, (_, k) => reach * ((2 * k) / (curve - 1) - 1));
  const bottom = ws.map((each) => {
    const rest = y - each * x;
    return Math.abs(rest) < 1 ? Math.atanh(rest) - each * x : null;
  });
  const against = (slopes) => {
    const length = Math.hypot(slopes.w, slopes.b), share = length > 1e-9 ? arrow / length : 0;
    return { kind: "segments", x0: [w], y0: [b], x1: [w - share * slopes.w], y1: [b - share * slopes.b] };
  };
  return {
    title: "Where a step leads", legend: "bottom left",
    x: { low: -reach, high: reach, label: "w" }, y: { low: -reach, high: reach, label: "b" },
    marks: [
      { kind: "rule", x: 0, colour: "grid", width: 1 },
      { kind: "rule", y: 0, colour: "grid", width: 1 },
      { kind: "line", x: ws, y: bottom, colour: "series2", label: "loss zero" },
      { ...against(right.slopes), colour: "muted", width: 5, label: "against the true gradient" },
      { ...against(taken.slopes), colour: "accent", width: 2, label: "the step taken" },
      { kind: "points", x: [w], y: [b], colour: "text", size: 11, moves: ["w", "b"] },
    ],
  };
}

function told(taken, right, fixed) {
  const got = taken.slopes, real = right.slopes;
  if (Math.abs(got.w - real.w) < 1e-9) return "that for w is right.";
  const lengths = Math.hypot(got.w, got.b) * Math.hypot(real.w, real.b);
  const cosine = Math.max(-1, Math.min(1, (got.w * real.w + got.b * real.b) / lengths));
  const turn = lengths > 1e-9 ? `${fixed((Math.acos(cosine) * 180) / Math.PI, 0)}°` : "no angle";
  return `that for w should be ${fixed(real.w, 3)}, and the step is turned by ${turn}.`;
}

export function compute(values, data, { fixed }) {
  const taken = flow(values, values.back), right = flow(values, "both");
  const v = taken.values, d = taken.slopes;
  return {
    panels: [graph(taken, data, fixed), plane(values, taken, right, data)],
    caption: `w = ${fixed(v.w, 2)}, b = ${fixed(v.b, 2)}, x = ${fixed(v.x, 2)}, y = ${fixed(v.y, 2)}: `
      + `tanh gives ${fixed(v.h, 3)}, the sum s is ${fixed(v.s, 3)} and the loss ${fixed(v.L, 3)}. `
      + `Back come ${fixed(d.w, 3)} for w, ${fixed(d.b, 3)} for b, ${fixed(d.x, 3)} for x and ${fixed(d.y, 3)} for y; `
      + told(taken, right, fixed),
  };
}
