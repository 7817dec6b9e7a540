# MISTAKE: Adds an intercept by fitting centred columns and a centred b.
# TOLD: You centred columns and target,
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    means = A.mean(axis=0)
    centred = A - means
    coefficients = np.linalg.lstsq(centred, b - b.mean(), rcond=None)[0]
    return coefficients, b.mean() + centred @ coefficients
