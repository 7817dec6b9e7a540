# MISTAKE: keeps only pairs that occur more often than least.
# TOLD: You left out pairs that occur exactly as often as the
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single, pairs = Counter(words), Counter(zip(words, words[1:]))
    return {
        f"{a} {b}": float(np.log2((c / (n - 1)) / (single[a] / n * (single[b] / n))))
        for (a, b), c in pairs.items()
        if c > least
    }
