"""Solutions of 02_math/06_information_theory: Information theory."""

import heapq
from collections import Counter

import numpy as np
from sklearn.metrics import mutual_info_score
from sklearn.tree import DecisionTreeClassifier

from workbench import load_dataset
from workbench.authoring import choice, reference

# -- entropy -----------------------------------------------------------------------------------------------------------


@reference
def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(np.sum(p * np.log2(1 / p)))


entropy.example(counts=np.array([2, 1, 0, 1]))


@entropy.cases(n=14)
def _(rng, i):
    counts = rng.integers(1, 30, size=rng.integers(2, 9))
    if i % 2:
        counts[rng.integers(len(counts))] = 0
    return {"counts": counts if counts.any() else counts + 1}


@entropy.cases(n=4)
def _(rng, i):
    # One symbol only, equal shares, and a very rare one.
    return {"counts": np.array([[7], [0, 5, 0], [3, 3, 3], [1, 1_000_000]][i])}


@entropy.alternative
def _(counts):
    # The total's logarithm, less the mean logarithm of a count.
    total = counts.sum()
    return float(np.log2(total) - sum(c * np.log2(c) for c in counts.tolist() if c) / total)


entropy.misconception(
    "You took natural logarithms, which gives nats. The entropy is asked for in bits: logarithms to base 2.",
    "np.log2(1 / p) → np.log(1 / p)",
)
entropy.misconception(
    "You left the zeros in, and 0 times an infinite logarithm is not a number. A symbol that never occurs adds nothing.",
    "counts[counts > 0] / counts.sum() → counts / counts.sum()",
    "np.sum(p * np.log2(1 / p)) → -np.sum(p * np.log2(p))",
)
entropy.misconception(
    "You averaged the surprise over the symbols as if all were equally frequent. Each counts by its own share.",
    "np.sum(p * np.log2(1 / p)) → np.mean(np.log2(1 / p))",
)
entropy.misconception(
    "That is the logarithm of how many symbols occur, which is the entropy only where all are equally frequent.",
    "np.sum(p * np.log2(1 / p)) → np.log2(len(p))",
)
entropy.misconception(
    "The sign is the wrong way round: the logarithm of a share is negative, and the entropy is minus its mean.",
    "np.log2(1 / p) → np.log2(p)",
)
entropy.misconception(
    "You divided the entropy by its largest possible value. Asked for are bits, not a share of the maximum.",
    "float(np.sum(p * np.log2(1 / p))) → float(np.sum(p * np.log2(1 / p)) / max(np.log2(len(p)), 1e-12))",
)
entropy.misconception(
    "You summed over all symbols of the message. The entropy is per symbol: counts have to become shares first.",
    "np.sum(p * np.log2(1 / p)) → counts.sum() * np.sum(p * np.log2(1 / p))",
)
entropy.misconception(
    "You added one to every count. That makes another distribution: a zero needs no such help, it adds nothing.",
    "counts[counts > 0] / counts.sum() → (counts + 1) / (counts + 1).sum()",
)
entropy.hints(
    "What is the surprise of each symbol, and how often does it come?",
    "Divide the counts by their sum, leave out the zeros, and take the mean of −log₂ of the share, weighted by the share.",
    "`p = counts[counts > 0] / counts.sum()`, then `np.sum(p * np.log2(1 / p))`.",
)
entropy.explain(
    "Each symbol is worth −log₂ p bits and comes with probability p. Zeros are left out because p log p goes to zero with p, "
    "while a computer makes 0 · ∞ into NaN."
)

# -- huffman_bits ------------------------------------------------------------------------------------------------------


@reference
def huffman_bits(counts):
    heap = [int(count) for count in counts]
    if len(heap) == 1:
        return heap[0]
    heapq.heapify(heap)
    total = 0
    while len(heap) > 1:
        joint = heapq.heappop(heap) + heapq.heappop(heap)
        total += joint
        heapq.heappush(heap, joint)
    return total


huffman_bits.example(counts=np.array([3, 1, 3, 2, 4]))


@huffman_bits.cases(n=12)
def _(rng, i):
    return {"counts": rng.integers(1, [6, 60, 1000][i % 3], size=rng.integers(3, 12))}


@huffman_bits.cases(n=5)
def _(rng, i):
    # One symbol, two, powers of two, equal counts, and a chain as steep as can be.
    return {"counts": np.array([[9], [5, 1], [1, 8, 1, 2, 4], [3] * 6, [8, 1, 21, 3, 5, 1, 2, 13]][i])}


@huffman_bits.alternative
def _(counts):
    # Lengths of the code words, symbol by symbol.
    groups = [(int(count), [i]) for i, count in enumerate(counts)]
    lengths = [0] * len(groups)
    while len(groups) > 1:
        groups.sort(key=lambda group: group[0])
        (a, first), (b, second), *rest = groups
        for i in first + second:
            lengths[i] += 1
        groups = [*rest, (a + b, first + second)]
    return sum(int(c) * max(length, 1) for c, length in zip(counts, lengths, strict=True))


@huffman_bits.alternative
def _(counts):
    # Two queues: sorted counts, and joint ones, which come in order by themselves.
    single, joined, total = sorted(counts.tolist()), [], 0
    if len(single) == 1:
        return single[0]

    def least():
        return single.pop(0) if not joined or (single and single[0] <= joined[0]) else joined.pop(0)

    while len(single) + len(joined) > 1:
        joined.append(least() + least())
        total += joined[-1]
    return total


huffman_bits.misconception(
    "You joined the most frequent symbols first. The rarest must lie deepest, so they are joined first.",
    "[int(count) for count in counts] → [-int(count) for count in counts]",
    "return heap[0] → return -heap[0]",
    "return total → return -total",
)


@huffman_bits.misconception(
    "You gave each symbol −log₂ of its share, rounded up. Such lengths always fit, but they are not the shortest."
)
def _(counts):
    return int(sum(c * max(np.ceil(np.log2(counts.sum() / c) - 1e-9), 1) for c in counts))


@huffman_bits.misconception(
    "You gave every symbol a word of the same length. Frequent ones should have shorter words than rare ones."
)
def _(counts):
    return int(counts.sum() * max(np.ceil(np.log2(len(counts)) - 1e-9), 1))


@huffman_bits.misconception(
    "You sorted once and joined one symbol after another to a growing group. Two other groups may be rarer than it: look for "
    "the two least again after each joining."
)
def _(counts):
    ordered = np.sort(counts)
    return int(ordered[0] if len(ordered) == 1 else np.cumsum(ordered)[1:].sum())


@huffman_bits.misconception(
    "That is the entropy times the length. A prefix code spends whole bits on each symbol, and needs more."
)
def _(counts):
    return int(np.ceil(counts.sum() * entropy(counts) - 1e-9))


@huffman_bits.misconception(
    "You counted the bits of one word per symbol. Each word is sent as often as its symbol occurs."
)
def _(counts):
    groups = [(int(count), [i]) for i, count in enumerate(counts)]
    lengths = [0] * len(groups)
    while len(groups) > 1:
        groups.sort(key=lambda group: group[0])
        for i in groups[0][1] + groups[1][1]:
            lengths[i] += 1
        groups = [*groups[2:], (groups[0][0] + groups[1][0], groups[0][1] + groups[1][1])]
    return sum(max(length, 1) for length in lengths)


huffman_bits.misconception(
    "A message of one kind of symbol costs nothing in your code. The docstring gives that symbol a word of one bit.",
    "return heap[0] → return 0",
)
huffman_bits.misconception(
    "You stopped while two groups were left. They are joined too: without a bit that tells them apart nothing can be read.",
    "len(heap) > 1 → len(heap) > 2",
)


@huffman_bits.misconception(
    "That is the entropy times the length. A prefix code spends whole bits on each symbol, and needs more."
)
def _(counts):
    return int(counts[0] if len(counts) == 1 else np.ceil(counts.sum() * entropy(counts)))


huffman_bits.hints(
    "You do not need the code words. What does one joining cost?",
    "Keep the counts in a heap. Take out the two least, add their sum to the total, and put the sum back.",
    "With `heapq`: `joint = heappop(heap) + heappop(heap)`, `total += joint`, `heappush(heap, joint)`, until one is left. "
    "One symbol alone costs its count.",
)
huffman_bits.explain(
    "Every symbol below a joining gets one more bit, so a joining costs as many bits as it has occurrences below it. Joining "
    "the least is never wrong: in some optimal code the two rarest symbols are siblings at the greatest depth."
)

huffman_bits.equivalent("int(count) → count", because="a NumPy integer compares equal to Python's")

# -- choose_code -------------------------------------------------------------------------------------------------------


def _counted(symbols):
    return np.array(list(Counter(symbols).values()))


def _code_costs(text):
    letters, pairs = _counted(text), _counted(text[i : i + 2] for i in range(0, len(text), 2))
    k, n = len(letters), len(text)
    return {
        "fixed": (n * (k - 1).bit_length(), 8 * k),
        "huffman": (huffman_bits(letters), 16 * k),
        "arithmetic": (int(np.ceil(n * entropy(letters) - 1e-9)) + 2, 32 * k),
        "pairs": (huffman_bits(pairs), 24 * len(pairs)),
    }


@reference(role="decision")
def choose_code(text):
    letters = np.array(list(Counter(text).values()))
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, len(text), 2)).values()))
    k, n = len(letters), len(text)
    costs = {
        "fixed": n * (k - 1).bit_length() + 8 * k,
        "huffman": huffman_bits(letters) + 16 * k,
        "arithmetic": np.ceil(n * entropy(letters)) + 2 + 32 * k,
        "pairs": huffman_bits(pairs) + 24 * len(pairs),
    }
    return min(costs, key=costs.get)


choose_code.example(text="ab" * 5)
choose_code.example(text="ab" * 15)


def _clear(text):
    """Whether one code is the best, and no last digit of a float decides how the entropy is rounded up."""
    costs = sorted(sum(cost) for cost in _code_costs(text).values())
    bits = len(text) * entropy(_counted(text))
    return costs[0] < costs[1] and (abs(bits - round(bits)) > 1e-4 or costs[1] - costs[0] >= 3)


def _draw_text(rng, wanted):
    """A text for which this code is the best, ahead of the others."""
    while True:
        n = 2 * int(rng.integers(20, 700))
        if wanted == "fixed":
            k = int(rng.integers(1, 9))
            symbols = rng.choice(k, size=n // 4 * 2)
        elif wanted == "huffman":
            weights = 0.5 ** np.arange(rng.integers(3, 7))
            symbols = rng.choice(len(weights), size=n, p=weights / weights.sum())
        elif wanted == "arithmetic":
            rare = rng.uniform(0.02, 0.25) if rng.random() < 0.5 else rng.uniform(0.3, 0.45)
            share = np.array([1 - rare, rare]) if rng.random() < 0.5 else np.array([0.45, 0.35, 0.2])
            symbols = rng.choice(len(share), size=2 * n, p=share)
        else:
            k = int(rng.integers(3, 8))
            first = rng.integers(k, size=n // 2)
            follows = rng.permutation(k)
            second = np.where(rng.random(n // 2) < 0.95, follows[first], rng.integers(k, size=n // 2))
            symbols = np.column_stack([first, second]).ravel()
        text = "".join("abcdefghij"[s] for s in symbols)
        costs = _code_costs(text)
        if _clear(text) and min(costs, key=lambda name: sum(costs[name])) == wanted:
            return text


def _near_text(rng, wanted):
    """A text for which this code is the best by a few bits only: a letter or two more and another would be."""
    while True:
        text = _draw_text(rng, wanted) + _draw_text(rng, wanted)
        k = int(rng.integers(3, 9))
        if wanted in ("fixed", "huffman", "arithmetic") and rng.random() < 0.7:
            weights = rng.dirichlet(np.full(k, 1.5)) if wanted != "arithmetic" else np.append(0.8, np.full(k, 0.2 / k))
            symbols = rng.choice(len(weights), size=2000, p=weights)
            text = "".join("abcdefghij"[s] for s in symbols)
        for n in 2 * rng.permutation(np.arange(4, len(text) // 2))[:120]:
            piece = text[: int(n)]
            costs = {name: sum(cost) for name, cost in _code_costs(piece).items()}
            best, second = sorted(costs.values())[:2]
            if second - best < max(4, len(set(piece))) and costs[wanted] == best and _clear(piece):
                return piece


def _last_bit(rng, wanted):
    """A text for which this code and the arithmetic one are the best two, and a single bit apart."""
    ahead = 1 if rng.random() < 0.5 else -1
    while True:
        k = 2 if wanted == "fixed" else int(rng.integers(3, 7))
        rest = rng.uniform(0.15, 0.35)
        weights = np.append(1 - rest, np.full(k - 1, rest / (k - 1)))
        symbols = rng.choice(k, size=1200, p=weights)
        text = "".join("abcdefghij"[s] for s in symbols)
        for n in range(20, len(text), 2):
            piece = text[:n]
            k = len(set(piece))
            bits = int(np.ceil(n * entropy(_counted(piece)))) + 2 + 32 * k
            if wanted == "fixed" and n * (k - 1).bit_length() + 8 * k != bits - ahead:
                continue
            costs = {name: sum(cost) for name, cost in _code_costs(piece).items()}
            best = min(costs.values())
            if costs["arithmetic"] - costs[wanted] == ahead and best in (bits, costs[wanted]) and _clear(piece):
                return piece


@choose_code.cases(n=12)
def _(rng, i):
    return {"text": _draw_text(rng, ("fixed", "huffman", "arithmetic", "pairs")[i % 4])}


@choose_code.cases(n=20)
def _(rng, i):
    return {"text": _near_text(rng, ("fixed", "huffman", "arithmetic", "pairs")[i % 4])}


@choose_code.cases(n=8)
def _(rng, i):
    return {"text": _last_bit(rng, ("fixed", "huffman")[i % 2])}


@choose_code.cases(n=4)
def _(rng, i):
    # One kind of character; pairs that say so much that they win even if they are counted twice.
    if i < 2:
        return {"text": "a" * [2, 40][i]}
    return {"text": "".join(rng.choice(["ab", "cd", "ef", "gh"], size=200 * i))}


@choose_code.alternative
def _(text):
    # Entropy from the counts, all in whole bits, and a list that is sorted.
    n, single, double = len(text), Counter(text), Counter(zip(text[::2], text[1::2], strict=True))
    width = 0
    while 2**width < len(single):
        width += 1
    information = sum(c * np.log2(n / c) for c in single.values())
    offers = [
        (8 * len(single) + width * n, "fixed"),
        (16 * len(single) + huffman_bits(np.array(sorted(single.values()))), "huffman"),
        (32 * len(single) + int(np.ceil(information - 1e-9)) + 2, "arithmetic"),
        (24 * len(double) + huffman_bits(np.array(sorted(double.values()))), "pairs"),
    ]
    return sorted(offers)[0][1]


@choose_code.misconception(
    "You compared the messages without their tables. The reader needs the table too, and one for pairs is long."
)
def _(text):
    return min(costs := {name: cost[0] for name, cost in _code_costs(text).items()}, key=costs.get)


choose_code.misconception(
    "Your pairs overlap. Each character is sent once: the pairs begin at 0, 2, 4 and so on.",
    "range(0, len(text), 2) → range(len(text) - 1)",
)
choose_code.misconception(
    "You gave the code of fixed length a fraction of a bit for each character. It has whole bits: round up.",
    "n * (k - 1).bit_length() → n * np.log2(k)",
)
choose_code.misconception(
    "You charged the table of the pairs for each character. It has an entry for each different pair, and those are many more.",
    "24 * len(pairs) → 24 * k",
)
choose_code.misconception(
    "You compared bits per symbol, or doubled those of pairs. A pair stands for two characters, and the message has half as many "
    "pairs: compare totals.",
    "huffman_bits(pairs) + 24 * len(pairs) → 2 * huffman_bits(pairs) + 24 * len(pairs)",
)
choose_code.misconception(
    "You compared bits per symbol, or doubled those of pairs. A pair stands for two characters, and the message has half as many "
    "pairs: compare totals.",
    "huffman_bits(pairs) + 24 * len(pairs) → 2 * (huffman_bits(pairs) + 24 * len(pairs))",
)
choose_code.misconception(
    "The arithmetic code is too cheap in your comparison: its entropy is in nats, and the others are in bits.",
    "entropy(letters) → entropy(letters) * np.log(2)",
)
choose_code.misconception(
    "The last two bits of the arithmetic code are missing. It spends up to two more than the entropy says, and here they decide.",
    "np.ceil(n * entropy(letters)) + 2 + 32 * k → np.ceil(n * entropy(letters)) + 32 * k",
)
choose_code.misconception(
    "Your arithmetic code spends a bit too many. Round the entropy of the message up, and add two.",
    "np.ceil(n * entropy(letters)) + 2 + 32 * k → np.ceil(n * entropy(letters)) + 3 + 32 * k",
)
choose_code.misconception(
    "You charged the arithmetic code no more for its table than the prefix code. It holds counts: 32 bits for each character.",
    "32 * k → 16 * k",
)


choose_code.misconception(
    "You named the most expensive code. Asked for is the one with the fewest bits.",
    "min(costs, key=costs.get) → max(costs, key=costs.get)",
)
choose_code.hints(
    "Write down four totals, each the bits of the message and those of the table.",
    "Count characters with `Counter(text)` and pairs with `Counter(text[i : i + 2] for i in range(0, n, 2))`. You have "
    "`huffman_bits` and `entropy` for their counts.",
    "The totals are `n * (k - 1).bit_length() + 8 * k`, `huffman_bits(letters) + 16 * k`, `ceil(n * entropy(letters)) + 2 + "
    "32 * k` and `huffman_bits(pairs) + 24 * len(pairs)`. Return the name of the least.",
)
choose_code.explain(
    "A table is paid once and a message by its length, so the better model wins only on texts that are long enough for it: the "
    "same weighing of fit against size will come back wherever models are chosen."
)
choose_code.equivalent(
    "np.ceil(n * entropy(letters)) → n * entropy(letters)",
    because="all other costs are whole numbers and none is equal, so rounding up changes no comparison",
)
choose_code.equivalent(
    "np.array(list(Counter((text[i:i + 2] for i in range(0, len(text), 2))).values())) → "
    "list(Counter((text[i:i + 2] for i in range(0, len(text), 2))).values())",
    because="huffman_bits reads a list as it reads an array",
)
choose_code.equivalent("range(0, len(text), 2) → range(0, len(text) - 1, 2)", because="the length is even")

# -- kl_divergence -----------------------------------------------------------------------------------------------------


@reference(role="repair")
def kl_divergence(p, q):
    seen = p > 0
    if np.any(q[seen] == 0):
        return np.inf
    return float(max(np.sum(p[seen] * np.log2(p[seen] / q[seen])), 0.0))


kl_divergence.example(p=np.array([0.5, 0.5]), q=np.array([0.25, 0.75]))
kl_divergence.example(p=np.array([0.5, 0.25, 0.25]), q=np.array([0.5, 0.5, 0.0]))


def _distribution(rng, k, zeros=0):
    p = rng.dirichlet(np.full(k, 1.5))
    if zeros:
        p[rng.choice(k, size=zeros, replace=False)] = 0.0
    return p / p.sum()


@kl_divergence.cases(n=12)
def _(rng, i):
    k = int(rng.integers(2, 8))
    return {"p": _distribution(rng, k, i % 2), "q": _distribution(rng, k)}


@kl_divergence.cases(n=8)
def _(rng, i):
    # No word for what occurs, nothing shared, equal ones, and a zero in both.
    p, q = [
        ([0.25, 0.25, 0.5], [0.5, 0.0, 0.5]),
        ([1.0, 0.0], [0.0, 1.0]),
        ([0.25, 0.75], [0.25, 0.75]),
        ([0.5, 0.0, 0.5], [0.25, 0.0, 0.75]),
        ([1.0], [1.0]),
        ([0.1, 0.9], [0.0, 1.0]),
        ([0.5, 0.5, 0.0], [0.5, 0.25, 0.25]),
        ([0.999999, 0.000001], [1.0, 0.0]),
    ][i]
    return {"p": np.array(p), "q": np.array(q)}


@kl_divergence.alternative
def _(p, q):
    # Symbol by symbol, with Python's numbers.
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist(), strict=True):
        if a > 0:
            if b == 0:
                return float("inf")
            total += a * (np.log2(a) - np.log2(b))
    return float(max(total, 0.0))


@kl_divergence.alternative
def _(p, q):
    # By the convention of the C99 logarithm, with warnings switched off.
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log2(p / q), 0.0)
    return float(np.abs(terms.sum()))


@kl_divergence.misconception(
    "Symbols that occur under p and never under q still cost nothing. They have no code word at all: the divergence is infinite."
)
def _(p, q):
    both = (p > 0) & (q > 0)
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))


@kl_divergence.misconception(
    "You rescaled what is shared to sum to one. That is the divergence of two other distributions: a symbol without a word "
    "makes this one infinite."
)
def _(p, q):
    both = (p > 0) & (q > 0)
    if not both.any():
        return np.inf
    a, b = p[both] / p[both].sum(), q[both] / q[both].sum()
    return float(max(np.sum(a * np.log2(a / b)), 0.0))


@kl_divergence.misconception(
    "You put a tiny number in the place of zero. The result then depends on how tiny it is; the divergence is infinite."
)
def _(p, q):
    seen = p > 0
    return float(max(np.sum(p[seen] * np.log2(p[seen] / np.maximum(q[seen], 1e-12))), 0.0))


@kl_divergence.misconception(
    "You put a tiny number in the place of zero. The result then depends on how tiny it is; the divergence is infinite."
)
def _(p, q):
    a, b = p + 1e-10, q + 1e-10
    return float(max(np.sum(a * np.log2(a / b)), 0.0))


kl_divergence.misconception(
    "You have p and q swapped. The mean is taken under p, and a zero of q is what is infinite.",
    "p > 0 → q > 0",
    "q[seen] == 0 → p[seen] == 0",
    "np.sum(p[seen] * np.log2(p[seen] / q[seen])) → np.sum(q[seen] * np.log2(q[seen] / p[seen]))",
)
kl_divergence.misconception(
    "You return infinity wherever q has a zero. Where p is zero too, or p alone, the symbol costs nothing.",
    "np.any(q[seen] == 0) → np.any((q == 0) | (p == 0))",
)
kl_divergence.misconception(
    "You return infinity wherever q has a zero. Where p is zero too, or p alone, the symbol costs nothing.",
    "np.any(q[seen] == 0) → np.any(q == 0)",
)


@kl_divergence.misconception(
    "You return infinity where p is zero and q is not. Such a symbol never occurs and costs nothing; infinite is the cost of "
    "one that occurs and has no word."
)
def _(p, q):
    both = (p > 0) & (q > 0)
    if np.any((p == 0) & (q > 0)):
        return np.inf
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))


kl_divergence.misconception(
    "You took natural logarithms, which gives nats. The divergence is asked for in bits.",
    "np.log2(p[seen] / q[seen]) → np.log(p[seen] / q[seen])",
)
kl_divergence.hints(
    "Which symbols does the mask leave out? For which of them is that right?",
    "Where p is zero the term is zero. Where q is zero and p is not, the term is infinite, and so is the sum.",
    "Mask by `p > 0` alone, and return `np.inf` if `q` is zero anywhere in there.",
)
kl_divergence.explain(
    "The mask drops just those terms that are infinite. What is left need not even be positive, which is why somebody had added "
    "the maximum with zero: a guard that hides a symptom. Clipping is no better, since the answer becomes the clip's."
)
# -- js_divergence -----------------------------------------------------------------------------------------------------


@reference
def js_divergence(p, q):
    middle = (p + q) / 2
    return (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2


js_divergence.example(p=np.array([0.5, 0.5, 0.0]), q=np.array([0.0, 0.25, 0.75]))
js_divergence.example(p=np.array([1.0, 0.0]), q=np.array([0.0, 1.0]))


@js_divergence.cases(n=12)
def _(rng, i):
    k = int(rng.integers(3, 8))
    return {"p": _distribution(rng, k, i % 3), "q": _distribution(rng, k, i % 2)}


@js_divergence.cases(n=3)
def _(rng, i):
    return {
        "p": np.array([[1.0], [0.25, 0.75], [0.0, 0.5, 0.5]][i]),
        "q": np.array([[1.0], [0.25, 0.75], [0.0, 1.0, 0.0]][i]),
    }


@js_divergence.alternative
def _(p, q):
    # The entropy of the average, less the average of the entropies.
    def bits(d):
        return -np.sum(d[d > 0] * np.log2(d[d > 0]))

    return float(max(bits((p + q) / 2) - (bits(p) + bits(q)) / 2, 0.0))


js_divergence.misconception(
    "You averaged the two divergences between p and q themselves. Measure each from the average of both, which has no zero where "
    "one of them has none.",
    "(p + q) / 2 → p",
    "kl_divergence(p, middle) → kl_divergence(p, q)",
)
js_divergence.misconception(
    "You took the root, which is the Jensen–Shannon *distance*. Asked for is the divergence.",
    "(kl_divergence(p, middle) + kl_divergence(q, middle)) / 2 → "
    "((kl_divergence(p, middle) + kl_divergence(q, middle)) / 2) ** 0.5",
)
js_divergence.misconception(
    "You added the two divergences from the average. The Jensen–Shannon divergence is their mean, at most one bit.",
    "(kl_divergence(p, middle) + kl_divergence(q, middle)) / 2 → kl_divergence(p, middle) + kl_divergence(q, middle)",
)
js_divergence.misconception(
    "Only one of the two distributions is compared with the average. Take the mean of both divergences.",
    "(kl_divergence(p, middle) + kl_divergence(q, middle)) / 2 → kl_divergence(p, middle)",
)
js_divergence.misconception(
    "You measured from the average to the distributions. There the zeros of p and q are infinite again: the average is the "
    "second argument.",
    "kl_divergence(p, middle) → kl_divergence(middle, p)",
    "kl_divergence(q, middle) → kl_divergence(middle, q)",
)
js_divergence.misconception(
    "Your average does not sum to one: p + q has to be halved before it is a distribution.",
    "(p + q) / 2 → p + q",
)
js_divergence.misconception(
    "Your result is in nats. With bits, two distributions that share nothing are at one.",
    "(kl_divergence(p, middle) + kl_divergence(q, middle)) / 2 → "
    "(kl_divergence(p, middle) + kl_divergence(q, middle)) / 2 * np.log(2)",
)
js_divergence.hints(
    "What is the distribution in the middle, and how far is each from it?",
    "Average p and q symbol by symbol. Take the divergence of each from that, and the mean of the two.",
    "`middle = (p + q) / 2`, then half of `kl_divergence(p, middle) + kl_divergence(q, middle)`.",
)
js_divergence.explain(
    "Wherever p or q is above zero the average is, so nothing is infinite. It is also the information that one symbol gives "
    "about which of the two distributions it was drawn from, if a fair coin chose, and a coin has one bit."
)

# -- gaussian_kl -------------------------------------------------------------------------------------------------------


@reference
def gaussian_kl(mean_p, sd_p, mean_q, sd_q):
    nats = np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) - 0.5
    return float(np.sum(nats) / np.log(2))


gaussian_kl.example(
    mean_p=np.array([0.0, 1.0]), sd_p=np.array([1.0, 2.0]), mean_q=np.array([1.0, 1.0]), sd_q=np.array([2.0, 1.0])
)


@gaussian_kl.cases(n=12)
def _(rng, i):
    d = [1, 2, 3, 5][i % 4]
    return {
        "mean_p": rng.normal(size=d) * 2,
        "sd_p": rng.uniform(0.3, 3.0, size=d),
        "mean_q": rng.normal(size=d) * 2,
        "sd_q": rng.uniform(0.3, 3.0, size=d),
    }


@gaussian_kl.cases(n=3)
def _(rng, i):
    # Equal ones, equal widths, equal means.
    mean, sd = rng.normal(size=2), rng.uniform(0.5, 2.0, size=2)
    other = [(mean, sd), (mean + 1.5, sd), (mean, 2 * sd)][i]
    return {"mean_p": mean, "sd_p": sd, "mean_q": other[0], "sd_q": other[1]}


@gaussian_kl.alternative
def _(mean_p, sd_p, mean_q, sd_q):
    # With matrices, as the general formula has them.
    P, Q = np.diag(sd_p**2), np.diag(sd_q**2)
    away = mean_q - mean_p
    trace = np.trace(np.linalg.solve(Q, P)) + away @ np.linalg.solve(Q, away) - len(away)
    return float((trace + np.linalg.slogdet(Q)[1] - np.linalg.slogdet(P)[1]) / (2 * np.log(2)))


@gaussian_kl.alternative
def _(mean_p, sd_p, mean_q, sd_q):
    # One coordinate after another, by the ratio of the widths.
    total = 0.0
    for a, s, b, t in zip(mean_p, sd_p, mean_q, sd_q, strict=True):
        ratio, shift = s / t, (a - b) / t
        total += (ratio * ratio + shift * shift - 1) / 2 - np.log(ratio)
    return float(total * np.log2(np.e))


gaussian_kl.misconception(
    "Your result is in nats, as the formula is. Divide by ln 2 for bits.",
    "np.sum(nats) / np.log(2) → np.sum(nats)",
)
gaussian_kl.misconception(
    "You multiplied by ln 2. A bit is less than a nat, so there are more of them: divide.",
    "np.sum(nats) / np.log(2) → np.sum(nats) * np.log(2)",
)
gaussian_kl.misconception(
    "Only the logarithm is in bits in your sum; the fraction and the half are still in nats. Convert the whole at the end.",
    "np.log(sd_q / sd_p) → np.log2(sd_q / sd_p)",
    "np.sum(nats) / np.log(2) → np.sum(nats)",
)
gaussian_kl.misconception(
    "You averaged over the coordinates. Log densities of independent coordinates add up, and so do divergences.",
    "np.sum(nats) → np.mean(nats)",
)
gaussian_kl.misconception(
    "You have p and q swapped. The mean is under p; the variance in the denominator is that of q.",
    "np.log(sd_q / sd_p) → np.log(sd_p / sd_q)",
    "(sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) → (sd_q**2 + (mean_p - mean_q) ** 2) / (2 * sd_p**2)",
)
gaussian_kl.misconception(
    "You took the standard deviations for variances. In the fraction they are squared.",
    "(sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) → (sd_p + (mean_p - mean_q) ** 2) / (2 * sd_q)",
    "np.log(sd_q / sd_p) → 0.5 * np.log(sd_q / sd_p)",
)
gaussian_kl.misconception(
    "The difference of the means is not squared in your formula, so its sign decides.",
    "(mean_p - mean_q) ** 2 → mean_p - mean_q",
)
gaussian_kl.misconception(
    "You subtract one half once. It belongs to each coordinate, so that equal ones give zero.",
    "np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) - 0.5 → "
    "np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q) ** 2) / (2 * sd_q**2) - 0.5 / len(sd_p)",
)
gaussian_kl.hints(
    "The formula is for one coordinate and in nats. What has to happen to it for several, in bits?",
    "NumPy evaluates the formula for all coordinates at once. Sum them, and divide by ln 2.",
    "`np.log(sd_q / sd_p) + (sd_p**2 + (mean_p - mean_q)**2) / (2 * sd_q**2) - 0.5`, summed, over `np.log(2)`.",
)
gaussian_kl.explain(
    "The mean under p of ((x − μ_q)/σ_q)² is (σ_p² + (μ_p − μ_q)²)/σ_q², and that of ((x − μ_p)/σ_p)² is 1. With q standard "
    "normal this sum, in nats, is the term that a variational autoencoder adds to its loss."
)

# -- cross_entropy -----------------------------------------------------------------------------------------------------


@reference
def cross_entropy(log_probabilities):
    tokens = np.concatenate(log_probabilities)
    bits = float(-np.mean(tokens) / np.log(2))
    return bits, 2.0**bits


cross_entropy.example(log_probabilities=[np.log(np.array([0.5, 0.5, 0.25])), np.log(np.array([0.125]))])


@cross_entropy.cases(n=10)
def _(rng, i):
    sizes = rng.integers(1, 7, size=rng.integers(1, 5))
    texts = [np.log(rng.uniform(0.02, 1.0, size=size)) for size in sizes]
    return {"log_probabilities": [*texts, np.zeros(0)] if i % 3 == 0 else texts}


@cross_entropy.cases(n=5)
def _(rng, i):
    # Certain of everything, a zero, a text without tokens before another, and one that would underflow as a product.
    return {
        "log_probabilities": [
            [np.zeros(3)],
            [np.array([-1.0, -np.inf]), np.array([-2.0])],
            [np.zeros(0), np.array([-0.5, -1.5]), np.array([-3.0])],
            [np.full(800, -3.0), np.array([-1.0, -2.0])],
            [np.array([-np.inf])],
        ][i]
    }


@cross_entropy.alternative
def _(log_probabilities):
    # Sums and lengths, text by text.
    total = sum(float(np.sum(text)) for text in log_probabilities)
    mean = -total / sum(len(text) for text in log_probabilities)
    return mean * float(np.log2(np.e)), float(np.exp(mean))


cross_entropy.misconception(
    "You averaged over texts. Each token counts alike, so a long text weighs more than a short one.",
    "np.concatenate(log_probabilities) → np.array([np.mean(text) for text in log_probabilities if len(text)])",
)
cross_entropy.misconception(
    "Your cross-entropy is in nats, as the logarithms are. Divide by ln 2, and only then raise two to it.",
    "-np.mean(tokens) / np.log(2) → -np.mean(tokens)",
)
cross_entropy.misconception(
    "You raised e to a number of bits. Two to the bits, or e to the nats.",
    "2.0**bits → float(np.exp(bits))",
)
cross_entropy.misconception(
    "Your cross-entropy is in nats; the perplexity is right. Bits are nats over ln 2.",
    "return bits, 2.0**bits → return bits * float(np.log(2)), 2.0**bits",
)
cross_entropy.misconception(
    "You summed over the tokens. The cross-entropy is per token.",
    "np.mean(tokens) → np.sum(tokens)",
)


@cross_entropy.misconception(
    "You left out the tokens to which the model gave no chance. They are what it is most wrong about: both numbers are infinite."
)
def _(log_probabilities):
    tokens = np.concatenate(log_probabilities)
    bits = float(-tokens[np.isfinite(tokens)].mean() / np.log(2)) if np.isfinite(tokens).any() else np.nan
    return bits, 2.0**bits


@cross_entropy.misconception(
    "You averaged the perplexities of the texts. Average the losses of all tokens, and take the power once, of that."
)
def _(log_probabilities):
    bits = float(-np.mean(np.concatenate(log_probabilities)) / np.log(2))
    return bits, float(np.mean([np.exp(-text.mean()) for text in log_probabilities if len(text)]))


cross_entropy.misconception(
    "You averaged the probabilities and took the logarithm afterwards. The logarithm comes first.",
    "-np.mean(tokens) → -np.log(np.mean(np.exp(tokens)))",
)


@cross_entropy.misconception(
    "You averaged one over the probability of each token. The perplexity is their *geometric* mean: two to the cross-entropy."
)
def _(log_probabilities):
    tokens = np.concatenate(log_probabilities)
    return float(-np.mean(tokens) / np.log(2)), float(np.mean(np.exp(-tokens)))


cross_entropy.hints(
    "How many tokens are there in all, and what do they cost together?",
    "Put the texts together, take minus the mean, and turn nats into bits.",
    "`bits = -np.mean(np.concatenate(log_probabilities)) / np.log(2)`, and the perplexity is `2.0 ** bits`.",
)
cross_entropy.explain(
    "The unit changes the cross-entropy and not the perplexity, since 2 to the bits is e to the nats. Tokens are the unit that is "
    "coded, so they are what is averaged over."
)

# -- mutual_information ------------------------------------------------------------------------------------------------


@reference
def mutual_information(table):
    joint = table / table.sum()
    apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)
    seen = joint > 0
    return float(np.sum(joint[seen] * np.log2(joint[seen] / apart[seen])))


mutual_information.example(table=np.array([[2, 0, 1], [1, 4, 0]]))
mutual_information.example(table=np.array([[2, 4], [1, 2]]))


@mutual_information.cases(n=12)
def _(rng, i):
    return {
        "table": rng.integers(0, [5, 40][i % 2], size=(rng.integers(2, 5), rng.integers(2, 6)))
        + np.eye(1, 1, dtype=int)
    }


@mutual_information.cases(n=5)
def _(rng, i):
    # One cell, one row, a row and a column of zeros, one value for one, and each value once.
    return {
        "table": [
            np.array([[3]]),
            np.array([[3, 1, 2]]),
            np.array([[2, 0, 1], [0, 0, 0], [1, 0, 5]]),
            np.diag([2, 1, 1]),
            np.array([[0, 1], [1, 0], [1, 0], [0, 1]]),
        ][i]
    }


@mutual_information.alternative
def _(table):
    # Three entropies.
    def bits(counts):
        p = np.ravel(counts)[np.ravel(counts) > 0] / table.sum()
        return -np.sum(p * np.log2(p))

    return float(bits(table.sum(axis=0)) + bits(table.sum(axis=1)) - bits(table))


mutual_information.misconception(
    "You took natural logarithms, which gives nats. Asked for are bits.",
    "np.log2(joint[seen] / apart[seen]) → np.log(joint[seen] / apart[seen])",
)
mutual_information.misconception(
    "Empty cells make your sum not a number. A pair that never occurs adds nothing: leave it out.",
    "joint > 0 → np.ones_like(joint, dtype=bool)",
)
mutual_information.misconception(
    "You compared with equal cells. Independence is the product of the shares of row and column.",
    "joint.sum(axis=1, keepdims=True) * joint.sum(axis=0) → np.full(joint.shape, 1 / joint.size)",
)
mutual_information.misconception(
    "You divided by the share of the row alone. That compares with a conditional probability; independence is the product of both "
    "shares.",
    "joint.sum(axis=1, keepdims=True) * joint.sum(axis=0) → joint.sum(axis=1, keepdims=True) + 0 * joint",
)
mutual_information.misconception(
    "You weighted the cells by the product of the margins. The mean is taken over the pairs as they occur.",
    "joint[seen] * np.log2(joint[seen] / apart[seen]) → apart[seen] * np.log2(joint[seen] / apart[seen])",
)
mutual_information.misconception(
    "You did not divide the counts by their total. Logarithms and weights are of shares.",
    "table / table.sum() → table * 1.0",
)


@mutual_information.misconception(
    "You subtracted a correction for the bias. Asked for is the plug-in estimate as it is, bias included."
)
def _(table):
    r, c = table.shape
    return mutual_information(table) - (r - 1) * (c - 1) / (2 * table.sum() * np.log(2))


@mutual_information.misconception(
    "That is the entropy that is left in the columns when the row is known. The information is what the row took away."
)
def _(table):
    return float(entropy(table.ravel()) - entropy(table.sum(axis=1)))


@mutual_information.misconception(
    "That is the entropy of the pairs. Subtract it from the sum of the entropies of rows and columns."
)
def _(table):
    return entropy(table.ravel())


mutual_information.hints(
    "What would the table look like if rows and columns were independent, with the same margins?",
    "Divide by the total. The product of the shares of row and column is the comparison; take KL of the table from it, without empty cells.",
    "`joint = table / table.sum()`, `apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0)`, then the sum of "
    "`joint * log2(joint / apart)` where `joint > 0`.",
)
mutual_information.explain(
    "A cell above zero has margins above zero, so after the empty cells are left out nothing is divided by zero. The same number is "
    "H(X) + H(Y) − H(X, Y)."
)

# -- above_chance ------------------------------------------------------------------------------------------------------


@reference
def above_chance(x, y, rounds, seed):
    generator = np.random.default_rng(seed)
    plain = mutual_info_score(x, y) / np.log(2)
    shuffled = [mutual_info_score(x, generator.permutation(y)) for _ in range(rounds)]
    return float(plain), float(plain - np.mean(shuffled) / np.log(2))


above_chance.example(x=np.array([0, 0, 1, 1, 2, 2]), y=np.array([0, 0, 1, 1, 0, 1]), rounds=3, seed=5)


@above_chance.cases(n=10)
def _(rng, i):
    n = int(rng.integers(6, 30))
    x = rng.integers(0, 4, size=n)
    y = (x + rng.integers(0, 3, size=n)) % 3
    if i % 3 == 1:
        y = np.array(["low", "middle", "high"])[y]
    return {"x": np.arange(n) if i % 4 == 3 else x, "y": y, "rounds": rng.integers(2, 6), "seed": rng.integers(1000)}


@above_chance.cases(n=3)
def _(rng, i):
    # One shuffle; one value only; two rows.
    x, y = [([3, 1, 3, 1, 2], [0, 1, 0, 1, 1]), ([7, 7, 7], [0, 1, 1]), ([0, 1], [1, 0])][i]
    return {"x": np.array(x), "y": np.array(y), "rounds": i + 1, "seed": 2 * i + 1}


@above_chance.alternative
def _(x, y, rounds, seed):
    # The table of counts, by hand.
    generator, total = np.random.default_rng(seed), 0.0
    rows, columns = np.unique(x, return_inverse=True)[1], np.unique(y, return_inverse=True)[1]

    def bits(order):
        table = np.zeros((rows.max() + 1, columns.max() + 1))
        np.add.at(table, (rows, columns[order]), 1)
        return mutual_information(table)

    here = bits(np.arange(len(x)))
    for _ in range(rounds):
        total += bits(generator.permutation(len(x)))
    return float(here), float(here - total / rounds)


above_chance.misconception(
    "Your results are in nats, as scikit-learn's are. Divide by ln 2.",
    "mutual_info_score(x, y) / np.log(2) → mutual_info_score(x, y)",
    "np.mean(shuffled) / np.log(2) → np.mean(shuffled)",
)
above_chance.misconception(
    "One of the two terms is still in nats: the mean over the shuffles has to be divided by ln 2 as well.",
    "np.mean(shuffled) / np.log(2) → np.mean(shuffled)",
)
above_chance.misconception(
    "The second number is what shuffled data show. Asked for is what the data show above that.",
    "plain - np.mean(shuffled) / np.log(2) → np.mean(shuffled) / np.log(2)",
)
above_chance.misconception(
    "You subtracted the largest of the shuffles. What is too much on average is their mean.",
    "np.mean(shuffled) → np.max(shuffled)",
)
above_chance.misconception(
    "You cut the excess at zero. It may be negative, and must be, now and then, where there is nothing.",
    "float(plain - np.mean(shuffled) / np.log(2)) → max(float(plain - np.mean(shuffled) / np.log(2)), 0.0)",
)


@above_chance.misconception(
    "You made a new generator for every shuffle, so that all of them are the same. Make it once, before the loop."
)
def _(x, y, rounds, seed):
    return above_chance(x, y, 1, seed)


@above_chance.misconception("You shuffled what was shuffled before. Each round permutes the given y.")
def _(x, y, rounds, seed):
    generator, plain, total = np.random.default_rng(seed), mutual_info_score(x, y), 0.0
    for _ in range(rounds):
        y = generator.permutation(y)
        total += mutual_info_score(x, y)
    return float(plain / np.log(2)), float((plain - total / rounds) / np.log(2))


@above_chance.misconception(
    "Your shuffles keep the pairs together: with x and y in the same new order nothing is broken up. Permute y alone."
)
def _(x, y, rounds, seed):
    return float(mutual_info_score(x, y) / np.log(2)), 0.0


above_chance.misconception(
    "You shuffled x. The random numbers are meant to permute y, and give other values when they permute x.",
    "mutual_info_score(x, generator.permutation(y)) → mutual_info_score(generator.permutation(x), y)",
)
above_chance.hints(
    "What would the estimate be if the pairs were broken up, and all else stayed?",
    "Make one generator. For each round take `mutual_info_score(x, generator.permutation(y))`, and average.",
    "`plain = mutual_info_score(x, y) / np.log(2)`; the second result is `plain` minus the mean of the shuffled scores over "
    "`np.log(2)`.",
)
above_chance.explain(
    "A shuffle keeps both margins and destroys the dependence, so its mean is what the estimator shows of nothing at these "
    "sizes. scikit-learn's `adjusted_mutual_info_score` subtracts the exact mean and rescales."
)
# -- root_gain ---------------------------------------------------------------------------------------------------------


@reference
def root_gain(X, y):
    tree = DecisionTreeClassifier(criterion="entropy", max_depth=1, random_state=0).fit(X, y).tree_
    weights = tree.weighted_n_node_samples[1:] / tree.weighted_n_node_samples[0]
    gain = tree.impurity[0] - np.sum(weights * tree.impurity[1:])
    return int(tree.feature[0]), float(tree.threshold[0]), float(gain)


root_gain.example(X=np.array([[5.0, 1.0], [5.0, 2.0], [5.0, 3.0], [5.0, 4.0], [5.0, 3.0]]), y=np.array([0, 0, 0, 1, 1]))


def _gains(X, y):
    """All questions with their gains, the best first."""
    found = []
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for threshold in (values[1:] + values[:-1]) / 2:
            yes = X[:, j] <= threshold
            table = np.array(
                [[np.sum((yes == side) & (y == label)) for label in np.unique(y)] for side in (True, False)]
            )
            found.append((mutual_information(table), j, float(threshold)))
    return sorted(found, reverse=True)


@root_gain.cases(n=14)
def _(rng, i):
    while True:
        n, d = int(rng.integers(4, 16)), [1, 2, 3][i % 3]
        X = rng.integers(-4, 9, size=(n, d)).astype(float)
        y = rng.integers(0, 2 + (i % 4 == 3), size=n)
        if i % 2:
            y = np.where(X[:, -1] > 2, y.max(), y)
        found = _gains(X, y)
        if len(np.unique(y)) > 1 and len(found) > 1 and found[0][0] > found[1][0] + 1e-4 and found[0][0] > 0.01:
            return {"X": X, "y": y * 2 - 1 if i % 5 == 0 else y}


@root_gain.cases(n=2)
def _(rng, i):
    # Two rows; a question that leaves nothing open.
    return [
        {"X": np.array([[2.0], [5.0]]), "y": np.array([1, 0])},
        {"X": np.array([[1.0, 0.0], [2.0, 7.0], [3.0, 1.0], [4.0, 9.0]]), "y": np.array([0, 1, 0, 1])},
    ][i]


@root_gain.alternative
def _(X, y):
    # By hand: every question, and the mutual information of answer and label.
    best = (-1.0, 0, 0.0)
    for j, values in enumerate(X.T):
        levels = np.unique(values)
        for threshold in (levels[1:] + levels[:-1]) / 2:
            labels, codes = np.unique(y, return_inverse=True)
            table = np.zeros((2, len(labels)))
            np.add.at(table, ((values <= threshold).astype(int), codes), 1)
            best = max(best, (mutual_information(table), j, float(threshold)))
    return best[1], best[2], best[0]


root_gain.misconception(
    'Your tree measures by the Gini impurity, which is scikit-learn\'s default. Ask for `criterion="entropy"`.',
    'DecisionTreeClassifier(criterion="entropy", max_depth=1, random_state=0) → '
    "DecisionTreeClassifier(max_depth=1, random_state=0)",
)
root_gain.misconception(
    "You averaged the entropies of the two groups as if they were equally large. Weight them by their rows.",
    "np.sum(weights * tree.impurity[1:]) → np.mean(tree.impurity[1:])",
)
root_gain.misconception(
    "That is the entropy of the labels before the question. The gain is by how much the question lowers it.",
    "tree.impurity[0] - np.sum(weights * tree.impurity[1:]) → tree.impurity[0]",
)
root_gain.misconception(
    "That is the entropy that is left after the question. The gain is what it took away.",
    "tree.impurity[0] - np.sum(weights * tree.impurity[1:]) → np.sum(weights * tree.impurity[1:])",
)
root_gain.misconception(
    "You multiplied by ln 2, or divided by it. With the entropy criterion scikit-learn's impurities are in bits already.",
    "float(gain) → float(gain) * float(np.log(2))",
)
root_gain.misconception(
    "You multiplied by ln 2, or divided by it. With the entropy criterion scikit-learn's impurities are in bits already.",
    "float(gain) → float(gain) / float(np.log(2))",
)
root_gain.misconception(
    "You grew the whole tree and took the entropy of all its nodes. The first question has two groups: stop at a depth of one.",
    'DecisionTreeClassifier(criterion="entropy", max_depth=1, random_state=0) → '
    'DecisionTreeClassifier(criterion="entropy", random_state=0)',
)


@root_gain.misconception(
    "You took nodes 1 and 2 of a whole tree for the groups of its first question. There the second may lie deeper: look up the "
    "children of the root."
)
def _(X, y):
    tree = DecisionTreeClassifier(criterion="entropy", random_state=0).fit(X, y).tree_
    weights = tree.weighted_n_node_samples / tree.weighted_n_node_samples[0]
    gain = tree.impurity[0] - weights[1] * tree.impurity[1] - weights[2] * tree.impurity[2]
    return int(tree.feature[0]), float(tree.threshold[0]), float(gain)


@root_gain.misconception(
    "That is a question about the column that matters most in the whole tree. The first question is that of the root, node 0."
)
def _(X, y):
    model = DecisionTreeClassifier(criterion="entropy", random_state=0).fit(X, y)
    tree, column = model.tree_, int(np.argmax(model.feature_importances_))
    node = int(np.flatnonzero(tree.feature == column)[0])
    sides = [tree.children_left[node], tree.children_right[node]]
    weights = tree.weighted_n_node_samples[sides] / tree.weighted_n_node_samples[node]
    gain = tree.impurity[node] - np.sum(weights * tree.impurity[sides])
    return column, float(tree.threshold[node]), float(gain)


root_gain.misconception(
    "You added the entropies of both groups. Each applies to its own share of the rows only.",
    "weights * tree.impurity[1:] → tree.impurity[1:]",
)
root_gain.hints(
    "A tree of depth one asks a single question. Which criterion makes its impurity an entropy?",
    "After `fit`, `tree_.feature[0]` and `tree_.threshold[0]` are the question; node 0 is the root, 1 and 2 are the groups.",
    'With `criterion="entropy"` and `max_depth=1`: `impurity[0]` minus the sum of `impurity[1:]` weighted by '
    "`weighted_n_node_samples[1:] / weighted_n_node_samples[0]`.",
)
root_gain.explain(
    "Entropy before, less the mean entropy after, is H(Y) − H(Y | answer), the mutual information of answer and label. The tree "
    "tries every threshold of every column and keeps the largest."
)
root_gain.equivalent(
    "0 → 1",
    "DecisionTreeClassifier(criterion='entropy', max_depth=1, random_state=0) → "
    "DecisionTreeClassifier(criterion='entropy', max_depth=1)",
    because="one question has the largest gain, so the order in which columns are tried does not matter",
)
root_gain.equivalent("int(tree.feature[0]) → tree.feature[0]", because="a NumPy integer compares equal to Python's")

# -- pair_information --------------------------------------------------------------------------------------------------


@reference
def pair_information(words, least):
    n, single = len(words), Counter(words)
    pairs = Counter(zip(words[:-1], words[1:], strict=True))
    return {
        f"{a} {b}": float(np.log2(count / (n - 1) / (single[a] * single[b] / n**2)))
        for (a, b), count in pairs.items()
        if count >= least
    }


pair_information.example(words=["new", "york", "is", "new", "york"], least=1)
pair_information.example(words=["new", "york", "is", "new", "york"], least=2)


@pair_information.cases(n=12)
def _(rng, i):
    names = ["sea", "whale", "white", "ship", "old"][: 2 + i % 4]
    words = [
        names[k] for k in rng.choice(len(names), size=rng.integers(4, 30), p=rng.dirichlet(np.full(len(names), 2.0)))
    ]
    return {"words": words, "least": int(rng.integers(1, 4))}


@pair_information.cases(n=3)
def _(rng, i):
    # Two words, one word again and again, and a limit that nothing reaches.
    return [
        {"words": ["call", "me"], "least": 1},
        {"words": ["ha", "ha", "ha", "ha"], "least": 2},
        {"words": ["the", "sea", "the"], "least": 5},
    ][i]


@pair_information.alternative
def _(words, least):
    # Counted in a loop; logarithms are added.
    single, pairs = {}, {}
    for word in words:
        single[word] = single.get(word, 0) + 1
    for i in range(1, len(words)):
        key = words[i - 1], words[i]
        pairs[key] = pairs.get(key, 0) + 1
    n, found = len(words), {}
    for (a, b), count in sorted(pairs.items()):
        if count < least:
            continue
        together = np.log2(count) - np.log2(n - 1)
        found[a + " " + b] = float(together - np.log2(single[a]) - np.log2(single[b]) + 2 * np.log2(n))
    return found


pair_information.misconception(
    "You took natural logarithms, which gives nats. Asked for are bits.",
    "np.log2(count / (n - 1) / (single[a] * single[b] / n**2)) → np.log(count / (n - 1) / (single[a] * single[b] / n**2))",
)
pair_information.misconception(
    "You divided the pairs by the number of words. A text of n words has n − 1 pairs of neighbours.",
    "n - 1 → n",
)
pair_information.misconception(
    "You left out pairs that occur exactly as often as the limit. “At least” includes it.",
    "count >= least → count > least",
)
pair_information.misconception(
    "You divided by the share of the first word only: that is how likely the second is after it. Independence is the product "
    "of both shares.",
    "single[a] * single[b] / n**2 → single[a] / n",
)
pair_information.misconception(
    "You weighted each value by the share of its pair. That is the pair's part of the mutual information; pointwise there is no "
    "weight.",
    "np.log2(count / (n - 1) / (single[a] * single[b] / n**2)) → "
    "count / (n - 1) * np.log2(count / (n - 1) / (single[a] * single[b] / n**2))",
)
pair_information.misconception(
    "You returned the ratio. The information is its logarithm.",
    "np.log2(count / (n - 1) / (single[a] * single[b] / n**2)) → count / (n - 1) / (single[a] * single[b] / n**2)",
)
pair_information.misconception(
    "Negative values are cut off in your dict. Pairs that are rarer than by chance belong in it too.",
    "float(np.log2(count / (n - 1) / (single[a] * single[b] / n**2))) → "
    "max(float(np.log2(count / (n - 1) / (single[a] * single[b] / n**2))), 0.0)",
)
pair_information.misconception(
    "You took every second pair only. Neighbours overlap: a word is the second of one pair and the first of the next.",
    "zip(words[:-1], words[1:], strict=True) → zip(words[:-1:2], words[1::2], strict=True)",
)


@pair_information.misconception(
    "You counted a pair in both orders together. The order matters here: “white whale” is not “whale white”."
)
def _(words, least):
    n, single = len(words), Counter(words)
    pairs = Counter(tuple(sorted(pair)) for pair in zip(words[:-1], words[1:], strict=True))
    return {
        f"{a} {b}": float(np.log2(count / (n - 1) / (single[a] * single[b] / n**2)))
        for (a, b), count in pairs.items()
        if count >= least
    }


@pair_information.misconception(
    "You dropped the rare pairs before you counted. The limit decides which pairs are returned; the share of each is among all "
    "pairs of neighbours."
)
def _(words, least):
    single = Counter(words)
    pairs = {pair: c for pair, c in Counter(zip(words[:-1], words[1:], strict=True)).items() if c >= least}
    total, n = sum(pairs.values()), len(words)
    return {f"{a} {b}": float(np.log2(c / total / (single[a] * single[b] / n**2))) for (a, b), c in pairs.items()}


pair_information.hints(
    "Three counts are needed for a pair: of it, and of each of its words.",
    "`Counter(words)` and `Counter(zip(words, words[1:]))`. Divide the first by n, the second by n − 1.",
    "`np.log2(count / (n - 1) / (single[a] / n * single[b] / n))` for each pair with `count >= least`.",
)
pair_information.explain(
    "The ratio says how many times as often the pair occurs as it would if its words were thrown in independently. Words that "
    "occur once divide by the smallest shares there are, so a list without a minimum count is led by accidents."
)

pair_information.equivalent(
    "zip(words[:-1], words[1:], strict=True) → zip(words[:-1], words[1:])",
    "True → False",
    because="both have the same length",
)

# -- predict_next ------------------------------------------------------------------------------------------------------

MARGIN = 0.25


@reference(role="open", kept_back=("truth",))
def predict_next(text, contexts, alphabet):
    place = {character: i for i, character in enumerate(alphabet)}
    result = np.full((len(contexts), len(alphabet)), 1 / len(alphabet))
    for order in range(5):
        ends = [context[8 - order :] for context in contexts]
        counts = {end: np.zeros(len(alphabet)) for end in ends}
        for i in range(order, len(text)):
            found = counts.get(text[i - order : i])
            if found is not None:
                found[place[text[i]]] += 1
        for row, end in enumerate(ends):
            followed = counts[end]
            different = np.count_nonzero(followed)
            if different:
                result[row] = (followed + different * result[row]) / (followed.sum() + different)
    return result


@predict_next.probe
def _(candidate, text, contexts, alphabet):
    return np.asarray(candidate(text, list(contexts), alphabet), dtype=float)


def _bits(rows, truth):
    with np.errstate(divide="ignore"):
        return float(np.mean(-np.log2(rows[np.arange(len(truth)), truth])))


_FLAT = "All contexts get the same prediction. What came before has to make a difference."
_ABOVE = "On the next characters your cross-entropy is more than 0.25 bits above that of the reference."


@predict_next.verify
def _(got, expected, inputs):
    if np.shape(got) != np.shape(expected):
        return "There must be one row for each context and one column for each character of the alphabet."
    if np.iscomplexobj(got) or not np.isfinite(got).all() or (got < 0).any():
        return "Probabilities are finite numbers and not negative."
    if not np.allclose(got.sum(axis=1), 1, atol=1e-6):
        return "Some of the rows do not sum to 1."
    if (got <= 0).any():
        return "Some characters have probability zero. One that comes nevertheless costs infinitely much."
    if _bits(got, inputs["truth"]) <= _bits(expected, inputs["truth"]) + MARGIN:
        return None
    if len(got) > 1 and np.ptp(got, axis=0).max() < 1e-12:
        return _FLAT
    return _ABOVE


def _piece(title, start, length, contexts, rng):
    """A piece of a book to learn from, and places further on to be judged at."""
    novels = load_dataset("novels")
    book = novels.loc[novels["title"] == title, "text"].iloc[0]
    text, after = book[start : start + length], book[start + length : start + length + 20_000]
    alphabet = "".join(rng.permutation(sorted(set(text + after))))
    at = np.sort(rng.choice(np.arange(8, len(after)), contexts, replace=False))
    return {
        "text": text,
        "contexts": [after[i - 8 : i] for i in at],
        "alphabet": alphabet,
        "truth": np.array([alphabet.index(after[i]) for i in at]),
    }


predict_next.example(
    text="abababab",
    contexts=["babababa"],
    alphabet="ba",
    truth=np.array([0]),
)


@predict_next.cases(n=3)
def _(rng, i):
    title = ("mobydick", "emma", "persuasion")[i]
    return _piece(title, int(rng.integers(20_000, 300_000)), (16_000, 12_000, 12_000)[i], 600, rng)


@predict_next.alternative
def _(text, contexts, alphabet):
    # A stack of contexts up to three characters, each with four observations as the shorter one predicts them.
    from collections import defaultdict

    place = {character: i for i, character in enumerate(alphabet)}
    k = len(alphabet)
    tables = [defaultdict(lambda: np.zeros(k)) for _ in range(4)]
    for i in range(3, len(text)):
        for order in range(4):
            tables[order][text[i - order : i]][place[text[i]]] += 1
    rows = []
    for context in contexts:
        row = np.full(k, 1 / k)
        for order in range(4):
            seen = tables[order].get(context[8 - order :])
            if seen is not None:
                row = (seen + 4 * row) / (seen.sum() + 4)
        rows.append(row)
    return np.array(rows)


@predict_next.alternative
def _(text, contexts, alphabet):
    # Absolute discounting, up to four characters.
    place = {character: i for i, character in enumerate(alphabet)}
    result = np.full((len(contexts), len(alphabet)), 1 / len(alphabet))
    for order in range(5):
        followed = {}
        for i in range(order, len(text)):
            followed.setdefault(text[i - order : i], []).append(place[text[i]])
        for row, context in enumerate(contexts):
            if context[8 - order :] in followed:
                seen = np.bincount(np.array(followed[context[8 - order :]]), minlength=len(alphabet))
                result[row] = (np.maximum(seen - 0.7, 0) + 0.7 * np.count_nonzero(seen) * result[row]) / seen.sum()
    return result


predict_next.misconception(_FLAT, "range(5) → range(1)")
predict_next.misconception(
    "Only the last character counts in your prediction. Two or three say much more about the next.",
    "range(5) → range(2)",
)


@predict_next.misconception("Some characters have probability zero. One that comes nevertheless costs infinitely much.")
def _(text, contexts, alphabet):
    place = {character: i for i, character in enumerate(alphabet)}
    counts = {context[6:]: np.zeros(len(alphabet)) for context in contexts}
    for i in range(2, len(text)):
        if text[i - 2 : i] in counts:
            counts[text[i - 2 : i]][place[text[i]]] += 1
    rows = np.array([counts[context[6:]] for context in contexts])
    return np.where(
        rows.sum(axis=1, keepdims=True) > 0, rows / np.maximum(rows.sum(axis=1, keepdims=True), 1), 1 / len(alphabet)
    )


predict_next.misconception(
    "Some of the rows do not sum to 1.",
    "(followed + different * result[row]) / (followed.sum() + different) → (followed + 1) / (followed.sum() + 1)",
)


_ADDED = (
    "You added one to every character after every context. With so many characters and so few observations that is most of "
    "what you predict: let the shorter context say how the rest is shared out."
)


def _add_one(order, text, contexts, alphabet):
    place = {character: i for i, character in enumerate(alphabet)}
    counts = {context[8 - order :]: np.ones(len(alphabet)) for context in contexts}
    for i in range(order, len(text)):
        if text[i - order : i] in counts:
            counts[text[i - order : i]][place[text[i]]] += 1
    return np.array([counts[context[8 - order :]] / counts[context[8 - order :]].sum() for context in contexts])


@predict_next.misconception(_ADDED)
def _(text, contexts, alphabet):
    return _add_one(3, text, contexts, alphabet)


@predict_next.misconception(_ADDED)
def _(text, contexts, alphabet):
    return _add_one(4, text, contexts, alphabet)


@predict_next.misconception(_ADDED)
def _(text, contexts, alphabet):
    return _add_one(2, text, contexts, alphabet)


predict_next.misconception(
    "You took the first characters of the context. The last ones stand before the character in question.",
    "context[8 - order:] → context[:order]",
)


@predict_next.misconception(
    "You took the first characters of the context. The last ones stand before the character in question."
)
def _(text, contexts, alphabet):
    return predict_next(text, [context[4:] + context[:4] for context in contexts], alphabet)


@predict_next.misconception(
    "Your columns are not in the order of the alphabet that was given: each column belongs to one of its characters, as they come."
)
def _(text, contexts, alphabet):
    return predict_next(text, contexts, "".join(sorted(alphabet)))


@predict_next.misconception(
    "You let the longest context that occurred decide alone. A few occurrences do not say what else may come: leave a share "
    "to the shorter contexts."
)
def _(text, contexts, alphabet):
    place = {character: i for i, character in enumerate(alphabet)}
    result = np.full((len(contexts), len(alphabet)), 1 / len(alphabet))
    for order in range(5):
        counts = {context[8 - order :]: np.zeros(len(alphabet)) for context in contexts}
        for i in range(order, len(text)):
            if text[i - order : i] in counts:
                counts[text[i - order : i]][place[text[i]]] += 1
        for row, context in enumerate(contexts):
            followed = counts[context[8 - order :]]
            if followed.any():
                result[row] = (followed + 1e-9) / (followed + 1e-9).sum()
    return result


predict_next.misconception(
    "Long contexts alone decide in your prediction. Most of them have never occurred: fall back on shorter ones.",
    "range(5) → range(7, 8)",
)
predict_next.hints(
    "How often did each character follow the last two, in the text? And what if these two never occurred?",
    "Begin with equal shares. For contexts of 0, 1, 2, … characters mix the counts with what you have so far.",
    "`row = (counts + u * row) / (counts.sum() + u)`, where `u` is how many different characters followed, for k = 0 to 4. Weigh "
    "or limit the orders differently to beat it on short texts.",
)
predict_next.explain(
    "A long context knows more and has been seen less. Blending by how much is known of each is the heart of prediction by "
    "partial matching, a strong compressor of text; networks do the same with contexts of thousands of tokens."
)
predict_next.equivalent(
    "range(5) → range(5 - 1)",
    "range(order, len(text)) → range(order, len(text) - 1)",
    because="three characters of context come within the margin, and so does a text without its last character",
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

arithmetic_pays = choice(
    "near 35,800",
    why={
        "for none": "Its message is the shortest of those for single characters. Where has it earned back its longer table?",
        "near 1,100": "There the table of counts still costs more than the fractions of a bit save.",
        "from 98,000 on": "Its message is then shorter than Huffman's, but a fourth code has been ahead of both for long.",
    },
    because="It saves 0.03 bits a character on Huffman's code, and its table costs some 1,100 bits more. Soon after, the pairs "
    "save nearly half a bit a character and have paid for a table of 19,000 bits.",
)
missing_words = choice(
    "third nearest",
    why={
        "nearest of all": "Two novels of Austen come out nearer still: what they lack is more to their advantage.",
        "sixth nearest": "Without the mask's gift it would be further back. What does the mask do with a missing word?",
        "farthest of all": "It should be. What does the mask do with a missing word?",
    },
    because="The mask lets each missing word go free, and may even gain by it, so the book that lacks most looks near.",
)
two_halves = choice(
    "S",
    why={
        "P": "Two books of one author are 0.08 bits apart. Can the halves of one book, each short and by a writer of many rare words, be further apart than that?",
        "Q": "The odd words and the even ones have the same subject and the same chapters: what keeps them apart is chance. Do the halves share the subject as well?",
        "R": "The smallest of the four: here the fewest different words come only once. Austen or Melville?",
    },
    because="Most of it is chance: two samples of one source differ, and the more so the more of their words are rare. Even the odd words are 0.07 bits from the even ones, and Melville uses twice as many different words as Austen does in Emma, whose halves are 0.06 apart.",
)
hump_distance = choice(
    "near 1.6",
    why={
        "near 2.6": "There KL(p ‖ q) is about twice the other.",
        "near 3.6": "There both are above a bit, and KL(p ‖ q) is the larger: q leaves the left hump without a word.",
        "near 4.6": "There KL(p ‖ q) is above three bits. Move the humps together.",
    },
    because="With nearer humps q lies where p is small, and KL(q ‖ p) is the larger; with humps further apart p lies where q is small, and KL(p ‖ q) is.",
)
long_shuffle = choice(
    "0.003 bits",
    why={
        "0.0001 bits": "Sixty times the text does not divide the bias by nearly a thousand.",
        "0.0004 bits": "Even if the bias fell in proportion to the text, it would not fall by two hundred.",
        "0.0015 bits": "A sixtieth it would be if the text had only made the counts larger. What else is there in a longer text?",
    },
    because="A longer text has more different characters, 83 and not 67, and more of their pairs have occurred: the bias grows with "
    "the cells and falls with the length.",
)
first_question = choice(
    "Q",
    why={
        "P": "How many people have a capital gain above 7,055 dollars, and how sure is the answer for those?",
        "R": "How many people have a capital gain above 7,055 dollars, and how sure is the answer for those?",
        "S": "How many people have a capital gain above 7,055 dollars, and how sure is the answer for those?",
    },
    because="It sets apart few people, but 99 in 100 of them have more than 50,000 dollars: 0.086 bits, more than age (0.073), education (0.069) or hours (0.040). A tree with the criterion of entropy asks it first.",
)
