# MISTAKE: in a part with only one group the other's mean is taken for 0
# TOLD: You put zero for a group that a part does not have
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table.dropna(subset=[value])
    one, other = sorted(known[group].unique())
    total = known.groupby(group)[value].mean()
    for candidate in candidates:
        means = known.groupby([candidate, group])[value].mean().unstack(fill_value=0)
        sizes = known.groupby(candidate).size()
        gaps = means[one] - means[other]
        if np.average(gaps, weights=sizes[gaps.index]) * (total[one] - total[other]) < 0:
            return candidate
    return None
