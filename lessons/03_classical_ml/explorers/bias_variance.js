// The fits of bias_variance.py once more, for the hand: a test holds the two equal.

function legendre(x, degree) {
  const p = [1, x];
  for (let k = 2; k <= degree; k++) p.push(((2 * k - 1) * x * p[k - 1] - (k - 1) * p[k - 2]) / k);
  return p.slice(0, degree + 1);
}

// Gauss with pivots: the solutions of A W = B, where B has one column for each right side.
function solve(A, B) {
  const rows = A.map((row, i) => [...row, ...B[i]]), size = A.length;
  for (let i = 0; i < size; i++) {
    let best = i;
    for (let k = i + 1; k < size; k++) if (Math.abs(rows[k][i]) > Math.abs(rows[best][i])) best = k;
    [rows[i], rows[best]] = [rows[best], rows[i]];
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const share = rows[k][i] / rows[i][i];
      for (let j = i; j < rows[k].length; j++) rows[k][j] -= share * rows[i][j];
    }
  }
  return rows.map((row, i) => row.slice(size).map((value) => value / row[i]));
}

function fitAll({ rows, places }, sides, degree, power) {
  const basis = rows.map((x) => legendre(x, degree)), size = degree + 1;
  const A = [], B = [];
  for (let i = 0; i < size; i++) {
    A.push(Array.from({ length: size }, (_, j) => basis.reduce((sum, row) => sum + row[i] * row[j], 0)));
    if (i > 0) A[i][i] += 10 ** power;
    B.push(sides.map((y) => basis.reduce((sum, row, r) => sum + row[i] * y[r], 0)));
  }
  const weights = solve(A, B), seen = places.map((x) => legendre(x, degree));
  return sides.map((_, s) => seen.map((row) => row.reduce((sum, value, i) => sum + value * weights[i][s], 0)));
}

function fitsPanel(data, { degree, penalty, noise, samples }) {
  const drawn = data.noise.slice(0, samples).map((each) => data.truthRows.map((f, r) => f + noise * each[r]));
  const [mean, ...fits] = fitAll(data, [data.truthRows, ...drawn], degree, penalty);
  const x = data.places;
  return {
    title: "Fits to many samples", weight: 1.15,
    x: { low: -1, high: 1, label: "x" }, y: { low: -3, high: 3 },
    marks: [
      { kind: "paths", x: fits.map(() => x), y: fits, colour: "series0", width: 0.9, opacity: 0.45 },
      { kind: "points", x: data.rows, y: drawn[0], colour: "muted", size: 4 },
      { kind: "line", x, y: data.truthPlaces, colour: "text", width: 2.2, label: "truth" },
      { kind: "line", x, y: mean, colour: "series1", dash: "dashed", width: 2.4, label: "mean fit" },
    ],
  };
}

function partsPanel(data, { along, degree, noise }, place) {
  const byDegree = along === "degree", pick = (table) => (byDegree ? table.map((row) => row[place]) : table[degree]);
  const squared = pick(data.bias), scatter = pick(data.variance).map((each) => noise ** 2 * each);
  const x = byDegree ? data.bias.map((_, d) => d) : data.powers, most = data.bias.length - 1;
  const within = (list) => list.map((value) => Math.min(Math.max(value, data.floor), data.ceiling));
  return {
    title: "Squared error and its parts", weight: 1.15,
    x: byDegree
      ? { low: -0.3, high: most + 0.3, label: "degree" }
      : { low: x[0], high: x[x.length - 1], label: "log₁₀ penalty" },
    y: { low: data.floor, high: data.ceiling, log: true },
    marks: [
      { kind: "line", x, y: within(squared), colour: "series0", label: "bias²" },
      { kind: "line", x, y: within(scatter), colour: "series1", dash: "dashed", label: "variance" },
      {
        kind: "line", x, y: within(squared.map((each, i) => each + scatter[i] + noise ** 2)),
        colour: "text", width: 2.4, label: "sum with noise",
      },
      { kind: "rule", y: within([noise ** 2])[0], dash: "dotted" },
      { kind: "rule", x: byDegree ? degree : data.powers[place], colour: "accent" },
    ],
  };
}

function mapPanel(data, { degree, penalty, noise }) {
  const [palest, darkest] = data.shades.map(Math.log10), most = data.bias.length - 1, { powers } = data;
  const half = (powers[1] - powers[0]) / 2, low = powers[0] - half, high = powers[powers.length - 1] + half;
  const shade = (d, k) => {
    const total = data.bias[d][k] + noise ** 2 * data.variance[d][k];
    return Math.round(255 * Math.min(Math.max((Math.log10(total) - palest) / (darkest - palest), 0), 1));
  };
  return {
    title: "Drag the dot",
    x: { low: -0.5, high: most + 0.5, label: "degree", grid: false },
    y: { low, high, label: "log₁₀ penalty", grid: false },
    marks: [
      {
        kind: "grid", x: [-0.5, most + 0.5], y: [low, high], smooth: false, rows: powers.length, columns: most + 1,
        shades: btoa(String.fromCharCode(...powers.flatMap((_, k) => data.bias.map((_, d) => shade(d, k))))),
      },
      { kind: "points", x: [degree], y: [penalty], colour: "accent", size: 13, moves: ["degree", "penalty"] },
    ],
  };
}

export function compute(values, data, { fixed }) {
  const { degree, penalty, noise, samples, along } = values;
  const place = Math.round((penalty - data.powers[0]) / (data.powers[1] - data.powers[0]));
  const squared = data.bias[degree][place], scatter = noise ** 2 * data.variance[degree][place];
  return {
    panels: [fitsPanel(data, values), partsPanel(data, values, place), mapPanel(data, values)],
    caption: `Degree ${degree}, penalty 10^${fixed(penalty, 2)}, ${samples === 1 ? "1 sample" : `${samples} samples`} `
      + `of noise ${fixed(noise, 2)}; the curves run along the ${along}. `
      + `Bias² ${fixed(squared, 4)} + variance ${fixed(scatter, 4)} + noise ${fixed(noise ** 2, 4)} = `
      + `${fixed(squared + scatter + noise ** 2, 4)}.`,
  };
}
