# MISTAKE: Puts the new axis into the wrong array, so the result is (m, n).
# TOLD: Your matrix lies on its side:
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    return ((queries.astype(float) - references.astype(float)[:, None]) ** 2).sum(axis=-1)
