# MISTAKE: empty cells are dropped together with the quarters that do not exist
# TOLD: Rows with an empty cell are gone. That a
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    sheets = pd.read_excel(workbook, sheet_name=None, keep_default_na=False, na_values=[""])
    wide = pd.concat([sheet.assign(year=int(year)) for year, sheet in sheets.items()])
    table = wide.melt(["year", "shop"], var_name="quarter", value_name="sold").dropna(subset=["sold"])
    table = table.astype({"sold": float}).sort_values(["year", "quarter", "shop"], ignore_index=True)
    return table[["year", "quarter", "shop", "sold"]]
