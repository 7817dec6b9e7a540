# MISTAKE: the middle of the bin in place of the mean prediction in it
# TOLD: You give the middle of the bin in the place of the mean
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    edges = np.linspace(0, 1, bins + 1)
    which = np.searchsorted(edges[1:-1], p, side="left")
    rows = [[(edges[k] + edges[k + 1]) / 2, y[which == k].mean(), (which == k).sum()] for k in np.unique(which)]
    return np.array(rows, dtype=float)
