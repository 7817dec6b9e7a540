# RIGHT: max(m, 0) + log1p(exp(-|m|))
@lesson.exercise
def logistic_loss(z: np.ndarray, y: np.ndarray) -> float:
    m = z * (1.0 - 2.0 * y)
    return float(np.mean(np.maximum(m, 0) + np.log1p(np.exp(-np.abs(m)))))
