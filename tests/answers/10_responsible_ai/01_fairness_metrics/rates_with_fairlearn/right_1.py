# RIGHT: all four metrics are small functions of one's own
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer


def _over(values):
    return float(np.mean(values)) if len(values) else np.nan


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    metrics = {
        "n": lambda t, p: len(t),
        "selection_rate": lambda t, p: np.mean(np.asarray(p)),
        "tpr": lambda t, p: _over(np.asarray(p)[np.asarray(t) == 1]),
        "precision": lambda t, p: _over(np.asarray(t)[np.asarray(p) == 1]),
    }
    return MetricFrame(metrics=metrics, y_true=y_true, y_pred=y_pred, sensitive_features=sensitive)
