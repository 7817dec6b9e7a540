# MISTAKE: counts a pair in either order as the same pair.
# TOLD: You counted a pair in both orders together. The order
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single = Counter(words)
    pairs = Counter(tuple(sorted(pair)) for pair in zip(words, words[1:]))
    return {
        f"{a} {b}": float(np.log2((c / (n - 1)) / (single[a] / n * (single[b] / n))))
        for (a, b), c in pairs.items()
        if c >= least
    }
