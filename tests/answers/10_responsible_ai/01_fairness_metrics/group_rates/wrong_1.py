# MISTAKE: mixes up true positive rate and precision: it divides the hits by the selected where the truly positive belong
# TOLD: tpr and precision are swapped: tpr is a share
@lesson.exercise
def group_rates(y_true, y_pred, group):
    rows = {}
    for label in np.unique(group):
        t, p = y_true[group == label], y_pred[group == label]
        def mean(v):
            return v.mean() if len(v) else np.nan
        rows[label] = [len(t), t.mean(), p.mean(), mean(t[p == 1]), mean(p[t == 0]), mean(p[t == 1])]
    table = pd.DataFrame(rows, index=["n", "base_rate", "selection_rate", "tpr", "fpr", "precision"]).T
    return table.astype({"n": int})
