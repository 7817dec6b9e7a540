# RIGHT: pivot tables of means and counts, np.average with weights
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table[table[value].notna()]
    one, other = sorted(known[group].unique())
    total = known.groupby(group)[value].mean()
    sign = np.sign(total[one] - total[other])
    for candidate in candidates:
        means = known.groupby([candidate, group])[value].mean().unstack()
        sizes = known.groupby(candidate).size()
        gaps = (means[one] - means[other]).dropna()
        if len(gaps) and np.sign(np.average(gaps, weights=sizes[gaps.index])) == -sign:
            return candidate
    return None
