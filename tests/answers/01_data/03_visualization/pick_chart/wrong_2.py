# MISTAKE: believes the dtype and forgets that numbers listed in names are names
# TOLD: You went by the dtype alone
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    drawn = table.dropna()
    kinds = {}
    for column in table.columns:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            kinds[column] = "time"
        elif pd.api.types.is_numeric_dtype(table[column]):
            kinds[column] = "number"
        else:
            kinds[column] = "name"
    found = sorted(kinds.values())
    if found == ["number"]:
        return "histogram"
    if found == ["number", "time"]:
        return "line"
    if found == ["number", "number"]:
        return "scatter" if len(drawn) <= 1000 else "hexbin"
    if found == ["name", "name"]:
        return "heat map"
    name = next(column for column in kinds if kinds[column] == "name")
    return "bars" if drawn[name].is_unique else "boxes"
