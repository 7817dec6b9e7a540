# a mask for each band
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    residual = y - predicted
    k = len(edges) - 1
    result = np.zeros((k, 2))
    for j in range(k):
        inside = (x >= edges[j]) & (x < edges[j + 1])
        if j == k - 1:
            inside |= x == edges[-1]
        result[j, 0] = inside.sum()
        if inside.any():
            result[j, 1] = residual[inside].mean()
    return result
