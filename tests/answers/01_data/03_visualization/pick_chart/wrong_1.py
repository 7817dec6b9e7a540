# MISTAKE: counts all rows, also those with a missing value that are not drawn
# TOLD: You counted rows that are not drawn
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
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
        return "scatter" if len(table) <= 1000 else "hexbin"
    if found == ["name", "name"]:
        return "heat map"
    name = next(column for column in kinds if kinds[column] == "name")
    return "bars" if table[name].is_unique else "boxes"
