# the mask alone: the infinite case divides by zero, and NumPy warns
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    some = p > 0
    return float(max(np.sum(p[some] * np.log2(p[some] / q[some])), 0.0))
