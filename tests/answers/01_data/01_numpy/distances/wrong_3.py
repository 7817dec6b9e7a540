# MISTAKE: Widens to int64 for the sake of uint8, which truncates float inputs.
# TOLD: You widened to whole numbers, which cuts off what stands behind the point of a float.
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    a, b = queries.astype(np.int64), references.astype(np.int64)
    return ((a[:, None] - b) ** 2).sum(axis=2).astype(float)
