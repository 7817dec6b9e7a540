# RIGHT: a loop over the groups with a helper for the mean over nobody
def _mean(values):
    return float(values.mean()) if len(values) else float("nan")


@lesson.exercise
def group_rates(y_true, y_pred, group):
    rows = {}
    for label in np.unique(group):
        t, p = y_true[group == label], y_pred[group == label]
        rows[label] = {
            "n": len(t),
            "base_rate": _mean(t),
            "selection_rate": _mean(p),
            "tpr": _mean(p[t == 1]),
            "fpr": _mean(p[t == 0]),
            "precision": _mean(t[p == 1]),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    return table.astype({"n": int})
