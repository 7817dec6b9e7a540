// The numbers of latency.py once more, for the hand: a test holds the two equal.

// How many of the rising numbers are at most the limit.
function upTo(sorted, limit) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1; else high = middle;
  }
  return low;
}

function simulate(arrivals, workers, size, wait, { per_batch, per_row }) {
  const free = new Array(workers).fill(0), latency = [];
  for (let first = 0; first < arrivals.length;) {
    const worker = free.indexOf(Math.min(...free));
    const deadline = Math.max(arrivals[first] + wait, free[worker]);
    const last = Math.max(first + 1, Math.min(upTo(arrivals, deadline), first + size));
    const ready = last - first === size ? arrivals[last - 1] : deadline;
    const begun = Math.max(ready, free[worker], arrivals[first]);
    free[worker] = begun + per_batch + per_row * (last - first);
    for (let k = first; k < last; k++) latency.push(free[worker] - arrivals[k]);
    first = last;
  }
  return latency;
}

function quantile(sorted, share) {
  const place = share * (sorted.length - 1), low = Math.floor(place);
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

export function compute({ traffic, workers, size, wait }, data, { g, fixed }) {
  const shares = data.arrivals, count = shares.length;
  const arrivals = shares.map((share) => share * (count / traffic));
  const ms = simulate(arrivals, workers, size, wait / 1000, data).map((seconds) => seconds * 1000);
  const sorted = [...ms].sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(sorted, share));
  const times = { low: 10, high: 1e5, log: true, label: "latency, ms" };
  const told = (value) => fixed(value, 0, true);
  return {
    panels: [{
      title: "Each request", weight: 1.2,
      x: { low: 0, high: 1, label: "the day, compressed", ticks: [] }, y: times,
      marks: [{ kind: "points", x: shares, y: ms, colour: "series0", size: 3 }],
    }, {
      title: "Distribution",
      x: times, y: { low: 0, high: 1, label: "share of requests" },
      marks: [
        ...[p50, p99].map((x) => ({ kind: "rule", x, colour: "accent", dash: "dashed" })),
        { kind: "line", x: sorted, y: sorted.map((_, k) => k / (count - 1)), colour: "series0" },
        { kind: "texts", x: [p50, p99], y: [0.06, 0.14], text: ["p50", "p99"], dx: 4 },
      ],
    }],
    caption: `${traffic} requests a second on ${workers} worker${workers > 1 ? "s" : ""}, `
      + `batches of up to ${size}, waiting at most ${g(wait)} ms: half are answered within ${told(p50)} ms, `
      + `95 % within ${told(p95)} ms, 99 % within ${told(p99)} ms.`,
  };
}
