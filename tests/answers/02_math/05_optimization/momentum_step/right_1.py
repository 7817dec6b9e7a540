# RIGHT: the two formulas as array expressions
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    velocity = beta * velocity + grad
    return w - lr * velocity, velocity
