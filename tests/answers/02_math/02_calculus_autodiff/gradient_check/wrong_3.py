# MISTAKE: Takes |c + d| as the size, so a wrong sign divides by nearly zero.
# TOLD: You divided by |c + d|. Where the signs differ that is
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    size = np.abs(claimed + d)
    return np.where(size < 1e-8, 0.0, np.abs(claimed - d) / np.maximum(size, 1e-8))
