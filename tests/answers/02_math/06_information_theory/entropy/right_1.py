# masks the zeros and takes minus the sum of p log2 p with numpy
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    p = counts / counts.sum()
    p = p[p > 0]
    return float(-np.sum(p * np.log2(p))) + 0.0
