# MISTAKE: assumes that the groups are numbered 0, 1, ..., g - 1 without a gap
# TOLD: You took the groups for 0, 1, 2 and so on without a
@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    g = int(group.max()) + 1
    total = np.zeros((X.shape[1], X.shape[1]))
    for label in range(g):
        rows = X[group == label]
        if len(rows):
            centred = rows - rows.mean(axis=0)
            total += centred.T @ centred
    return total / (len(X) - g)
