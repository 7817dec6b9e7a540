# RIGHT: loop over the bins, each open below and closed above, the first closed
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    edges = np.linspace(0, 1, bins + 1)
    rows = []
    for k in range(bins):
        inside = (p > edges[k]) & (p <= edges[k + 1])
        if k == 0:
            inside |= p == 0
        if inside.any():
            rows.append((float(p[inside].mean()), float(np.mean(y[inside])), float(inside.sum())))
    return np.array(rows)
