# RIGHT: cumsum divided by its last entry and searchsorted from the right
@lesson.exercise
def draw_by_inversion(weights: np.ndarray, u: np.ndarray) -> np.ndarray:
    cumulative = np.cumsum(weights, dtype=float)
    cumulative /= cumulative[-1]
    return np.searchsorted(cumulative, u, side="right")
