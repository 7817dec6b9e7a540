# RIGHT: one loop over the rows with the standard library
import math


@lesson.exercise
def regression_metrics(y_true: np.ndarray, y_pred: np.ndarray) -> dict[str, float]:
    truth, guess = [float(v) for v in y_true], [float(v) for v in y_pred]
    n = len(truth)
    mean = math.fsum(truth) / n
    squared = absolute = total = 0.0
    for t, g in zip(truth, guess):
        squared += (t - g) ** 2
        absolute += abs(t - g)
        total += (t - mean) ** 2
    return {"r2": 1 - squared / total, "mae": absolute / n, "rmse": math.sqrt(squared / n), "mse": squared / n}
