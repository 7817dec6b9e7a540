# two Counters and a dict comprehension
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single, pairs = Counter(words), Counter(zip(words, words[1:]))
    return {
        f"{a} {b}": float(np.log2((c / (n - 1)) / (single[a] / n * (single[b] / n))))
        for (a, b), c in pairs.items()
        if c >= least
    }
