# MISTAKE: an empty cell is taken for "nothing sold" and becomes 0
# TOLD: An empty cell became 0. Nobody counted; a shop
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    parts = []
    for year, sheet in pd.read_excel(workbook, sheet_name=None, keep_default_na=False, na_values=[""]).items():
        part = sheet.melt("shop", var_name="quarter", value_name="sold")
        part.insert(0, "year", int(year))
        parts.append(part[["year", "quarter", "shop", "sold"]])
    table = pd.concat(parts).sort_values(["year", "quarter", "shop"], ignore_index=True)
    return table.assign(sold=table["sold"].astype(float).fillna(0.0))
