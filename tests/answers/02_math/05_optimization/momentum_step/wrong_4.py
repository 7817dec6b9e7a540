# MISTAKE: Takes Nesterov's look-ahead step, in place of plain momentum.
# TOLD: You took the gradient twice, as Nesterov's method does.
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    velocity = beta * velocity + grad
    return w - lr * (grad + beta * velocity), velocity
