# MISTAKE: subtracts the means in place and so changes the caller's X
# TOLD: The result is right, but the call changed its argument
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    labels = np.unique(group)
    for label in labels:
        X[group == label] -= X[group == label].mean(axis=0)
    return X.T @ X / (len(X) - len(labels))
