# RIGHT: the loop of the lesson, filled in
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        if not mates.any():
            continue
        a = distances[i, mates].mean()
        b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result
