# MISTAKE: normalises before the cumsum, whose last entry may round to below 1, so that a large u gives k
# TOLD: You divided the weights first and summed them
@lesson.exercise
def draw_by_inversion(weights: np.ndarray, u: np.ndarray) -> np.ndarray:
    return np.searchsorted(np.cumsum(weights / weights.sum()), u, side="right")
