# MISTAKE: asks that every single part be turned round instead of their weighted average
# TOLD: You asked for the other sign in every part
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table.dropna(subset=[value])
    one, other = sorted(known[group].unique())
    total = known.groupby(group)[value].mean()
    for candidate in candidates:
        means = known.pivot_table(index=candidate, columns=group, values=value, aggfunc="mean").dropna()
        gaps = means[one] - means[other]
        if len(gaps) and (gaps * (total[one] - total[other]) < 0).all():
            return candidate
    return None
