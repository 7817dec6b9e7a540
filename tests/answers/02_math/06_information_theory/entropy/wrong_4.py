# MISTAKE: divides by the logarithm of the number of symbols, which makes a normalised entropy and not bits.
# TOLD: You divided the entropy by its largest possible value.
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = counts[counts > 0] / counts.sum()
    if len(p) == 1:
        return 0.0
    return float(-np.sum(p * np.log2(p)) / np.log2(len(p)))
