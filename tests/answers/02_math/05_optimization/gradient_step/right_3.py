# RIGHT: a copy that is changed in place, so that the input stays as it was
@lesson.exercise
def gradient_step(w: np.ndarray, grad: np.ndarray, lr: float) -> np.ndarray:
    arrived = np.array(w, dtype=float)
    np.subtract(arrived, np.multiply(grad, lr), out=arrived)
    return arrived
