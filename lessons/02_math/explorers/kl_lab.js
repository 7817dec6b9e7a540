// The integrals of kl_lab.py once more, for the hand: a test holds the two equal.

const LN2 = Math.log(2);

const logBell = (x, mean, width) => -0.5 * ((x - mean) / width) ** 2 - Math.log(width * Math.sqrt(2 * Math.PI));
const logHalfSum = (a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))) - LN2;

function integrate({ gap, p_mean, p_width, q_mean, q_width }, { far, step }) {
  const size = Math.round((2 * far) / step) + 1;
  const found = { x: [], p: [], q: [], forward: [], backward: [], totals: [0, 0, 0] };
  for (let i = 0; i < size; i++) {
    const place = i * step - far;
    const lp = logHalfSum(logBell(place, p_mean - gap / 2, p_width), logBell(place, p_mean + gap / 2, p_width));
    const lq = logBell(place, q_mean, q_width), lm = logHalfSum(lp, lq), p = Math.exp(lp), q = Math.exp(lq);
    const there = (p * (lp - lq)) / LN2, back = (q * (lq - lp)) / LN2;
    found.x.push(place);
    found.p.push(p);
    found.q.push(q);
    found.forward.push(there);
    found.backward.push(back);
    found.totals[0] += there * step;
    found.totals[1] += back * step;
    found.totals[2] += ((p * (lp - lm) + q * (lq - lm)) / (2 * LN2)) * step;
  }
  found.totals = found.totals.map((total) => Math.max(total, 0));
  return found;
}

function densitiesPanel({ x, p, q }, seen) {
  return {
    title: "Densities", weight: 1.2, x: { low: -seen, high: seen }, y: { low: 0, high: 1.4 },
    marks: [
      { kind: "line", x, y: p, colour: "series0", label: "p", under: 0 },
      { kind: "line", x, y: q, colour: "series1", dash: "dashed", width: 2.4, label: "q" },
    ],
  };
}

function costsPanel({ x, forward, backward }, { seen, tops }) {
  const most = Math.max(...forward, ...backward);
  const top = tops.find((each) => most <= each) ?? tops[tops.length - 1];
  return {
    title: "Bits that each place adds", weight: 1.2,
    x: { low: -seen, high: seen }, y: { low: -0.5 * Math.min(top, 2), high: top },
    marks: [
      { kind: "line", x, y: forward, colour: "series0", label: "p log₂ p/q" },
      { kind: "line", x, y: backward, colour: "series1", dash: "dashed", width: 2.4, label: "q log₂ q/p" },
    ],
  };
}

function handlesPanel({ p_mean, p_width, q_mean, q_width }) {
  const point = { kind: "points", size: 12 };
  return {
    title: "Drag p and q", weight: 0.9,
    x: { low: -4.6, high: 4.6, label: "mean" }, y: { low: 0, high: 3.3, label: "width" },
    marks: [
      { ...point, x: [p_mean], y: [p_width], colour: "series0", moves: ["p_mean", "p_width"] },
      { ...point, x: [q_mean], y: [q_width], colour: "series1", marker: "square", moves: ["q_mean", "q_width"] },
      { kind: "texts", x: [p_mean, q_mean], y: [p_width, q_width], text: ["p", "q"], dx: 9, dy: 9 },
    ],
  };
}

export function compute(values, data, { fixed }) {
  const all = integrate(values, data), first = Math.round((data.far - data.seen) / data.step);
  const part = (list) => list.slice(first, list.length - first).filter((_, k) => k % 2 === 0);
  const shown = Object.fromEntries(["x", "p", "q", "forward", "backward"].map((name) => [name, part(all[name])]));
  const width = fixed(values.p_width, 1), [there, back, shannon] = all.totals.map((total) => fixed(total, 2));
  const shape = values.gap
    ? `two humps ${fixed(values.gap, 1)} apart, each of width ${width}` : `one bell of width ${width}`;
  return {
    panels: [densitiesPanel(shown, data.seen), costsPanel(shown, data), handlesPanel(values)],
    caption: `p has ${shape}, around ${fixed(values.p_mean, 1)}; `
      + `q has mean ${fixed(values.q_mean, 1)} and width ${fixed(values.q_width, 1)}. `
      + `KL(p‖q) is ${there} bits, KL(q‖p) ${back} bits, Jensen–Shannon ${shannon} bits.`,
  };
}
