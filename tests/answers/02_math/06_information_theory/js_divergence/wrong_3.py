# MISTAKE: adds the two divergences and forgets the half.
# TOLD: You added the two divergences from the average. The
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = (p + q) / 2
    return kl_divergence(p, m) + kl_divergence(q, m)
