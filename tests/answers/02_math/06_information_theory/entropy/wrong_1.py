# MISTAKE: natural logarithm, so the result is in nats.
# TOLD: You took natural logarithms, which gives nats. The
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = counts / counts.sum()
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)))
