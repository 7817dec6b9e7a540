# MISTAKE: weights by all rows of a part, also those whose value is missing
# TOLD: You counted rows without a known value in the weights
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    one, other = sorted(table[group].unique())
    total = table.groupby(group)[value].mean()
    for candidate in candidates:
        means = table.groupby([candidate, group])[value].mean().unstack()
        sizes = table.groupby(candidate).size()
        gaps = (means[one] - means[other]).dropna()
        if len(gaps) and np.average(gaps, weights=sizes[gaps.index]) * (total[one] - total[other]) < 0:
            return candidate
    return None
