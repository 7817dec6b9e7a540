# MISTAKE: zero counts are not left out, so 0 * log 0 makes nan.
# TOLD: You left the zeros in, and 0 times an infinite
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = counts / counts.sum()
    return float(-np.sum(p * np.log2(p)))
