// The lines of fit_by_hand.py once more, for the hand: a test holds the two equal.

function bySquares(stones) {
  const n = stones.length, sums = [0, 0, 0, 0];
  for (const [c, p] of stones) [c, p, c * c, c * p].forEach((term, k) => { sums[k] += term; });
  const rise = (n * sums[3] - sums[0] * sums[1]) / (n * sums[2] - sums[0] * sums[0]);
  return [rise, (sums[1] - rise * sums[0]) / n];
}

function meanLoss(stones, rise, start, loss) {
  let total = 0;
  for (const [c, p] of stones) {
    const off = p - start - rise * c;
    total += loss === "squares" ? off * off : Math.abs(off);
  }
  return total / stones.length;
}

function byDistances(stones) {
  let least = Infinity, found = [0, 0];
  stones.forEach(([c, p], i) => {
    for (const [other, dear] of stones.slice(i + 1)) {
      if (other === c) continue;
      const rise = (dear - p) / (other - c), loss = meanLoss(stones, rise, p - rise * c, "distances");
      if (loss < least - 1e-9) [least, found] = [loss, [rise, p - rise * c]];
    }
  });
  return found;
}

function gaps(stones, rise, start, loss, { wide, low, high }) {
  const x0 = stones.map(([c]) => c), y0 = stones.map(([, p]) => p), y1 = x0.map((c) => start + rise * c);
  if (loss === "distances") return { kind: "segments", x0, y0, x1: x0, y1, colour: "series1", width: 1.6 };
  const scale = wide / (high - low), x1 = x0.map((c, i) => c + Math.abs(y0[i] - y1[i]) * scale);
  return { kind: "boxes", x0, y0, x1, y1, colour: "series1", width: 0.8, fill: "series1", opacity: 0.3 };
}

export function compute(values, data, { fixed }) {
  const { slope, intercept, loss, best, star_carat: carat, star_price: price } = values, { wide, low, high } = data;
  const stones = [...data.stones, [carat, price]], line = (rise, start) => ({ kind: "line", x: [0, wide], y: [start, start + wide * rise] });
  const marks = [
    gaps(stones, slope, intercept, loss, data),
    { kind: "points", x: data.stones.map(([c]) => c), y: data.stones.map(([, p]) => p), colour: "series0", size: 6 },
    { ...line(slope, intercept), colour: "text", label: "yours" },
  ];
  const handles = [];
  let told = "";
  if (best) {
    const [rise, start] = loss === "squares" ? bySquares(stones) : byDistances(stones);
    marks.push({ ...line(rise, start), colour: "series2", dash: "dashed", width: 2.4, label: "least loss" });
    handles.push({ kind: "points", x: [rise], y: [start], colour: "series2", marker: "square", size: 10 });
    handles.push({ kind: "texts", x: [rise], y: [start], text: ["least loss"], dx: 9, dy: 9 });
    told = ` The line of least loss has slope ${fixed(rise, 2)} and intercept ${fixed(start, 2)}, `
      + `with ${fixed(meanLoss(stones, rise, start, loss), 3)}.`;
  }
  marks.push({ kind: "points", x: [carat], y: [price], colour: "accent", marker: "star", size: 15, moves: ["star_carat", "star_price"] });
  handles.push({ kind: "points", x: [slope], y: [intercept], colour: "text", size: 13, moves: ["slope", "intercept"] });
  return {
    panels: [
      {
        marks, title: "Drag the star", weight: 1.3, legend: "top left",
        x: { low: 0, high: wide, label: "carats" }, y: { low, high, label: "thousand dollars" },
      },
      {
        marks: handles, title: "Drag the line",
        x: { low: -4.6, high: 16.6, label: "slope" }, y: { low: -8.8, high: 8.8, label: "intercept" },
      },
    ],
    caption: `${data.stones.length} stones and the star at ${fixed(carat, 1)} carats and ${fixed(price, 1)} thousand dollars. `
      + `Your line has slope ${fixed(slope, 1)} and intercept ${fixed(intercept, 1)}; its mean ${data.losses[loss]} is `
      + `${fixed(meanLoss(stones, slope, intercept, loss), 3)}.${told}`,
  };
}
