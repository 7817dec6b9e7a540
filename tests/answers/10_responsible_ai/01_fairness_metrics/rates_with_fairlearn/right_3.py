# RIGHT: Fairlearn's true_positive_rate behind a guard, precision by it with the roles swapped, columns handed over as a dict
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer


def _tpr(y_true, y_pred):
    if not np.any(np.asarray(y_true) == 1):
        return np.nan
    return fairlearn_metrics.true_positive_rate(y_true, y_pred, pos_label=1)


def _precision(y_true, y_pred):
    return _tpr(y_pred, y_true)


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    columns = {name: sensitive[name].to_numpy() for name in sensitive}
    named = dict(n=fairlearn_metrics.count, selection_rate=fairlearn_metrics.selection_rate)
    named["tpr"], named["precision"] = _tpr, _precision
    return MetricFrame(metrics=named, y_true=y_true, y_pred=y_pred, sensitive_features=columns)
