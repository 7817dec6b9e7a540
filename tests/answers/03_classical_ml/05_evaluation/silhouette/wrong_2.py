# MISTAKE: b is the mean distance to all points of other clusters, not to those of the nearest one.
# TOLD: b is the mean distance to the *nearest* other
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        if not mates.any():
            continue
        a = distances[i, mates].mean()
        b = distances[i, labels != own].mean()
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result
