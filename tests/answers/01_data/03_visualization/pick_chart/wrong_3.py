# MISTAKE: exactly 1,000 rows are already taken for too many (< instead of <=)
# TOLD: Exactly 1,000 rows are still few enough
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    drawn = table.dropna()
    kinds = {}
    for column in table.columns:
        if column in names or table[column].dtype.kind not in "iufbM":
            kinds[column] = "name"
        elif table[column].dtype.kind == "M":
            kinds[column] = "time"
        else:
            kinds[column] = "number"
    found = sorted(kinds.values())
    if found == ["number"]:
        return "histogram"
    if found == ["number", "time"]:
        return "line"
    if found == ["number", "number"]:
        return "scatter" if len(drawn) < 1000 else "hexbin"
    if found == ["name", "name"]:
        return "heat map"
    name = next(column for column in kinds if kinds[column] == "name")
    return "bars" if drawn[name].is_unique else "boxes"
