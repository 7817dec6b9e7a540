# RIGHT: kinds of the columns by dtype, then one if after another
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    def kind(column):
        series = table[column]
        if column in names or isinstance(series.dtype, pd.CategoricalDtype):
            return "name"
        if pd.api.types.is_object_dtype(series) or pd.api.types.is_string_dtype(series):
            return "name"
        if pd.api.types.is_datetime64_any_dtype(series):
            return "time"
        return "number"

    drawn = table.dropna()
    kinds = {column: kind(column) for column in table.columns}
    found = sorted(kinds.values())
    if found == ["number"]:
        return "histogram"
    if found == ["number", "time"]:
        return "line"
    if found == ["number", "number"]:
        return "scatter" if len(drawn) <= 1000 else "hexbin"
    if found == ["name", "name"]:
        return "heat map"
    name = next(column for column, k in kinds.items() if k == "name")
    return "boxes" if drawn[name].duplicated().any() else "bars"
