# MISTAKE: Uses one absolute tolerance for slopes of any size.
# TOLD: You judge by an absolute tolerance. A slope of 100,000
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    low, high = np.minimum(left, right), np.maximum(left, right)
    near = np.clip(claimed, low, high)
    return [int(k) for k in np.flatnonzero((np.abs(claimed - near) > 1e-3).any(axis=0))]
