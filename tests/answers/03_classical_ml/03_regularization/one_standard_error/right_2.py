# pandas: a table by falling penalty, sem of the first least row, first row under the bar
@lesson.exercise
def one_standard_error(errors, penalties):
    table = pd.DataFrame(
        {"penalty": penalties, "mean": errors.mean(axis=1), "se": pd.DataFrame(errors).sem(axis=1, ddof=1)}
    )
    table = table.sort_values("penalty", ascending=False, kind="stable").reset_index(drop=True)
    best = table.loc[table["mean"].idxmin()]
    return float(table.loc[table["mean"] <= best["mean"] + best["se"], "penalty"].iloc[0])
