# MISTAKE: Widens only in the sum, after the difference and the square have wrapped in uint8.
# TOLD: The differences or their squares have wrapped round:
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    return ((queries[:, None] - references) ** 2).sum(axis=2, dtype=np.float64)
