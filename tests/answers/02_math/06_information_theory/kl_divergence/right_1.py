# returns infinity first where q lacks a symbol of p, then sums where p is above zero
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    if np.any((p > 0) & (q == 0)):
        return np.inf
    both = p > 0
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))
