# MISTAKE: Judges a column by its mean error over the points, so a formula wrong at one point only is missed.
# TOLD: You averaged the errors over the points. A formula that
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    low, high = np.minimum(left, right), np.maximum(left, right)
    near = np.clip(claimed, low, high)
    relative = np.abs(claimed - near) / (np.abs(near) + 1e-3)
    return [int(k) for k in np.flatnonzero(relative.mean(axis=0) > 5e-3)]
