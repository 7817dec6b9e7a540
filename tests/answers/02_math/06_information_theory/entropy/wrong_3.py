# MISTAKE: adds one to every count to get around log 0, which changes the distribution.
# TOLD: You added one to every count. That makes another
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = (counts + 1) / (counts + 1).sum()
    return float(-np.sum(p * np.log2(p)))
