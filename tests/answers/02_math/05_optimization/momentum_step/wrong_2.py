# MISTAKE: Moves along the old velocity and updates it only afterwards.
# TOLD: You moved with the old velocity. First bring the
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    new_w = w - lr * velocity
    return new_w, beta * velocity + grad
