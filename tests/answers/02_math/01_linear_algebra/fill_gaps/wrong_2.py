# MISTAKE: Returns the fitted curve everywhere, so measured values are smoothed away.
# TOLD: Measured values have changed.
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    t = np.arange(len(values))
    known = ~np.isnan(values)
    x = 2 * t / (len(t) - 1) - 1
    columns = [x**j for j in range(4)]
    for j in (1, 2):
        columns += [np.cos(2 * np.pi * j * t / period), np.sin(2 * np.pi * j * t / period)]
    M = np.column_stack(columns)
    fitted = M @ qr_fit(M[known], values[known])
    rest = np.interp(t, t[known], (values - fitted)[known])
    return fitted
