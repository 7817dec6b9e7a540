# MISTAKE: takes the weights for probabilities and does not divide by their sum
# TOLD: The weights need not sum to 1: divide the cumulative
@lesson.exercise
def draw_by_inversion(weights: np.ndarray, u: np.ndarray) -> np.ndarray:
    return np.searchsorted(np.cumsum(weights), u, side="right")
