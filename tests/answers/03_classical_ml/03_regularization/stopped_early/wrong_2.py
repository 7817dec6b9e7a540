# MISTAKE: What is still missing is used as the share that is kept.
# TOLD: That is the share still to go. What t
@lesson.exercise
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = (1 - rate * s**2 / len(X)) ** steps
    return Vt.T @ (share * (U.T @ y) / s), len(X) / (rate * steps)
