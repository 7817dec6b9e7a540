# MISTAKE: lists the groups in the order in which they first appear and not in ascending order
# TOLD: The groups stand in the order in which they
@lesson.exercise
def group_rates(y_true, y_pred, group):
    def mean(v):
        return v.mean() if len(v) else np.nan

    rows = {}
    for label in pd.unique(group):
        t, p = y_true[group == label], y_pred[group == label]
        rows[label] = {"n": len(t), "base_rate": t.mean(), "selection_rate": p.mean(), "tpr": mean(p[t == 1]),
                       "fpr": mean(p[t == 0]), "precision": mean(t[p == 1])}
    return pd.DataFrame.from_dict(rows, orient="index").astype({"n": int})
