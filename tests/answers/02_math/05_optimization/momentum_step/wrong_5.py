# MISTAKE: Updates the velocity in place, so the caller's array changes and no new one is returned.
# TOLD: The result is right, but the call changed its
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    velocity *= beta
    velocity += grad
    return w - lr * velocity, velocity
