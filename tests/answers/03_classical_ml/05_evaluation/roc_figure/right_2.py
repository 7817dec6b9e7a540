# RIGHT: scikit-learn's display draws, and the labels are set afterwards; dotted diagonal, legend below
@lesson.exercise
def roc_figure(y_true: np.ndarray, scores: dict[str, np.ndarray]) -> plt.Figure:
    figure = plt.figure()
    axes = figure.add_subplot()
    axes.plot((0, 1), (0, 1), ":k", label="chance")
    for name, score in scores.items():
        display = metrics.RocCurveDisplay.from_predictions(y_true, score, ax=axes, drop_intermediate=False)
        display.line_.set_label(f"{name}, AUC = {display.roc_auc:.3f}")
    axes.set(xlabel="false positive rate", ylabel="true positive rate", title="ROC curves")
    axes.legend(loc="lower right")
    return figure
