// The numbers of attention_map.py once more, for the hand: a test holds the two equal.

const angle = (place, pair, d) => place * 10000 ** ((-2 * pair) / d);

function withPositions(vectors, how) {
  return vectors.map((vector, place) => vector.map((value, k) => {
    const turn = angle(place, k >> 1, vector.length), even = k % 2 === 0;
    if (how === "added") return value + 0.12 * (even ? Math.sin(turn) : Math.cos(turn));
    if (how === "rotary") {
      const other = vector[even ? k + 1 : k - 1];
      return value * Math.cos(turn) + (even ? -other : other) * Math.sin(turn);
    }
    return value;
  }));
}

function weights(vectors, { sharpness, causal, positions }) {
  const x = withPositions(vectors, positions);
  return x.map((query, i) => {
    const scores = x.map((key, j) => (causal && j > i ? -Infinity : sharpness * query.reduce((sum, v, k) => sum + v * key[k], 0)));
    const top = Math.max(...scores), powers = scores.map((score) => Math.exp(score - top));
    const total = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / total);
  });
}

function shades(table) {
  const most = Math.max(0.35, ...table.flat());
  return btoa(String.fromCharCode(...table.flat().map((value) => Math.round((255 * value) / most))));
}

export function compute(values, data, { fixed }) {
  const { words, vectors } = data[values.line], n = words.length, at = Math.min(values.query, n) - 1;
  const table = weights(vectors, values), row = table[at];
  const ticks = words.map((word, k) => [k, word]), edge = [-0.5, n - 0.5];
  const round = (value) => Math.round(value * 1e9);
  const top = row.map((_, k) => k).sort((a, b) => round(row[b]) - round(row[a]) || a - b).slice(0, 3);
  const listed = top.map((k) => `${words[k]} (word ${k + 1}) ${fixed(row[k], 2)}`).join(", ");
  const spread = Math.exp(-row.filter((value) => value > 0).reduce((sum, value) => sum + value * Math.log(value), 0));
  return {
    panels: [{
      title: "Attention weights", weight: 1.25, equal: true,
      x: { low: -0.5, high: n - 0.5, label: "key", ticks, grid: false },
      y: { low: n - 0.5, high: -0.5, label: "query", ticks, grid: false },
      marks: [
        { kind: "grid", x: edge, y: edge, smooth: false, rows: n, columns: n, shades: shades(table) },
        { kind: "boxes", x0: [-0.5], y0: [at - 0.5], x1: [n - 0.5], y1: [at + 0.5], colour: "accent", width: 2.5 },
      ],
    }, {
      title: `“${words[at]}” looks at`,
      x: { low: 0, high: 1, label: "weight" },
      y: { low: n - 0.4, high: -0.6, ticks: words.map((word, k) => [k, `${k + 1} ${word}`]), grid: false },
      marks: [{ kind: "bars", at: words.map((_, k) => k), value: row, span: 0.8, sideways: true, colour: "series1" }],
    }],
    caption: `Word ${at + 1}, “${words[at]}”, looks most at ${listed}. `
      + `It looks at about ${fixed(spread, 1)} words in effect.`,
  };
}
