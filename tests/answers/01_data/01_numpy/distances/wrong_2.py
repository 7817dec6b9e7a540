# MISTAKE: Takes the root, though the squared distance is asked for.
# TOLD: You took the root. Squared distances are asked for.
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    return np.linalg.norm(queries[:, None].astype(float) - references.astype(float), axis=2)
