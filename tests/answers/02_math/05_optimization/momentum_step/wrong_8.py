# MISTAKE: Puts the learning rate into the velocity, where only the gradient is multiplied by it.
# TOLD: You put the learning rate into the velocity. The
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    velocity = beta * velocity + lr * grad
    return w - velocity, velocity
