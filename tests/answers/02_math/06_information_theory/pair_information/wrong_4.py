# MISTAKE: removes rare pairs before the shares are taken, so the pairs are divided by the number of those that are left.
# TOLD: You dropped the rare pairs before you counted. The
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    n = len(words)
    single = Counter(words)
    pairs = {pair: c for pair, c in Counter(zip(words, words[1:])).items() if c >= least}
    total = sum(pairs.values())
    return {
        f"{a} {b}": float(np.log2((c / total) / (single[a] / n * (single[b] / n)))) for (a, b), c in pairs.items()
    }
