# RIGHT: as one linear map of the stacked state (w, velocity, gradient)
@lesson.exercise
def momentum_step(
    w: np.ndarray, velocity: np.ndarray, grad: np.ndarray, lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    step = np.array([[1.0, -lr * beta, -lr], [0.0, beta, 1.0]])
    result = step @ np.stack([w, velocity, grad])
    return result[0].copy(), result[1].copy()
