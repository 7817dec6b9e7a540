# MISTAKE: The diagonal of chance is left out, so a reader cannot see what a useless score would do.
# TOLD: The diagonal from (0, 0) to (1, 1) is
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    for name, score in scores.items():
        fpr, tpr, _ = metrics.roc_curve(y_true, score)
        axes.plot(fpr, tpr, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    axes.legend()
    return figure
