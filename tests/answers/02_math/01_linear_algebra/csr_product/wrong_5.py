# MISTAKE: Makes the result as long as x, right only for square matrices.
# TOLD: Your result is as long as x.
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    result = np.zeros_like(x, dtype=float)
    for i in range(len(indptr) - 1):
        for j in range(indptr[i], indptr[i + 1]):
            result[i] += data[j] * x[indices[j]]
    return result
