# RIGHT: row number of each entry by repeat, sums by bincount
@lesson.exercise
def csr_product(data: np.ndarray, indices: np.ndarray, indptr: np.ndarray, x: np.ndarray) -> np.ndarray:
    rows = len(indptr) - 1
    which = np.repeat(np.arange(rows), np.diff(indptr))
    return np.bincount(which, weights=data * x[indices], minlength=rows)
