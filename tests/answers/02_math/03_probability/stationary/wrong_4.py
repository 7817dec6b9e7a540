# MISTAKE: takes the eigenvalue that is largest in absolute value, which may be -1 for a periodic chain
# TOLD: You took the eigenvalue that is largest in absolute
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(P.T)
    vector = vectors[:, np.argmax(np.abs(values))].real
    return vector / vector.sum()
