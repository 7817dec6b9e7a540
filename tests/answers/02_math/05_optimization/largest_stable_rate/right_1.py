# RIGHT: eigenvalues of the Hessian by eigvalsh
@lesson.exercise
def largest_stable_rate(X: np.ndarray) -> float:
    hessian = X.T @ X / len(X)
    return float(2 / np.linalg.eigvalsh(hessian)[-1])
