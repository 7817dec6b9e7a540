# RIGHT: melts each sheet by itself, then concatenates and sorts
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    sheets = pd.read_excel(workbook, sheet_name=None, keep_default_na=False, na_values=[""])
    parts = [
        sheet.melt("shop", var_name="quarter", value_name="sold").assign(year=int(year))
        for year, sheet in sheets.items()
        if len(sheet)
    ]
    table = pd.concat(parts).astype({"sold": float})
    return table[["year", "quarter", "shop", "sold"]].sort_values(["year", "quarter", "shop"], ignore_index=True)
