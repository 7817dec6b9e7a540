# RIGHT: a loop over the groups that adds up scatter matrices
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    labels = np.unique(group)
    total = np.zeros((X.shape[1], X.shape[1]))
    for label in labels:
        rows = X[group == label]
        centred = rows - rows.mean(axis=0)
        total += centred.T @ centred
    return total / (len(X) - len(labels))
