# MISTAKE: uses Fairlearn's true_positive_rate as it is, which gives 0.0 and not NaN where nobody is positive
# TOLD: Where a group has no positives its tpr became
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.metrics import precision_score


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    return MetricFrame(
        metrics={
            "n": fairlearn_metrics.count,
            "selection_rate": fairlearn_metrics.selection_rate,
            "tpr": fairlearn_metrics.true_positive_rate,
            "precision": lambda t, p: precision_score(t, p, zero_division=np.nan),
        },
        y_true=y_true, y_pred=y_pred, sensitive_features=sensitive,
    )
