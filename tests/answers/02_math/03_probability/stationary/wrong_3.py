# MISTAKE: returns the eigenvector with length 1 instead of sum 1
# TOLD: Your vector has length 1 as eigenvectors do, perhaps
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(P.T)
    return np.abs(vectors[:, np.argmin(np.abs(values - 1))].real)
