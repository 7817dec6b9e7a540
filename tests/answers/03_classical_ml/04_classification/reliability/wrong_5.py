# MISTAKE: every bin is open below, the first too, so predictions of exactly 0 are lost
# TOLD: Rows with a prediction of 0 are missing. They belong to the
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    edges = np.linspace(0, 1, bins + 1)
    rows = []
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (p > low) & (p <= high)
        if inside.any():
            rows.append([p[inside].mean(), y[inside].mean(), inside.sum()])
    return np.array(rows, dtype=float).reshape(-1, 3)
