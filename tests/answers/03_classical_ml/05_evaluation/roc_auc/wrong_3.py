# MISTAKE: The area is that of the classes predicted at one half, a curve with a single corner.
# TOLD: You cut the scores at ½ first. That keeps
@lesson.exercise
def roc_auc(y_true: np.ndarray, scores: np.ndarray) -> float:
    return float(metrics.roc_auc_score(y_true, (scores >= 0.5).astype(int)))
