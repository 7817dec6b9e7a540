# RIGHT: exp of minus log(1 + exp(-z)), the latter by logaddexp
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    z = np.asarray(z, dtype=float)
    return np.exp(-np.logaddexp(0.0, -z))
