# RIGHT: sparse system: a smooth trend by second differences plus wave columns, all unknown at once
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    n = len(values)
    t = np.arange(n)
    known = ~np.isnan(values)
    most = max(1, min(4, int((period - 1) // 2)))
    angles = 2 * np.pi * np.outer(t, np.arange(1, most + 1)) / period
    H = sparse.csr_array(np.hstack([np.cos(angles), np.sin(angles)]))
    M = sparse.hstack([sparse.eye_array(n), H]).tocsr()[np.flatnonzero(known)]
    second = sparse.diags_array([np.ones(n - 2), -2 * np.ones(n - 2), np.ones(n - 2)], offsets=[0, 1, 2], shape=(n - 2, n))
    strength = (period / 4) ** 4
    penalty = sparse.block_diag([strength * second.T @ second, 1e-6 * sparse.eye_array(2 * most)])
    solution = spsolve((M.T @ M + penalty).tocsc(), M.T @ values[known])
    curve = solution[:n] + H @ solution[n:]
    return np.where(known, values, curve)
