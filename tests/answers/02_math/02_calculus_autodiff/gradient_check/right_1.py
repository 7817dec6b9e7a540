# numerical_gradient and np.divide with where
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    size = np.abs(claimed) + np.abs(d)
    return np.divide(np.abs(claimed - d), size, out=np.zeros(x.shape), where=size >= 1e-8)
