# MISTAKE: Takes the covariance matrix for the Hessian, and so silently centres X, which is to be used as it is.
# TOLD: You centred the columns, as `np.cov` does. Descent runs
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    hessian = np.atleast_2d(np.cov(X, rowvar=False, bias=True))
    return float(2 / np.linalg.eigvalsh(hessian)[-1])
