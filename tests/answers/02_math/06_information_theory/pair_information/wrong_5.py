# MISTAKE: weights each value by the share of the pair, which is the pair's part of the mutual information.
# TOLD: You weighted each value by the share of its pair. That
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single, pairs = Counter(words), Counter(zip(words, words[1:]))
    return {
        f"{a} {b}": float(c / (n - 1) * np.log2((c / (n - 1)) / (single[a] / n * (single[b] / n))))
        for (a, b), c in pairs.items()
        if c >= least
    }
