# MISTAKE: Returns the absolute error.
# TOLD: Those are absolute errors. Divide by the size of the two,
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    return np.abs(claimed - d)
