# MISTAKE: Fills a dense row by assignment, so of a column that comes twice only the last entry counts.
# TOLD: Where a column comes twice in a row you kept only the last entry.
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    result = np.zeros(len(indptr) - 1)
    for i in range(len(result)):
        row = np.zeros(len(x))
        row[indices[indptr[i] : indptr[i + 1]]] = data[indptr[i] : indptr[i + 1]]
        result[i] = row @ x
    return result
