# MISTAKE: The curves have labels, but the legend is never drawn.
# TOLD: The legend does not give name and area of
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    for name, score in scores.items():
        fpr, tpr, _ = metrics.roc_curve(y_true, score)
        axes.plot(fpr, tpr, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, score):.3f}")
    axes.plot([0, 1], [0, 1], "--")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    return figure
