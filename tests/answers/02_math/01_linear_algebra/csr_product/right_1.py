# RIGHT: reduceat over the rows that are not empty
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    result = np.zeros(len(indptr) - 1)
    filled = np.diff(indptr) > 0
    if filled.any():
        result[filled] = np.add.reduceat(data * x[indices], indptr[:-1][filled])
    return result
