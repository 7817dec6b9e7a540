# MISTAKE: the year stays the text that the name of the sheet is
# TOLD: The years are text. The name of a sheet
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    sheets = pd.read_excel(workbook, sheet_name=None, keep_default_na=False, na_values=[""])
    melted = {year: sheet.melt("shop", var_name="quarter", value_name="sold") for year, sheet in sheets.items()}
    table = pd.concat(melted, names=["year"]).reset_index("year").astype({"sold": float})
    table = table[["year", "quarter", "shop", "sold"]]
    return table.sort_values(["year", "quarter", "shop"], ignore_index=True)
