# MISTAKE: The point itself, at distance 0, is counted among its mates, which makes a too small.
# TOLD: The point itself is among its mates, with distance
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        if (labels == own).sum() == 1:
            continue
        a = distances[i, labels == own].mean()
        b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result
