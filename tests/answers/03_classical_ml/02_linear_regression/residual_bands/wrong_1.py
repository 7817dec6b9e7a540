# MISTAKE: The right end of the last band is left out.
# TOLD: The heaviest row is in no band. The last band holds
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    residual = y - predicted
    result = np.zeros((len(edges) - 1, 2))
    for j in range(len(edges) - 1):
        inside = (x >= edges[j]) & (x < edges[j + 1])
        if inside.any():
            result[j] = inside.sum(), residual[inside].mean()
    return result
