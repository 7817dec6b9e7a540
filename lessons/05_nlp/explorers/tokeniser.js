// The numbers of tokeniser.py once more, for the hand: a test holds the two equal.

let known = null; // the merges whose ranks are in the map

const ranks = new Map();

function rank(merges, a, b, count) {
  if (known !== merges) {
    ranks.clear();
    merges.forEach(([left, right], k) => ranks.set(`${left} ${right}`, k));
    known = merges;
  }
  const found = ranks.get(`${a} ${b}`);
  return found === undefined || found >= count ? Infinity : found;
}

function tokens(sentence, merges, count) {
  return sentence.split(" ").flatMap((word) => {
    const pieces = [...`▁${word}`];
    while (pieces.length > 1) {
      const found = pieces.slice(1).map((symbol, k) => rank(merges, pieces[k], symbol, count));
      const best = found.indexOf(Math.min(...found));
      if (found[best] === Infinity) break;
      pieces.splice(best, 2, pieces[best] + pieces[best + 1]);
    }
    return pieces;
  });
}

export function compute({ sentence, merges: count }, data, { fixed }) {
  const text = data.sentences[sentence], words = text.split(" ");
  const pieces = tokens(text, data.merges, count);
  const whole = pieces.filter((piece) => words.includes(piece.slice(1)) && piece.startsWith("▁")).length;
  return {
    panels: [{
      bare: true, x: { low: 0, high: 1 }, y: { low: 0, high: 1 },
      marks: [{ kind: "chips", text: pieces }],
    }],
    caption: `${count} merges: ${pieces.length} tokens for ${words.length} words, `
      + `${fixed(pieces.length / words.length, 2)} tokens per word; ${whole} words are one token each. `
      + `The merge learned last is “${data.merges[count - 1].join("")}”.`,
  };
}
