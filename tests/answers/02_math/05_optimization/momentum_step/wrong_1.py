# MISTAKE: Averages instead of summing, with 1 − β before the gradient, as Adam does and SGD does not.
# TOLD: You weighted the gradient by 1 − β. That
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    velocity = beta * velocity + (1 - beta) * grad
    return w - lr * velocity, velocity
