# MISTAKE: adds a tiny constant to q, so that the infinite case comes out finite.
# TOLD: You put a tiny number in the place of zero. The result
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    both = p > 0
    return float(max(np.sum(p[both] * np.log2(p[both] / (q[both] + 1e-12))), 0.0))
