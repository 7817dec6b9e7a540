// The numbers of threshold.py once more, for the hand: a test holds the two equal.

const from = (sorted, cut) => sorted.filter((score) => score >= cut).length;

export function compute({ threshold, price }, data, { fixed }) {
  const caught = from(data.defaulted, threshold), alarms = from(data.paid, threshold);
  const all = data.defaulted.length, missed = all - caught;
  const [paid, defaulted] = data.bars, [x, y, area] = data.curve, bins = paid.length;
  const look = { kind: "bars", at: paid.map((_, k) => (k + 0.5) / bins), span: 1 / bins, opacity: 0.8 };
  const scores = {
    title: "Scores", weight: 1.3,
    x: { low: 0, high: 1, label: "score (right of the full line: flagged)" },
    y: { low: 0, high: Math.max(...paid, ...defaulted) * 1.05, label: "customers" },
    marks: [
      { ...look, value: paid, colour: "series0", label: "paid" },
      { ...look, value: defaulted, colour: "series1", hatch: "lines", label: "defaulted" },
      { kind: "rule", x: 1 / (1 + price), colour: "muted", width: 1, dash: "dashed" },
      { kind: "rule", x: threshold, colour: "text", width: 2 },
    ],
  };
  const roc = {
    title: `ROC, area ${fixed(area, 3)}`,
    x: { low: -0.02, high: 1, label: "payers flagged" },
    y: { low: 0, high: 1.02, label: "defaulters flagged" },
    marks: [
      { kind: "line", x: [0, 1], y: [0, 1], colour: "muted", width: 1, dash: "dashed" },
      { kind: "line", x, y, colour: "series0" },
      { kind: "points", x: [alarms / data.paid.length], y: [caught / all], colour: "accent", size: 11 },
    ],
  };
  const precision = caught + alarms ? fixed(caught / (caught + alarms), 2) : "not defined, nobody is flagged";
  return {
    panels: [scores, roc],
    caption: `From ${fixed(threshold, 2)} on: ${caught} defaults caught, ${missed} missed, ${alarms} false alarms. `
      + `Recall ${fixed(caught / all, 2)}, precision ${precision}. `
      + `Cost: ${fixed(missed * price + alarms, 0, true)} false alarms' worth.`,
  };
}
