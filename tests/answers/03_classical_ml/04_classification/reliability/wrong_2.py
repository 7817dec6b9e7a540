# MISTAKE: bins with equally many rows in place of equal width
# TOLD: You cut by rank, so that each bin holds as many rows. Asked for
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    edges = np.quantile(p, np.linspace(0, 1, bins + 1))
    which = np.searchsorted(edges[1:-1], p, side="left")
    rows = [[p[which == k].mean(), y[which == k].mean(), (which == k).sum()] for k in np.unique(which)]
    return np.array(rows, dtype=float)
