# MISTAKE: keeps the mask and rescales both distributions on the common symbols instead of returning infinity.
# TOLD: You rescaled what is shared to sum to one. That is the
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    both = (p > 0) & (q > 0)
    if not both.any():
        return np.inf
    a, b = p[both] / p[both].sum(), q[both] / q[both].sum()
    return float(max(np.sum(a * np.log2(a / b)), 0.0))
