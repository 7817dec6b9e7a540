// The numbers of fairness.py once more, for the hand: a test holds the two equal.

const RATES = ["selection rate", "true positive rate", "false positive rate", "precision"];

function rates(group, cut) {
  const count = [[0, 0], [0, 0]]; // label → how many, how many of them selected
  group.scores.forEach((score, k) => {
    count[group.y[k]][0] += 1;
    count[group.y[k]][1] += score >= cut;
  });
  const [[negatives, wrong], [positives, right]] = count, chosen = wrong + right;
  return [chosen / (negatives + positives), right / positives, wrong / negatives, chosen ? right / chosen : NaN];
}

export function compute({ attribute, first, second }, data, { fixed }) {
  const cuts = [first, second];
  const groups = data[attribute].map((group, k) => ({ name: group.name, cut: cuts[k], rates: rates(group, cuts[k]) }));
  const marks = groups.map((group, k) => ({
    kind: "bars",
    at: RATES.map((_, place) => place + 0.4 * k),
    value: group.rates.map((rate) => (Number.isNaN(rate) ? null : rate)),
    texts: group.rates.map((rate) => (Number.isNaN(rate) ? "" : fixed(rate, 2))),
    span: 0.37, sideways: true, colour: `series${k}`, hatch: ["", "lines"][k],
    label: `${group.name}, from ${fixed(group.cut, 2)}`,
  }));
  const ticks = RATES.map((label, place) => [place + 0.2, label.replace(" rate", "\nrate")]);
  const write = (rate) => (Number.isNaN(rate) ? "nan" : fixed(rate, 2));
  const told = groups.map((group) => `${group.name}: ${RATES.map((label, k) => `${label} ${write(group.rates[k])}`).join(", ")}`);
  const met = RATES.filter((_, k) => Math.abs(groups[0].rates[k] - groups[1].rates[k]) < 0.02);
  return {
    panels: [{
      x: { low: 0, high: 1.12, label: "share" },
      y: { low: RATES.length - 0.3, high: -0.9, ticks, grid: false },
      marks,
    }],
    caption: `${told.join(". ")}. Equal within 0.02: ${met.join(", ") || "none"}.`,
  };
}
