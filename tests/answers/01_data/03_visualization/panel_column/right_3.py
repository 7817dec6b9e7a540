# RIGHT: gives each row the difference of its part; the mean over rows is weighted by itself
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    known = table.dropna(subset=[value])
    first = known[group] == known[group].iloc[0]
    numbers = known[value]
    total = numbers[first].mean() - numbers[~first].mean()
    for candidate in candidates:
        part = known[candidate]
        gap = numbers.where(first).groupby(part).transform("mean") - numbers.where(~first).groupby(part).transform("mean")
        if gap.mean() * total < 0:  # a NaN is not below 0
            return candidate
    return None
