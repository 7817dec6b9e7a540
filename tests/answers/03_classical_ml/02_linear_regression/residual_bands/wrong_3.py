# MISTAKE: An empty band gets NaN instead of 0.
# TOLD: The mean of an empty band is not a number with
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    residual = y - predicted
    rows = []
    for j in range(len(edges) - 1):
        inside = (x >= edges[j]) & (x < edges[j + 1])
        if j == len(edges) - 2:
            inside |= x == edges[-1]
        rows.append([inside.sum(), residual[inside].sum() / inside.sum() if inside.sum() else np.nan])
    return np.array(rows, dtype=float)
