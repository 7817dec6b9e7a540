# scikit-learn's metrics
@lesson.exercise
def three_scores(y: np.ndarray, predicted: np.ndarray) -> tuple[float, float, float]:
    return (
        float(metrics.root_mean_squared_error(y, predicted)),
        float(metrics.mean_absolute_error(y, predicted)),
        float(metrics.r2_score(y, predicted)),
    )
