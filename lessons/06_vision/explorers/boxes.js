// The numbers of boxes.py once more, for the hand: a test holds the two equal.

const CLASSES = ["animal", "fruit", "vehicle"];
const FATES = ["kept, right", "kept, wrong", "suppressed", "below the score"];
const LOOKS = [["series2", 2.4, ""], ["series1", 2.4, "dashed"], ["series0", 1.1, "dotted"], ["muted", 0, ""]];
const HATCHES = ["", "lines", "dots", ""];

const area = ([x0, y0, x1, y1]) => Math.max(x1 - x0, 0) * Math.max(y1 - y0, 0);

function iou(one, other) {
  const shared = area([0, 1].map((k) => Math.max(one[k], other[k])).concat([2, 3].map((k) => Math.min(one[k], other[k]))));
  const union = area(one) + area(other) - shared;
  return union > 0 ? shared / union : 0;
}

// Candidates come best first, so they are kept or suppressed in their order.
function suppress(scene, enough, overlap, perClass) {
  const kept = [];
  for (const k of enough) {
    const alike = (j) => !perClass || scene.labels[j] === scene.labels[k];
    if (kept.every((j) => !alike(j) || iou(scene.boxes[j], scene.boxes[k]) <= overlap)) kept.push(k);
  }
  return kept;
}

function judge(scene, kept, least) {
  const free = scene.truths.map(() => true);
  return kept.map((k) => {
    const chances = scene.truths.map((truth, t) => (free[t] && scene.truthLabels[t] === scene.labels[k] ? iou(scene.boxes[k], truth) : -1));
    const best = Math.max(...chances), hit = best >= least;
    if (hit) free[chances.indexOf(best)] = false;
    return hit;
  });
}

function scenePanel(scene, fates) {
  const marks = [scene.photo];
  for (const fate of [2, 1, 0]) {
    const mine = scene.boxes.filter((_, k) => fates[k] === fate), [colour, width, dash] = LOOKS[fate];
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((side) => mine.map((box) => box[side]));
    marks.push({ kind: "boxes", x0, y0, x1, y1, colour, width, dash, halo: fate < 2 });
    if (fate < 2) {
      const text = scene.labels.filter((_, k) => fates[k] === fate).map((label) => CLASSES[label]);
      marks.push({ kind: "texts", x: x0.map((x) => x + 1.5), y: y0.map((y) => Math.max(y, 6)), text, size: 11, sheet: true });
    }
  }
  const { x: [, width], y: [, height] } = scene.photo, empty = { ticks: [], grid: false };
  return {
    title: `${scene.truths.length} objects`, weight: 1.5, equal: true, marks,
    x: { low: 0, high: width, ...empty }, y: { low: height, high: 0, ...empty },
  };
}

function scoresPanel(scene, fates, least) {
  const marks = FATES.map((text, fate) => {
    const at = fates.map((_, k) => k).filter((k) => fates[k] === fate);
    return {
      kind: "bars", at, value: at.map((k) => scene.scores[k]), span: 0.8, sideways: true, label: `${text}: ${at.length}`,
      colour: LOOKS[fate][0], hatch: HATCHES[fate], opacity: fate === 3 ? 0.45 : 1,
    };
  });
  return {
    title: "Candidates, best first", legend: "bottom right",
    x: { low: 0, high: 1, label: "score" }, y: { low: 1.75 * fates.length, high: -1, ticks: [], grid: false },
    marks: [...marks, { kind: "rule", x: least, colour: "text", width: 1.5 }],
  };
}

export function compute({ scene: name, score, overlap, per_class: perClass, hit }, data, { fixed }) {
  const scene = data[name], count = scene.scores.length, objects = scene.truths.length;
  const enough = scene.scores.map((_, k) => k).filter((k) => scene.scores[k] >= score);
  const kept = suppress(scene, enough, overlap, perClass), hits = judge(scene, kept, hit);
  const fates = new Array(count).fill(3);
  enough.forEach((k) => { fates[k] = 2; });
  kept.forEach((k, place) => { fates[k] = hits[place] ? 0 : 1; });
  const found = hits.filter(Boolean).length;
  const precision = kept.length ? fixed(found / kept.length, 2) : "not defined";
  const who = perClass ? "each class for itself" : "all classes together";
  return {
    panels: [scenePanel(scene, fates), scoresPanel(scene, fates, score)],
    caption: `${count} candidates, ${enough.length} with a score of at least ${fixed(score, 2)}; suppression above an IoU of `
      + `${fixed(overlap, 2)}, ${who}, keeps ${kept.length}. At an IoU of ${fixed(hit, 2)}, ${found} are right and `
      + `${kept.length - found} wrong; ${objects - found} of ${objects} objects are missed. Precision ${precision}, `
      + `recall ${fixed(found / objects, 2)}.`,
  };
}
