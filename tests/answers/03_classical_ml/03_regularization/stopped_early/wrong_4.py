# MISTAKE: The penalty is 1/(rate * steps), that of the loss divided by n.
# TOLD: Your penalty is without the number of rows. Ridge
@lesson.exercise
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = 1 - (1 - rate * s**2 / len(X)) ** steps
    return Vt.T @ (share * (U.T @ y) / s), 1 / (rate * steps)
