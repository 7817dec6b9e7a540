# MISTAKE: adds up (rows - 1) * np.cov of each group, which is nan for a group of one row
# TOLD: A group of one row gives NaN in your sum, because
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    labels = np.unique(group)
    total = np.zeros((X.shape[1], X.shape[1]))
    for label in labels:
        rows = X[group == label]
        total += (len(rows) - 1) * np.cov(rows.T)
    return total / (len(X) - len(labels))
