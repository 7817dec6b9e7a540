# MISTAKE: R² is cut off at 0, as if a share could not be negative.
# TOLD: R² was cut off at 0. It is negative
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    error = y_true - y_pred
    mse = np.mean(error**2)
    r2 = max(0.0, 1 - mse / np.var(y_true))
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.abs(error).mean(), "r2": r2}
