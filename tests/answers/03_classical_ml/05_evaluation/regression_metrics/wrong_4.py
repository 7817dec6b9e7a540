# MISTAKE: R² compares with the spread of the predictions instead of that of the true values (arguments swapped).
# TOLD: R² compares with the mean of the *true* values,
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    error = y_true - y_pred
    mse = np.mean(error**2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.abs(error).mean(), "r2": metrics.r2_score(y_pred, y_true)}
