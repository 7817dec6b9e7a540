// The steps of query_plan.py once more, for the hand: a test holds the two equal.

const COLUMN = { month: "month", origin: "origin", carrier: "carrier" };

function plan({ filter, place, prune, early, layout }, data) {
  const own = data.counts[filter], column = COLUMN[filter];
  const read = data.groups[layout].filter((group) => place !== "scan" || !column || group.needs[filter]);
  const wanted = prune ? [...data.needed, ...(column ? [column] : [])] : Object.keys(data.groups[layout][0].sizes);
  const rows = read.reduce((sum, group) => sum + group.rows, 0);
  const size = read.reduce((sum, group) => sum + wanted.reduce((s, name) => s + group.sizes[name], 0), 0);
  const width = prune ? wanted.length : data.columns;
  const joined = width + (prune ? 1 : data.ofPlanes - 1);
  const steps = [{ name: "scan flights", rows, columns: width, size }];
  const add = (name, n, columns) => steps.push({ name, rows: n, columns, size: n * columns * data.value });
  const keep = `keep ${data.names[filter]}`;
  if (place === "after") {
    add("join planes", rows, width);
    if (column) add(keep, data.counts.none.joined, joined);
    add("group by maker", own.joined, joined);
  } else {
    if (column) add(keep, rows, width);
    if (early) {
      add("group by aircraft", own.rows, width);
      add("join planes", own.aircraft, 3);
      add("group by maker", own.aircraftJoined, 4);
    } else {
      add("join planes", own.rows, width);
      add("group by maker", own.joined, joined);
    }
  }
  return { steps, read: read.length };
}

export function compute(values, data, { fixed }) {
  const { steps, read } = plan(values, data);
  const at = steps.map((_, k) => k), lower = at.slice(0, -1), many = (v) => fixed(v, 0, true);
  const y = { low: data.ends[0], high: data.ends[1], ticks: [], grid: false };
  const all = (v) => at.map(() => v), but = (v) => lower.map(() => v);
  const sizes = steps.map(({ size }) => size / 1e6);
  const register = data.register[values.prune ? "two" : "all"] / 1e3;
  const told = steps.map((s) => `${s.name} ${many(s.rows)} rows, ${fixed(s.size / 1e6, 2)} MB`).join("; ");
  const name = data.names[values.filter];
  return {
    panels: [
      {
        title: "The plan, read upwards", bare: true, y,
        x: { low: -0.3, high: 10.3, ticks: [], grid: false },
        marks: [
          { kind: "boxes", x0: all(0), y0: at.map((k) => k - 0.36), x1: all(10), y1: at.map((k) => k + 0.36), colour: "series0" },
          { kind: "segments", x0: but(5), y0: lower.map((k) => k + 0.36), x1: but(5), y1: lower.map((k) => k + 0.64), colour: "muted" },
          { kind: "texts", x: all(0.4), y: at.map((k) => k + 0.13), text: steps.map((s) => s.name), size: 13 },
          {
            kind: "texts", x: all(0.4), y: at.map((k) => k - 0.17), size: 11, colour: "muted",
            text: steps.map((s) => `${many(s.rows)} rows × ${s.columns} columns`),
          },
        ],
      },
      {
        title: "What each step takes in: MB", y, x: { low: 0, high: data.widest + 2, label: "MB" },
        marks: [{
          kind: "bars", at, value: sizes, sideways: true, span: 0.5,
          colour: at.map((k) => (k ? "series0" : "series1")), texts: sizes.map((v) => fixed(v, 2)),
        }],
      },
    ],
    caption: `${name[0].toUpperCase()}${name.slice(1)}: ${read} of ${data.groups[values.layout].length} row groups `
      + `of the flights are read, and ${fixed(register, 0)} kB of the register. From the scan upwards: ${told}. `
      + `The answer has ${data.counts[values.filter].makers} rows.`,
  };
}
