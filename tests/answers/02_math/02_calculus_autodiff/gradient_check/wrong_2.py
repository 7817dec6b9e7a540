# MISTAKE: Divides by the size of the difference alone, so the values can exceed 1.
# TOLD: You divided by the difference alone. A claim where the
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    size = np.abs(claimed) + np.abs(d)
    safe = np.where(np.abs(d) > 0, np.abs(d), 1)
    return np.where(size < 1e-8, 0.0, np.abs(claimed - d) / safe)
