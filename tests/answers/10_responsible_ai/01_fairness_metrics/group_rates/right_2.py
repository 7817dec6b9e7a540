# RIGHT: one pandas groupby over columns in which the rows that do not count are missing
@lesson.exercise
def group_rates(y_true, y_pred, group):
    t, p = pd.Series(y_true, dtype=float), pd.Series(y_pred, dtype=float)
    wide = pd.DataFrame(
        {"n": 1, "base_rate": t, "selection_rate": p, "tpr": p.where(t == 1), "fpr": p.where(t == 0),
         "precision": t.where(p == 1)}
    )
    grouped = wide.groupby(np.asarray(group), sort=True)
    table = grouped.mean()
    table["n"] = grouped.size()
    return table
