# RIGHT: the library's functions
@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    return dict(
        mse=float(metrics.mean_squared_error(y_true, y_pred)),
        rmse=float(metrics.root_mean_squared_error(y_true, y_pred)),
        mae=float(metrics.mean_absolute_error(y_true, y_pred)),
        r2=float(metrics.r2_score(y_true, y_pred)),
    )
