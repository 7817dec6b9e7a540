# RIGHT: a loop over the d columns that adds up outer differences in place
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    total = np.zeros((len(queries), len(references)))
    for a, b in zip(queries.T.astype(float), references.T.astype(float), strict=True):
        total += np.subtract.outer(a, b) ** 2
    return total
