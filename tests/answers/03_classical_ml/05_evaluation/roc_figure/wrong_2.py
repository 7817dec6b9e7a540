# MISTAKE: The curve is drawn from classes predicted at one half, so that it has a single corner.
# TOLD: A curve has one corner only: it was made
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure, axes = plt.subplots(figsize=(4.5, 4), layout="constrained")
    for name, score in scores.items():
        predicted = (score >= 0.5).astype(int)
        fpr, tpr, _ = metrics.roc_curve(y_true, predicted)
        axes.plot(fpr, tpr, label=f"{name}, AUC = {metrics.roc_auc_score(y_true, predicted):.3f}")
    axes.plot([0, 1], [0, 1], "--")
    axes.set(xlabel="false positive rate", ylabel="true positive rate")
    axes.legend()
    return figure
