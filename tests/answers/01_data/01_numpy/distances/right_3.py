# RIGHT: a loop over queries with einsum, result preallocated
@lesson.exercise
def distances(queries: np.ndarray, references: np.ndarray) -> np.ndarray:
    known_rows = references.astype(float)
    result = np.empty((len(queries), len(references)))
    for row, query in zip(result, queries.astype(float), strict=True):
        gap = known_rows - query
        np.einsum("jk,jk->j", gap, gap, out=row)
    return result
