# MISTAKE: averages the parts without weights
# TOLD: You gave each part the same weight
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table.dropna(subset=[value])
    one, other = sorted(known[group].unique())
    total = known.groupby(group)[value].mean()
    for candidate in candidates:
        means = known.pivot_table(index=candidate, columns=group, values=value, aggfunc="mean").dropna()
        if len(means) and (means[one] - means[other]).mean() * (total[one] - total[other]) < 0:
            return candidate
    return None
