# MISTAKE: floor(p · bins): a value on an edge goes to the upper bin
# TOLD: A value on an edge went into the upper bin. Here it belongs to
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    which = np.minimum((p * bins).astype(int), bins - 1)
    rows = [[p[which == k].mean(), y[which == k].mean(), (which == k).sum()] for k in np.unique(which)]
    return np.array(rows, dtype=float)
