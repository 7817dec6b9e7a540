# RIGHT: broadcasting of float copies
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    difference = queries.astype(np.float64)[:, None] - references
    return (difference**2).sum(axis=2)
