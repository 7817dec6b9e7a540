# MISTAKE: The arguments of r2_score are swapped, so the mean and the spread are those of the predictions.
# TOLD: You compared with the spread of the predictions.
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    return (
        float(metrics.root_mean_squared_error(predicted, y)),
        float(metrics.mean_absolute_error(predicted, y)),
        float(metrics.r2_score(predicted, y)),
    )
