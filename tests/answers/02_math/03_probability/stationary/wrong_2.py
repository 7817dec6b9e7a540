# MISTAKE: takes the eigenvector of P instead of its transpose, which is constant
# TOLD: You solved P π = π, which always gives equal shares,
@lesson.exercise
def stationary(P: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(P)
    vector = vectors[:, np.argmin(np.abs(values - 1))].real
    return vector / vector.sum()
