# MISTAKE: Takes for granted that the left slope is the smaller one, which fails at kinks such as -|x|.
# TOLD: You took the left slope for the lower one. At a kink that
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    slack = lambda s: np.maximum(5e-3 * np.abs(s), 5e-6)
    bad = (claimed < left - slack(left)) | (claimed > right + slack(right))
    return [int(k) for k in np.flatnonzero(bad.any(axis=0))]
