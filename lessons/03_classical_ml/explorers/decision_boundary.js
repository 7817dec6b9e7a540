// The borders of decision_boundary.py once more, for the hand: a test holds the two equal.

function chancesAt(x, y, table, degree, temperature) {
  const heights = table[0].map(() => 0);
  let row = 0;
  for (let total = 0; total <= degree; total++) {
    for (let j = 0; j <= total; j++, row++) {
      const term = x ** (total - j) * y ** j;
      for (let k = 0; k < heights.length; k++) heights[k] += term * table[row][k];
    }
  }
  const top = Math.max(...heights), grown = heights.map((h) => Math.exp((h - top) / temperature));
  const sum = grown.reduce((a, b) => a + b, 0);
  return grown.map((g) => g / sum);
}

function choose(odds, watched, price) {
  let best = 0, most = -1;
  odds.forEach((p, k) => {
    const value = k === watched ? p * price : p;
    if (value > most) [best, most] = [k, value];
  });
  return best;
}

function borders(answers, side, reach) {
  const step = (2 * reach) / side, found = { x0: [], y0: [], x1: [], y1: [] };
  const add = (a, b, c, d) => { found.x0.push(a); found.y0.push(b); found.x1.push(c); found.y1.push(d); };
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const left = column * step - reach, low = row * step - reach, own = answers[row * side + column];
      if (column + 1 < side && own !== answers[row * side + column + 1]) add(left + step, low, left + step, low + step);
      if (row + 1 < side && own !== answers[(row + 1) * side + column]) add(left, low + step, left + step, low + step);
    }
  }
  return { kind: "segments", ...found, colour: "text", width: 1.6 };
}

function even(value) {
  const below = Math.floor(value), rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

function shaded(cells, watched, side, reach) {
  let bytes = "";
  for (const odds of cells) bytes += String.fromCharCode(even(255 * odds[watched]));
  const edge = [-reach, reach];
  return { kind: "grid", x: edge, y: edge, smooth: true, rows: side, columns: side, shades: btoa(bytes) };
}

function mapPanel(sample, shade, border, wrong, { x, y }, { reach, looks }) {
  const marks = [shade, border];
  const show = (indices, look) => marks.push({
    kind: "points", x: indices.map((i) => sample.places[i][0]), y: indices.map((i) => sample.places[i][1]), ...look,
  });
  show(wrong, { colour: "text", marker: "ring", size: 11 });
  sample.classes.forEach((_, k) => {
    const own = [...sample.truth.keys()].filter((i) => sample.truth[i] === k);
    show(own, { colour: looks[k][0], marker: looks[k][1], size: 6 });
  });
  marks.push({ kind: "points", x: [x], y: [y], colour: "accent", marker: "star", size: 17, moves: ["x", "y"] });
  const [across, up] = [0, 1].map((axis) => (
    { low: -reach, high: reach, label: sample.axes[axis], ticks: sample.ticks[axis], grid: false }
  ));
  return { marks, x: across, y: up, title: `Shade: probability of ${sample.classes[sample.watched]}`, weight: 1.5 };
}

function barsPanel({ classes }, here, looks, fixed) {
  const bars = {
    kind: "bars", at: classes.map((_, k) => k), value: here,
    colour: classes.map((_, k) => looks[k][0]), texts: here.map((p) => fixed(p, 2)),
  };
  const across = { low: -0.6, high: classes.length - 0.4, ticks: classes.map((name, k) => [k, name]), grid: false };
  return { marks: [bars], x: across, y: { low: 0, high: 1.12, label: "probability" }, title: "At the star", weight: 0.8 };
}

export function compute(values, data, { fixed }) {
  const { points, degree, temperature, price, x, y } = values, { side, reach, looks } = data;
  const sample = data.samples[points], { classes, truth, watched } = sample, table = sample.weights[degree];
  const ask = (across, up) => chancesAt(across, up, table, degree, temperature);
  const cells = [], step = (2 * reach) / side;
  for (let i = 0; i < side * side; i++) {
    cells.push(ask(((i % side) + 0.5) * step - reach, (Math.floor(i / side) + 0.5) * step - reach));
  }
  const judged = sample.places.map(([a, b]) => ask(a, b)), named = judged.map((odds) => choose(odds, watched, price));
  const wrong = [...named.keys()].filter((i) => named[i] !== truth[i]);
  const loss = judged.reduce((sum, odds, i) => sum - Math.log(odds[truth[i]]), 0) / judged.length;
  const here = ask(x, y), many = (list) => list.filter((k) => k === watched).length;
  const place = [x, y].map((v, axis) => fixed(sample.centre[axis] + v * sample.spread[axis], 1));
  const border = borders(cells.map((odds) => choose(odds, watched, price)), side, reach);
  return {
    panels: [
      mapPanel(sample, shaded(cells, watched, side, reach), border, wrong, values, data),
      barsPanel(sample, here, looks, fixed),
    ],
    caption: `Degree ${degree}, temperature ${fixed(temperature, 2)}, price ${fixed(price, 1)}: `
      + `log loss ${fixed(loss, 3)}, ${wrong.length} of ${named.length} judging rows named wrongly. `
      + `${classes[watched]} is named ${many(named)} times, and ${many(truth)} are. `
      + `At the star, ${place[0]} and ${place[1]}: ${classes.map((name, k) => `${name} ${fixed(here[k], 2)}`).join(", ")}.`,
  };
}
