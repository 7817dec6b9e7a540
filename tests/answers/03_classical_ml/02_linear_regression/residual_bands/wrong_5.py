# MISTAKE: Rows outside the edges are counted in the first and the last band.
# TOLD: Rows outside all bands are counted in the nearest
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    k = len(edges) - 1
    band = np.clip(np.digitize(x, edges) - 1, 0, k - 1)
    count = np.bincount(band, minlength=k)
    total = np.bincount(band, weights=y - predicted, minlength=k)
    return np.column_stack([count, total / np.maximum(count, 1)]).astype(float)
