# MISTAKE: natural logarithm.
# TOLD: You took natural logarithms, which gives nats. Asked
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single, pairs = Counter(words), Counter(zip(words, words[1:]))
    return {
        f"{a} {b}": float(np.log((c / (n - 1)) / (single[a] / n * (single[b] / n))))
        for (a, b), c in pairs.items()
        if c >= least
    }
