# RIGHT: columns for a cubic trend and waves, fitted by QR, and straight lines through what the fit leaves
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    n = len(values)
    t = np.arange(n)
    known = ~np.isnan(values)
    degree = int(np.clip(n / (2 * period), 2, 6))
    columns = [np.polynomial.legendre.legval(2 * t / (n - 1) - 1, np.eye(degree + 1)[j]) for j in range(degree + 1)]
    most = int(min(4, (period - 1) // 2, known.sum() // 10))
    for j in range(1, max(most, 1) + 1):
        angle = 2 * np.pi * j * t / period
        columns += [np.cos(angle), np.sin(angle)]
    M = np.column_stack(columns)
    fitted = M @ qr_fit(M[known], values[known])
    rest = (values - fitted)[known]
    k = max(1, int(period // 8))
    smooth = np.convolve(np.pad(rest, k, mode="edge"), np.ones(2 * k + 1) / (2 * k + 1), mode="valid")
    result = values.copy()
    result[~known] = fitted[~known] + np.interp(t[~known], t[known], smooth)
    return result
