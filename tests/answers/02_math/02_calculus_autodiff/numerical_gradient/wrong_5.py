# MISTAKE: Moves all entries at once, which gives the sum of the slopes in each entry.
# TOLD: You moved all entries at once. A partial derivative moves
@lesson.exercise
def numerical_gradient(f, x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(x.shape, slope)
