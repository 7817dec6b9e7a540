# MISTAKE: takes a row of a high power of P, which never settles for a periodic chain
# TOLD: You multiplied P by itself until it no longer changed.
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    return np.linalg.matrix_power(P, 1000)[0]
