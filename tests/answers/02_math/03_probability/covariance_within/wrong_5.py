# MISTAKE: averages the covariances of the groups without weighting them by their size
# TOLD: You averaged the covariances of the groups as if all
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    matrices = []
    for label in np.unique(group):
        rows = X[group == label]
        if len(rows) > 1:
            centred = rows - rows.mean(axis=0)
            matrices.append(centred.T @ centred / (len(rows) - 1))
    return np.mean(matrices, axis=0)
