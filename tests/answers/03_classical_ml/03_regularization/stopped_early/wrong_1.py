# MISTAKE: The curvature lacks the 1/n.
# TOLD: You left out the number of rows: the loss
@lesson.exercise
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = 1 - (1 - rate * s**2) ** steps
    return Vt.T @ (share * (U.T @ y) / s), len(y) / (rate * steps)
