# RIGHT: vectorised formulas, the probability of what came true picked by np.where
@lesson.exercise
def probability_scores(y_true: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    brier = np.mean((p - y_true) ** 2)
    log_loss = -np.mean(np.log(np.where(y_true == 1, p, 1 - p)))
    return float(brier), float(log_loss)
