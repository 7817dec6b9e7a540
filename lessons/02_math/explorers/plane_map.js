// The numbers of plane_map.py once more, for the hand: a test holds the two equal.

export function compute({ ax, ay, bx, by, show }, data, { fixed }) {
  const snap = (value) => (Math.abs(value) < data.zero ? 0 : value);

  function singular() {
    const e = snap((ax + by) / 2), f = snap((ax - by) / 2), g = snap((ay + bx) / 2), h = snap((ay - bx) / 2);
    const turning = Math.hypot(e, h), stretching = Math.hypot(f, g);
    const angle = (Math.atan2(h, e) + Math.atan2(g, f)) / 2;
    return [turning + stretching, snap(Math.abs(turning - stretching)), angle];
  }

  function eigen() {
    const half = (ax + by) / 2, off = (ax - by) / 2, inside = snap(off * off + ay * bx);
    if (inside < 0) return [];
    if (snap(off) === 0 && snap(ay) === 0 && snap(bx) === 0) return [[half, null]];
    const root = Math.sqrt(inside);
    return (root > 0 ? [half + root, half - root] : [half]).map((value) => {
      const one = [bx, value - ax], other = [value - by, ay];
      const [x, y] = Math.hypot(...one) >= Math.hypot(...other) ? one : other;
      const length = Math.hypot(x, y);
      return [snap(value), [x / length, y / length]];
    });
  }

  const [longest, shortest, angle] = singular(), found = eigen();

  function special() {
    const look = { kind: "segments", colour: "series2", dash: "dashed" };
    if (show === "eigen") {
      const ways = found.map(([, way]) => way).filter((way) => way !== null);
      return {
        ...look, x0: ways.map(([x]) => -6 * x), y0: ways.map(([, y]) => -6 * y),
        x1: ways.map(([x]) => 6 * x), y1: ways.map(([, y]) => 6 * y),
      };
    }
    const c = Math.cos(angle), s = Math.sin(angle);
    return { ...look, x0: [0, 0], y0: [0, 0], x1: [longest * c, -shortest * s], y1: [longest * s, shortest * c] };
  }

  const far = data.lines[data.lines.length - 1];
  const ends = [
    ...data.lines.map((k) => [[k, -far], [k, far]]),
    ...data.lines.map((k) => [[-far, k], [far, k]]),
  ];
  const turns = Array.from({ length: data.turn + 1 }, (_, k) => (2 * Math.PI * k) / data.turn);
  const axis = { low: -data.reach, high: data.reach, grid: false };
  const plane = {
    title: "The plane, moved", equal: true, x: axis, y: { ...axis },
    marks: [
      {
        kind: "paths", x: ends.map((line) => line.map(([u, v]) => ax * u + bx * v)),
        y: ends.map((line) => line.map(([u, v]) => ay * u + by * v)),
      },
      {
        kind: "line", colour: "text", x: turns.map((t) => ax * Math.cos(t) + bx * Math.sin(t)),
        y: turns.map((t) => ay * Math.cos(t) + by * Math.sin(t)),
      },
      special(),
      { kind: "segments", x0: [0], y0: [0], x1: [ax], y1: [ay], colour: "series0", width: 3 },
      { kind: "segments", x0: [0], y0: [0], x1: [bx], y1: [by], colour: "series1", width: 3 },
      { kind: "points", x: [ax], y: [ay], colour: "series0", size: 10, moves: ["ax", "ay"] },
      { kind: "points", x: [bx], y: [by], colour: "series1", marker: "square", size: 10, moves: ["bx", "by"] },
      { kind: "texts", x: [ax, bx], y: [ay, by], text: ["first", "second"], dx: 8, dy: -9 },
    ],
  };

  const det = snap(ax * by - ay * bx), values = [longest, shortest, Math.abs(det)];
  const lengths = {
    title: "Semi-axes and area factor", weight: 0.7,
    x: { low: -0.6, high: 2.6, ticks: [[0, "longest"], [1, "shortest"], [2, "|det|"]], grid: false },
    y: { low: 0, high: 8.8 },
    marks: [{
      kind: "bars", at: [0, 1, 2], value: values, colour: ["series2", "series2", "muted"],
      texts: values.map((value) => fixed(value, 2)),
    }],
  };

  function eigenvectors() {
    if (!found.length) return "No real eigenvector: every direction is turned.";
    if (found[0][1] === null) return `Every direction is an eigenvector, with eigenvalue ${fixed(found[0][0], 2)}.`;
    const written = found.map(([value]) => fixed(value, 2)).join(" and ");
    if (found.length === 1) return `Eigenvectors lie in one direction, with eigenvalue ${written}.`;
    return `Eigenvectors lie in two directions, with eigenvalues ${written}.`;
  }

  function stretch() {
    const text = `The circle has semi-axes ${fixed(longest, 2)} and ${fixed(shortest, 2)}`;
    if (shortest === 0) return `${text}: it is flat, and nothing brings it back.`;
    return `${text}, in the ratio ${fixed(longest / shortest, 2)}.`;
  }

  const matrix = `[${fixed(ax, 1)} ${fixed(bx, 1)}; ${fixed(ay, 1)} ${fixed(by, 1)}]`;
  const shown = show === "eigen" ? "eigenvectors" : "singular vectors";
  return {
    panels: [plane, lengths],
    caption: `The matrix ${matrix} has determinant ${fixed(det, 2)}. ${eigenvectors()} ${stretch()} Dashed: ${shown}.`,
  };
}
