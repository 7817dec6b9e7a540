# RIGHT: a loop over coordinates into two arrays made beforehand
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    new_w, new_velocity = np.empty(len(w)), np.empty(len(w))
    for i in range(len(w)):
        new_velocity[i] = beta * velocity[i] + grad[i]
        new_w[i] = w[i] - lr * new_velocity[i]
    return new_w, new_velocity
