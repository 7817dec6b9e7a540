# MISTAKE: divides by n - 1 instead of n - g, because np.cov does it so
# TOLD: You divided by n − 1. With g groups g means are
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    centred = np.empty_like(X)
    for label in np.unique(group):
        rows = group == label
        centred[rows] = X[rows] - X[rows].mean(axis=0)
    return centred.T @ centred / (len(X) - 1)
