// The shapes and numbers of broadcast.py once more, for the hand: a test holds the two equal.

const COLUMNS = 4, LAYERS = 2, ROWS = 3, GAP = 1;
const OPERATIONS = { "−": (a, b) => a - b, "+": (a, b) => a + b, "×": (a, b) => a * b };

const lengths = (text) => (text.match(/\d+/g) || []).map(Number);
const written = (shape) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);
const ofThree = (shape) => [...Array(3 - shape.length).fill(1), ...shape];

// The two lengths at each axis, the last axis first; null where an array has no such axis.
function meeting(a, b) {
  const at = (shape, k) => (k <= shape.length ? shape[shape.length - k] : null);
  return Array.from({ length: Math.max(a.length, b.length) }, (_, k) => [at(a, k + 1), at(b, k + 1)]);
}

const fits = ([one, other]) => one === null || other === null || one === other || one === 1 || other === 1;

// All places of a shape of three axes, row by row.
function places([layers, rows, columns]) {
  const found = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) found.push([layer, row, column]);
    }
  }
  return found;
}

// What stands at a place of an array that is stretched to it; its own numbers are step, 2 · step, … row by row.
function valueAt(own, step, place) {
  const at = place.map((k, axis) => (own[axis] === 1 ? 0 : k));
  return step * ((at[0] * own[1] + at[1]) * own[2] + at[2] + 1);
}

function cells(frame, own, colour, value) {
  const marks = [], all = places(frame);
  for (const kept of [true, false]) {
    const there = all.filter((place) => place.every((k, axis) => k < own[axis]) === kept);
    if (!there.length) continue;
    const x = there.map((place) => place[2]), y = there.map((place) => place[0] * (ROWS + GAP) + place[1]);
    marks.push({
      kind: "boxes", x0: x.map((v) => v + 0.05), y0: y.map((v) => v + 0.05), x1: x.map((v) => v + 0.95),
      y1: y.map((v) => v + 0.95), colour: kept ? colour : "muted", width: kept ? 2.2 : 1, dash: kept ? "" : "dashed",
    });
    marks.push({
      kind: "texts", x: x.map((v) => v + 0.5), y: y.map((v) => v + 0.5), text: there.map((place) => String(value(place))),
      colour: kept ? "text" : "muted", align: "middle",
    });
  }
  return marks;
}

function panel(marks, title) {
  const none = { ticks: [], grid: false };
  return {
    title, equal: true, bare: true, marks,
    x: { low: -0.1, high: COLUMNS + 0.1, ...none }, y: { low: LAYERS * ROWS + GAP + 0.1, high: -0.1, ...none },
  };
}

function told(place, [one, other]) {
  const said = [one, other].map((length) => (length === null ? "none" : length)).join(" against ");
  if (!fits([one, other])) return `axis −${place}: ${said}, which do not fit`;
  const isStretched = (mine, theirs) => mine === null || (mine === 1 && theirs !== null && theirs > 1);
  const stretched = [["A", one, other], ["B", other, one]].filter(([, mine, theirs]) => isStretched(mine, theirs));
  const names = stretched.map(([name]) => name).join(" and ");
  return names ? `axis −${place}: ${said}, ${names} is stretched` : `axis −${place}: ${said}`;
}

function outcome(shape, values, operation) {
  if (!shape.length) return `A ${operation} B is the single number ${values[0]}.`;
  const wide = shape[shape.length - 1], said = `A ${operation} B has shape ${written(shape)}, ${values.length} numbers`;
  const first = values.slice(0, wide).join(", "), last = values.slice(-wide).join(", ");
  return values.length === wide ? `${said}: ${first}.` : `${said}; its first row is ${first}, its last ${last}.`;
}

export function compute({ a, b, operation }) {
  const [one, other] = [lengths(a), lengths(b)], [left, right] = [ofThree(one), ofThree(other)];
  const pairs = meeting(one, other), axes = pairs.map((pair, k) => told(k + 1, pair)).join("; ");
  const caption = `A has shape ${a}, B ${b}. ${axes ? `Counted from the last, ${axes}.` : "Neither has an axis."}`;
  const ofA = (place) => valueAt(left, 10, place), ofB = (place) => valueAt(right, 1, place);
  if (!pairs.every(fits)) {
    const nothing = { kind: "texts", x: [COLUMNS / 2], y: [1.5], text: ["no result"], align: "middle", colour: "text", size: 14 };
    return {
      panels: [
        panel(cells(left, left, "series0", ofA), `A ${a}`), panel(cells(right, right, "series1", ofB), `B ${b}`),
        panel([nothing], `A ${operation} B`),
      ],
      caption: `${caption} A ${operation} B fails: ValueError.`,
    };
  }
  const shape = pairs.map(([x, y]) => Math.max(x ?? 1, y ?? 1)).reverse(), frame = ofThree(shape);
  const result = (place) => OPERATIONS[operation](ofA(place), ofB(place));
  return {
    panels: [
      panel(cells(frame, left, "series0", ofA), `A ${a}`), panel(cells(frame, right, "series1", ofB), `B ${b}`),
      panel(cells(frame, frame, "series2", result), `A ${operation} B ${written(shape)}`),
    ],
    caption: `${caption} ${outcome(shape, places(frame).map(result), operation)}`,
  };
}
