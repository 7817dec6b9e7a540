# MISTAKE: A point alone in its cluster gets a = 0 and so the best value 1, where it should have 0.
# TOLD: The results are exactly those of a solution in
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    distances = np.linalg.norm(X[:, None, :] - X[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(X)) != i)
        a = distances[i, mates].mean() if mates.any() else 0.0
        b = min(distances[i, labels == other].mean() for other in np.unique(labels) if other != own)
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result
