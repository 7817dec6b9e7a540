# MISTAKE: the running maximum: it never falls, but it is not the closest
# TOLD: You took the largest value so far. That never falls either, but
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    return np.maximum.accumulate(sums / count)[inverse]
