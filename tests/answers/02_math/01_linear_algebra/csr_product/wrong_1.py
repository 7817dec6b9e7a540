# MISTAKE: Clips the row starts against the IndexError and blanks empty rows, so an empty last row takes the last entry from the row before it.
# TOLD: Where the last row is empty,
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    products = data * x[indices]
    if len(products) == 0:
        return np.zeros(len(indptr) - 1)
    result = np.add.reduceat(products, np.minimum(indptr[:-1], len(products) - 1)).astype(float)
    result[np.diff(indptr) == 0] = 0
    return result
