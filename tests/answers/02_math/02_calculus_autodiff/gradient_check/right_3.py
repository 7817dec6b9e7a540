# np.vectorize over pairs of claim and difference
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    def one(c, d):
        size = abs(c) + abs(d)
        return 0.0 if size < 1e-8 else abs(c - d) / size

    return np.vectorize(one, otypes=[float])(claimed, numerical_gradient(f, x))
