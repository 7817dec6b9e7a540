# MISTAKE: Subtracts entry by entry and reads the multiple anew after its own entry has become zero.
# TOLD: You work entry by entry and read the multiple again after its own entry has become zero.
@lesson.exercise
def eliminate(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = k + np.argmax(np.abs(rows[k:, k]))
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in range(k + 1, d):
            for j in range(k, d + 1):
                rows[i, j] -= rows[i, k] / rows[k, k] * rows[k, j]
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = (rows[k, d] - rows[k, :d] @ x) / rows[k, k]
    return x
