# MISTAKE: Forgets to add k to the position that argmax gives within the slice.
# TOLD: The place that you found counts from row k,
@lesson.exercise
def eliminate(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = np.argmax(np.abs(rows[k:, k]))
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in range(k + 1, d):
            rows[i] = rows[i] - rows[i, k] / rows[k, k] * rows[k]
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = (rows[k, d] - rows[k, :d] @ x) / rows[k, k]
    return x
