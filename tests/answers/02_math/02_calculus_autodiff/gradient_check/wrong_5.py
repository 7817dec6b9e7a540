# MISTAKE: Divides by the norms of the whole arrays instead of entry by entry.
# TOLD: You divided all entries by one size, that of the whole
@lesson.exercise
def gradient_check(f, claimed: np.ndarray, x: np.ndarray) -> np.ndarray:
    d = numerical_gradient(f, x)
    size = np.linalg.norm(claimed) + np.linalg.norm(d)
    if size < 1e-8:
        return np.zeros(x.shape)
    return np.abs(claimed - d) / size
