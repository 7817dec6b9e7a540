# MISTAKE: X and y are centred in place, so the caller's arrays change.
# TOLD: The result is right, but the call changed its argument
@lesson.exercise
def closed_form(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    x_mean, y_mean = X.mean(axis=0), y.mean()
    X -= x_mean
    y -= y_mean
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return np.concatenate([[y_mean - x_mean @ w], w])
