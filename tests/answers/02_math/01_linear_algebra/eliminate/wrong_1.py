# MISTAKE: Takes the largest entry, not the largest in size, as the pivot.
# TOLD: You look for the largest entry with its sign.
@lesson.exercise
def eliminate(A: np.ndarray, b: np.ndarray) -> np.ndarray:
    rows = np.column_stack([A, b]).astype(float)
    d = len(b)
    for k in range(d):
        pivot = k + np.argmax(rows[k:, k])
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in range(k + 1, d):
            rows[i] = rows[i] - rows[i, k] / rows[k, k] * rows[k]
    x = np.zeros(d)
    for k in reversed(range(d)):
        x[k] = (rows[k, d] - rows[k, :d] @ x) / rows[k, k]
    return x
