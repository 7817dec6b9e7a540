# MISTAKE: For the RMSE the root is drawn from each square before the mean, which gives the MAE again.
# TOLD: The squares must be averaged before the root is
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    error = y_true - y_pred
    mse = np.mean(error**2)
    return {
        "mse": mse,
        "rmse": np.mean(np.sqrt(error**2)),
        "mae": np.abs(error).mean(),
        "r2": 1 - mse / np.var(y_true),
    }
