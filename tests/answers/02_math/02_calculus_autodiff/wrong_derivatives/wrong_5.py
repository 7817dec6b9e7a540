# MISTAKE: Accepts only the two slopes themselves at a kink, not what lies between them.
# TOLD: You asked for one side to be matched. At a kink a value
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    off = lambda s: np.abs(claimed - s) > np.maximum(5e-3 * np.abs(s), 5e-6)
    bad = off(left) & off(right)
    return [int(k) for k in np.flatnonzero(bad.any(axis=0))]
