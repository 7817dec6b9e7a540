# RIGHT: the left eigenvector whose eigenvalue is nearest to 1
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(P.T)
    vector = vectors[:, np.argmin(np.abs(values - 1))].real
    return vector / vector.sum()
