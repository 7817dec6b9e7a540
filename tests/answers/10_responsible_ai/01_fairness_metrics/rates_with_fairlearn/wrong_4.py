# MISTAKE: makes the further columns control features: the table looks crossed, but `.overall` and `.difference()` are taken within each control group
# TOLD: A part of the columns became control features. Within
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.metrics import precision_score, recall_score


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    further = sensitive.iloc[:, 1:] if sensitive.shape[1] > 1 else None
    return MetricFrame(
        metrics={
            "n": fairlearn_metrics.count,
            "selection_rate": fairlearn_metrics.selection_rate,
            "tpr": lambda t, p: recall_score(t, p, zero_division=np.nan),
            "precision": lambda t, p: precision_score(t, p, zero_division=np.nan),
        },
        y_true=y_true, y_pred=y_pred, sensitive_features=sensitive.iloc[:, [0]], control_features=further,
    )
