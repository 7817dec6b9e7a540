# MISTAKE: R² is taken as the squared correlation, which cannot see a constant shift or a wrong scale.
# TOLD: R² is not the squared correlation: that ignores a
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    error = y_true - y_pred
    mse = np.mean(error**2)
    r2 = np.corrcoef(y_true, y_pred)[0, 1] ** 2
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.abs(error).mean(), "r2": r2}
