# MISTAKE: returns infinity for any zero of q, also where p is zero too.
# TOLD: You return infinity wherever q has a zero. Where p is
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    if np.any(q == 0):
        return np.inf
    both = p > 0
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))
