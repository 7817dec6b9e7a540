# MISTAKE: turns a rate over nobody into 0, as if the model had missed people that do not exist
# TOLD: A rate over nobody became 0. Nothing was observed,
@lesson.exercise
def group_rates(y_true, y_pred, group):
    t, p = pd.Series(y_true, dtype=float), pd.Series(y_pred, dtype=float)
    wide = pd.DataFrame(
        {"n": 1, "base_rate": t, "selection_rate": p, "tpr": p.where(t == 1), "fpr": p.where(t == 0),
         "precision": t.where(p == 1)}
    )
    grouped = wide.groupby(np.asarray(group))
    table = grouped.mean().fillna(0.0)
    table["n"] = grouped.size()
    return table
