# RIGHT: one point on the constraint, then an unconstrained minimum in its null space; multipliers by least squares
@lesson.exercise
def constrained_minimum(A: np.ndarray, b: np.ndarray, C: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    particular = np.linalg.lstsq(C, d, rcond=None)[0]
    basis = np.linalg.svd(C)[2][len(C) :].T
    inside = np.linalg.solve(basis.T @ A @ basis, basis.T @ (b - A @ particular))
    w = particular + basis @ inside
    multipliers = np.linalg.lstsq(C.T, b - A @ w, rcond=None)[0]
    return w, multipliers
