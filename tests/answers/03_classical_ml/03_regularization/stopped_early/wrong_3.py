# MISTAKE: The weights stay in the coordinates of the singular directions; they are not turned back by V.
# TOLD: Your weights are still those along the singular directions.
@lesson.exercise
def stopped_early(X, y, rate, steps):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    share = 1 - (1 - rate * s**2 / len(X)) ** steps
    return share * (U.T @ y) / s, len(X) / (rate * steps)
