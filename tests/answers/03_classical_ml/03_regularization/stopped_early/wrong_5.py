# MISTAKE: The weights of the ridge penalty that they resemble are returned in place of those of the descent.
# TOLD: You took ridge's share with the penalty n/(ηt). It
@lesson.exercise
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    penalty = len(X) / (rate * steps)
    share = s**2 / (s**2 + penalty)
    return Vt.T @ (share * (U.T @ y) / s), penalty
