# MISTAKE: the test for infinity looks the wrong way round, at symbols that q has and p lacks.
# TOLD: You return infinity where p is zero and q is not. Such
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    if np.any((p == 0) & (q > 0)):
        return np.inf
    both = (p > 0) & (q > 0)
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))
