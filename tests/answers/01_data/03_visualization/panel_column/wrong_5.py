# MISTAKE: drops rows with a missing value in any column, also in those that do not matter
# TOLD: You dropped rows for a gap in any column
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table.dropna()
    one, other = sorted(known[group].unique())
    total = known.groupby(group)[value].mean()
    for candidate in candidates:
        means = known.groupby([candidate, group])[value].mean().unstack()
        sizes = known.groupby(candidate).size()
        gaps = (means[one] - means[other]).dropna()
        if len(gaps) and np.average(gaps, weights=sizes[gaps.index]) * (total[one] - total[other]) < 0:
            return candidate
    return None
