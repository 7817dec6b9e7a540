# MISTAKE: Each model gets an Axes of its own, where all curves should share one.
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure, all_axes = plt.subplots(1, len(scores), squeeze=False, layout="constrained")
    for axes, (name, score) in zip(all_axes[0], scores.items()):
        fpr, tpr, _ = metrics.roc_curve(y_true, score)
        axes.plot(fpr, tpr, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}")
        axes.plot([0, 1], [0, 1], "--")
        axes.set(xlabel="false positive rate", ylabel="true positive rate")
        axes.legend()
    return figure
