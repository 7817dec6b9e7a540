# MISTAKE: A root is drawn from the Brier score, as for an RMSE.
# TOLD: That is the root of the mean square. The
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    return float(np.sqrt(np.mean((p - y_true) ** 2))), float(-np.mean(np.log(np.where(y_true == 1, p, 1 - p))))
