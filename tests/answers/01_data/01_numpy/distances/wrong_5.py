# MISTAKE: Widens uint8 to int32 and returns the sum as an integer array instead of float64.
# TOLD: The values are right, but of uint8 you make whole numbers.
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    if queries.dtype == np.uint8:
        queries, references = queries.astype(np.int32), references.astype(np.int32)
    return ((queries[:, None] - references) ** 2).sum(axis=2)
