# RIGHT: plain loops over rows, with match
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    rows = []
    for row in table.itertuples(index=False, name=None):
        if not any(pd.isna(cell) for cell in row):
            rows.append(row)
    letters = []
    for column in table.columns:
        text = str(table[column].dtype)
        if column in names or text in ("object", "str", "category") or text.startswith("string"):
            letters.append("c")
        elif text.startswith("datetime64"):
            letters.append("t")
        else:
            letters.append("n")
    match "".join(letters):
        case "n":
            return "histogram"
        case "nt" | "tn":
            return "line"
        case "nn":
            return "hexbin" if len(rows) > 1000 else "scatter"
        case "cc":
            return "heat map"
    place = letters.index("c")
    values = [row[place] for row in rows]
    return "bars" if len(set(values)) == len(values) else "boxes"
