# RIGHT: Gram matrix entry by entry in loops, explicit inverse, projection as a sum over columns
@lesson.exercise
def project(A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    d = A.shape[1]
    gram = np.array([[sum(A[:, i] * A[:, j]) for j in range(d)] for i in range(d)], dtype=float)
    moments = np.array([sum(A[:, i] * b) for i in range(d)], dtype=float)
    coefficients = np.linalg.inv(gram) @ moments
    projection = np.zeros(len(b))
    for i, c in enumerate(coefficients):
        projection += c * A[:, i]
    return coefficients, projection
