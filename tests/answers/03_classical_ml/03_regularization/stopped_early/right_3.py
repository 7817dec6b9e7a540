# least squares minus what a power of (I - rate * X'X / n) leaves of it
@lesson.exercise
def stopped_early(X, y, rate, steps):
    n, d = X.shape
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    shrink = np.linalg.matrix_power(np.eye(d) - (rate / n) * (X.T @ X), steps)
    return best - shrink @ best, float(n / rate / steps)
