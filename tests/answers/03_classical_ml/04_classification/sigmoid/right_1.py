# RIGHT: one exponential of minus the absolute value, both forms from it
@lesson.exercise
def sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
