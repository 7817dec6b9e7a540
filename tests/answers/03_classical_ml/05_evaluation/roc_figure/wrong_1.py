# MISTAKE: The curves are drawn with the true positive rate along x and the false positive rate along y.
# TOLD: The axes have changed places: the false positive rate
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    for name, score in scores.items():
        fpr, tpr, _ = metrics.roc_curve(y_true, score)
        axes.plot(tpr, fpr, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}")
    axes.plot([0, 1], [0, 1], "--")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    axes.legend()
    return figure
