# scipy.special.huber
@lesson.exercise
def huber_loss(residuals: np.ndarray, delta: float) -> float:
    from scipy.special import huber

    return float(np.mean(huber(delta, residuals)))
