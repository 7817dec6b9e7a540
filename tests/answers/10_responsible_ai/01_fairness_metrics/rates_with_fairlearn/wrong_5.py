# MISTAKE: hands back the table by group and not the MetricFrame, so that the caller cannot ask for the overall rates or the differences
# TOLD: You returned the table alone. The MetricFrame itself is
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.metrics import precision_score, recall_score


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    frame = MetricFrame(
        metrics={
            "n": fairlearn_metrics.count,
            "selection_rate": fairlearn_metrics.selection_rate,
            "tpr": lambda t, p: recall_score(t, p, zero_division=np.nan),
            "precision": lambda t, p: precision_score(t, p, zero_division=np.nan),
        },
        y_true=y_true, y_pred=y_pred, sensitive_features=sensitive,
    )
    return frame.by_group
