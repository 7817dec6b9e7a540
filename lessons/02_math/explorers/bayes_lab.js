// The numbers of bayes_lab.py once more, for the hand: a test holds the two equal.

let numbers = null;

function draw(count) {
  if (numbers) return numbers;
  numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let t = Math.imul(i + 1, 0x6D2B79F5);
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    numbers[i] = ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  return numbers;
}

function share(prevalence, sensitivity, specificity) {
  const hits = prevalence * sensitivity, slips = (1 - prevalence) * (1 - specificity);
  return hits / (hits + slips);
}

function count({ prevalence, sensitivity, specificity, people }, { samples, most }) {
  const numbers = draw(samples * most), found = [];
  const caught = prevalence * sensitivity, end = prevalence + (1 - prevalence) * (1 - specificity);
  for (let k = 0; k < samples; k++) {
    let right = 0, wrong = 0;
    for (let i = k * most; i < k * most + people; i++) {
      const u = numbers[i];
      if (u < caught) right++;
      else if (u >= prevalence && u < end) wrong++;
    }
    found.push([right, right + wrong]);
  }
  return found;
}

function places(first, many, perColumn) {
  const numbers = Array.from({ length: many }, (_, k) => first + k);
  return { x: numbers.map((i) => Math.floor(i / perColumn)), y: numbers.map((i) => i % perColumn) };
}

function peoplePanel(caught, missed, wrong, per) {
  const alarmsAndMissed = caught + missed + wrong, points = { kind: "points" };
  return {
    title: "1,000 people", weight: 1.2,
    x: { low: -1, high: 40, ticks: [], grid: false }, y: { low: -1, high: 36, ticks: [], grid: false },
    marks: [
      { ...points, ...places(alarmsAndMissed, 1000 - alarmsAndMissed, per), colour: "muted", size: 3, opacity: 0.45, label: "healthy, no alarm" },
      { ...points, ...places(caught + missed, wrong, per), colour: "series1", marker: "triangle", size: 6, label: "healthy, alarm" },
      { ...points, ...places(caught, missed, per), colour: "series0", marker: "ring", size: 6, label: "sick, missed" },
      { ...points, ...places(0, caught, per), colour: "series0", size: 6, label: "sick, alarm" },
    ],
  };
}

function curvePanel({ prevalence, sensitivity, specificity }, value, { curve, first, last }) {
  const x = Array.from({ length: curve }, (_, k) => first * (last / first) ** (k / (curve - 1)));
  return {
    title: "Alarms that are right",
    x: { low: first, high: last, log: true, label: "prevalence" }, y: { low: 0, high: 1.03 },
    marks: [
      { kind: "line", x, y: x.map((p) => share(p, sensitivity, specificity)), colour: "series0" },
      { kind: "rule", x: prevalence, colour: "muted", width: 1, dash: "dashed" },
      { kind: "points", x: [prevalence], y: [value], colour: "accent", size: 11 },
    ],
  };
}

function samplesPanel(estimates, value, title, { samples, bins }) {
  const heights = new Array(bins).fill(0);
  for (const each of estimates) heights[Math.min(Math.floor(each * bins), bins - 1)]++;
  return {
    title,
    x: { low: 0, high: 1, label: "estimated share" }, y: { low: 0, high: samples, label: "samples" },
    marks: [
      { kind: "bars", at: heights.map((_, k) => (k + 0.5) / bins), value: heights, span: 1 / bins, colour: "series0" },
      { kind: "rule", x: value, colour: "accent", width: 2 },
    ],
  };
}

export function compute(values, data, { g, fixed }) {
  const { prevalence, sensitivity, specificity, people } = values;
  const value = share(prevalence, sensitivity, specificity), round = (v) => Math.floor(v + 0.5);
  const sick = round(1000 * prevalence);
  const caught = round(sick * sensitivity), wrong = round((1000 - sick) * (1 - specificity));
  const counted = count(values, data);
  const estimates = counted.filter(([, alarms]) => alarms).map(([right, alarms]) => right / alarms);
  const silent = counted.filter(([, alarms]) => !alarms).length, empty = counted.filter(([right]) => !right).length;
  const many = fixed(people, 0, true);
  const spread = estimates.length
    ? `from ${fixed(Math.min(...estimates), 3)} to ${fixed(Math.max(...estimates), 3)}` : "nowhere";
  return {
    panels: [
      peoplePanel(caught, sick - caught, wrong, data.perColumn),
      curvePanel(values, value, data),
      samplesPanel(estimates, value, `${data.samples} × ${many} people`, data),
    ],
    caption: `Prevalence ${g(prevalence, 3)}, sensitivity ${fixed(sensitivity, 2)}, specificity ${fixed(specificity, 2)}: `
      + `of 1,000 people ${sick} are sick, ${caught} of them get an alarm, and so do ${wrong} healthy ones. `
      + `A share of ${fixed(value, 3)} of all alarms is right. ${data.samples} samples of ${many} people estimate it `
      + `${spread}; ${empty} of them have no right alarm, ${silent} no alarm at all.`,
  };
}
