# MISTAKE: thinks of nobody for the tpr only: scikit-learn's precision over nobody selected is 0.0 by default
# TOLD: The precision of a group in which nobody is
from fairlearn import metrics as fairlearn_metrics
from fairlearn.metrics import MetricFrame
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.metrics import precision_score


@lesson.exercise
def rates_with_fairlearn(y_true, y_pred, sensitive):
    def tpr(t, p):
        return fairlearn_metrics.true_positive_rate(t, p) if np.sum(t) else np.nan

    return MetricFrame(
        metrics={"n": fairlearn_metrics.count, "selection_rate": fairlearn_metrics.selection_rate, "tpr": tpr,
                 "precision": precision_score},
        y_true=y_true, y_pred=y_pred, sensitive_features=sensitive,
    )
