# RIGHT: Gaussian process: covariance of a slow trend plus a periodic one plus noise
@lesson.exercise
def fill_gaps(values: np.ndarray, period: float) -> np.ndarray:
    n = len(values)
    t = np.arange(n) / period
    known = ~np.isnan(values)
    lag = t[:, None] - t[known][None, :]
    kernel = 4.0 * np.exp(-0.5 * (lag / 2) ** 2) + 0.2 * np.exp(-0.5 * (lag / 0.5) ** 2)
    kernel += np.exp(-2 * np.sin(np.pi * lag) ** 2) * np.exp(-0.5 * (lag / 20) ** 2)
    line = np.polyfit(t[known], values[known], 2)
    rest = values[known] - np.polyval(line, t[known])
    inside = kernel[known] + 0.02 * np.eye(known.sum())
    weights = linalg.solve(inside, rest / rest.std(), assume_a="pos")
    guess = np.polyval(line, t) + rest.std() * (kernel @ weights)
    result = values.copy()
    result[~known] = guess[~known]
    return result
