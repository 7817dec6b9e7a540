# mean of two calls of kl_divergence from the average
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    m = (p + q) / 2
    return min((kl_divergence(p, m) + kl_divergence(q, m)) / 2, 1.0)
