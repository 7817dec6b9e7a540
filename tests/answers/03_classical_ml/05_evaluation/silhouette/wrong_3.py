# MISTAKE: Distances to the centres of the clusters stand in for mean distances to their members.
# TOLD: You measured distances to the centres of the clusters.
@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    names = np.unique(labels)
    centres = np.array([X[labels == name].mean(axis=0) for name in names])
    distances = np.linalg.norm(X[:, None, :] - centres[None, :, :], axis=2)
    result = np.zeros(len(X))
    for i, own in enumerate(labels):
        if (labels == own).sum() == 1:
            continue
        a = distances[i, names == own][0]
        b = distances[i, names != own].min()
        result[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return result
