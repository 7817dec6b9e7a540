# MISTAKE: Forgets the division by n, although the loss is a mean.
# TOLD: The Hessian of the *mean* loss is XᵀX /
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    return float(2 / np.linalg.eigvalsh(X.T @ X).max())
