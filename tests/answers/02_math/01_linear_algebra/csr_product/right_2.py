# RIGHT: plain loop over the rows, a dot product each
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    result = np.zeros(len(indptr) - 1)
    for i in range(len(result)):
        row = slice(indptr[i], indptr[i + 1])
        result[i] = data[row] @ x[indices[row]]
    return result
