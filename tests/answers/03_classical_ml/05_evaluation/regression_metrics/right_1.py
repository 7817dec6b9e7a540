# RIGHT: NumPy formulas
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    error = y_true - y_pred
    mse = np.mean(error**2)
    return {"mse": mse, "rmse": np.sqrt(mse), "mae": np.abs(error).mean(), "r2": 1 - mse / np.var(y_true)}
