// The numbers of interval_coverage.py once more, for the hand: a test holds the two equal.

function mulberry(i) {
  let h = Math.imul(i + 1, 0x6D2B79F5);
  h = Math.imul(h ^ (h >>> 15), h | 1);
  h ^= h + Math.imul(h ^ (h >>> 7), h | 61);
  return ((h ^ (h >>> 14)) >>> 0) / 4294967296;
}

let normals = null, resampled = null;
const tallies = new Map();

function drawNormals(size) {
  normals ??= Float64Array.from({ length: size }, (_, i) =>
    Math.sqrt(-2 * Math.log(1 - mulberry(i))) * Math.cos(2 * Math.PI * mulberry(size + i)));
  return normals;
}

function picks(n, { repeats, largest, again }) {
  resampled ??= Float64Array.from({ length: again * largest }, (_, i) => mulberry(2 * repeats * largest + i));
  if (!tallies.has(n)) {
    const table = new Float64Array(again * n);
    for (let r = 0; r < again; r++) {
      for (let i = 0; i < n; i++) table[r * n + Math.floor(resampled[r * largest + i] * n)]++;
    }
    tallies.set(n, table);
  }
  return tallies.get(n);
}

function sigmaOf(skewness) {
  let low = 0, high = 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2, w = Math.exp(middle * middle);
    if ((w + 2) * Math.sqrt(w - 1) < skewness) low = middle;
    else high = middle;
  }
  return low;
}

// What a normal number becomes in the population, and the slope there.
function population(skewness) {
  if (skewness === 0) return [(z) => z, () => 1];
  const sigma = sigmaOf(skewness), half = Math.exp(sigma * sigma / 2);
  const spread = half * Math.sqrt(Math.exp(sigma * sigma) - 1);
  return [(z) => (Math.exp(sigma * z) - half) / spread, (z) => sigma * Math.exp(sigma * z) / spread];
}

function student(z, v) {
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, k) => sum + term / v ** (k + 1), z);
}

function resample(sample, table, again) {
  const n = sample.length, means = new Float64Array(again);
  for (let r = 0; r < again; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += table[r * n + i] * sample[i];
    means[r] = sum / n;
  }
  return means.sort();
}

function intervals({ n, level, skewness, method }, data) {
  const { repeats, largest, again, quantiles } = data;
  const z = drawNormals(repeats * largest), [value] = population(skewness), found = [];
  const normal = quantiles[Math.round(100 * level) - 50];
  const reach = method === "normal" ? normal : student(normal, n - 1);
  const tail = (1 - level) * (again - 1) / 2, k = Math.floor(tail), rest = tail - k, last = again - 1 - k;
  for (let s = 0; s < repeats; s++) {
    const sample = Array.from(z.subarray(s * largest, s * largest + n), value);
    if (method === "bootstrap") {
      const means = resample(sample, picks(n, data), again);
      found.push([
        means[k] + rest * (means[k + 1] - means[k]),
        means[last] - rest * (means[last] - means[last - 1]),
      ]);
    } else {
      const middle = sample.reduce((a, b) => a + b, 0) / n;
      const spread = Math.sqrt(sample.reduce((a, b) => a + (b - middle) ** 2, 0) / (n - 1));
      found.push([middle - reach * spread / Math.sqrt(n), middle + reach * spread / Math.sqrt(n)]);
    }
  }
  return found;
}

function shapePanel(skewness, { curve, edge }) {
  const [value, slope] = population(skewness), x = [], y = [];
  const z = Array.from({ length: curve }, (_, k) => -3 + 6 * k / (curve - 1));
  const height = z.map((each) => Math.exp(-each * each / 2) / slope(each)), top = Math.max(...height);
  z.forEach((each, k) => {
    if (value(each) <= edge) {
      x.push(value(each));
      y.push(height[k] / top);
    }
  });
  return {
    title: "The population", x: { low: -3, high: edge }, y: { low: 0, high: 1.05, ticks: [] },
    marks: [
      { kind: "line", x, y, colour: "series0", under: 0 },
      { kind: "rule", x: 0, colour: "text", width: 1, dash: "dashed" },
    ],
  };
}

function intervalPanel(found, { repeats }) {
  const places = found.map((_, k) => k);
  const under = places.filter((k) => found[k][1] < 0), over = places.filter((k) => found[k][0] > 0);
  const out = places.filter((k) => found[k][0] > 0 || found[k][1] < 0);
  const hit = places.filter((k) => found[k][0] <= 0 && found[k][1] >= 0);
  const lines = (at, colour, width) => ({
    kind: "segments", x0: at, y0: at.map((k) => found[k][0]), x1: at, y1: at.map((k) => found[k][1]), colour, width,
  });
  const middles = (at, colour, marker, label) => ({
    kind: "points", x: at, y: at.map((k) => (found[k][0] + found[k][1]) / 2), colour, marker, size: 7, label,
  });
  return {
    title: `${repeats} intervals and the true mean`, weight: 2.2,
    x: { low: -2, high: repeats + 1, ticks: [], grid: false }, y: { low: -2.15, high: 2.15 },
    marks: [
      lines(hit, "muted", 1), lines(out, "accent", 2.6),
      middles(under, "accent", "triangle", "below"), middles(over, "series1", "square", "above"),
      { kind: "rule", y: 0, colour: "text", width: 1.4 },
    ],
  };
}

export function compute(values, data, { fixed }) {
  const { n, level, skewness, method } = values, found = intervals(values, data);
  const under = found.filter(([, high]) => high < 0).length, over = found.filter(([low]) => low > 0).length;
  const held = data.repeats - under - over;
  const width = found.reduce((sum, [low, high]) => sum + high - low, 0) / data.repeats;
  return {
    panels: [shapePanel(skewness, data), intervalPanel(found, data)],
    caption: `Skewness ${fixed(skewness, 1)}, ${n} values in a sample, method ${method}, level ${fixed(level, 2)}: `
      + `${held} of ${data.repeats} intervals hold the true mean, a share of ${fixed(held / data.repeats, 3)}. `
      + `${under} lie wholly below it and ${over} wholly above. `
      + `Their mean width is ${fixed(width, 2)} standard deviations of the population.`,
  };
}
