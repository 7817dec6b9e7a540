# RIGHT: kernel ridge regression on blurred pictures of unit length
@lesson.exercise
def read_digits(images: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    def prepare(some):
        flat = blur(some, 3).reshape(len(some), -1)
        return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)

    a, b = prepare(queries), prepare(images)
    kernel = np.exp(6 * (b @ b.T - 1))
    targets = np.eye(10)[labels]
    weights = np.linalg.solve(kernel + 0.01 * np.eye(len(b)), targets)
    return (np.exp(6 * (a @ b.T - 1)) @ weights).argmax(axis=1)
