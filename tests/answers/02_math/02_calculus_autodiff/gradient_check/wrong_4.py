# MISTAKE: Gives 0 when either of the two is tiny, which hides a claim of zero for a real slope.
# TOLD: You gave 0 where one of the two is tiny. A claim of zero
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    tiny = (np.abs(claimed) < 1e-8) | (np.abs(d) < 1e-8)
    size = np.abs(claimed) + np.abs(d)
    return np.where(tiny, 0.0, np.abs(claimed - d) / np.maximum(size, 1e-8))
