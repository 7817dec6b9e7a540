# RIGHT: in place on a copy, with buffers and out=
@lesson.exercise
def power_iteration(A: np.ndarray, start: np.ndarray, steps: int) -> tuple[float, np.ndarray]:
    v = np.array(start, dtype=float)
    v /= linalg.norm(v)
    matrix = np.asarray(A, dtype=float)
    moved = np.empty_like(v)
    for _ in range(steps):
        np.matmul(matrix, v, out=moved)
        np.divide(moved, linalg.norm(moved), out=v)
    return np.dot(v, matrix @ v).item(), v
