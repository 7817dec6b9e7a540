# RIGHT: counts of the confusion matrix from np.bincount, rates as vector divisions
@lesson.exercise
def group_rates(y_true, y_pred, group):
    labels, which = np.unique(group, return_inverse=True)
    cells = np.bincount(which * 4 + 2 * y_true.astype(int) + y_pred.astype(int), minlength=4 * len(labels))
    tn, fp, fn, tp = cells.reshape(-1, 4).T
    n = tn + fp + fn + tp
    with np.errstate(invalid="ignore", divide="ignore"):
        columns = {
            "n": n,
            "base_rate": (tp + fn) / n,
            "selection_rate": (tp + fp) / n,
            "tpr": tp / (tp + fn),
            "fpr": fp / (fp + tn),
            "precision": tp / (tp + fp),
        }
    return pd.DataFrame(columns, index=pd.Index(labels, name="group"))
