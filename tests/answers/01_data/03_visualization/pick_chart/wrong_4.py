# MISTAKE: asks for the first column only, as if name and time always came first
# TOLD: You took the first column for the name
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    drawn = table.dropna()

    def kind(column):
        if column in names or table[column].dtype.kind not in "iufbM":
            return "name"
        return "time" if table[column].dtype.kind == "M" else "number"

    first = table.columns[0]
    if len(table.columns) == 1:
        return "histogram"
    second = table.columns[1]
    if kind(first) == "time":
        return "line"
    if kind(first) == "name":
        if kind(second) == "name":
            return "heat map"
        return "boxes" if drawn[first].duplicated().any() else "bars"
    return "scatter" if len(drawn) <= 1000 else "hexbin"
