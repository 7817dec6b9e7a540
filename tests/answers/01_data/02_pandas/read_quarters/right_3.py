# RIGHT: stacks each sheet with the shops as index and lets concat make the year a level of the index
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    book = pd.ExcelFile(workbook)
    stacked = {}
    for name in book.sheet_names:
        sheet = book.parse(name, keep_default_na=False, na_values=[""]).set_index("shop")
        if sheet.size:
            stacked[int(name)] = sheet.astype(float).stack(future_stack=True)
    long = pd.concat(stacked, names=["year", "shop", "quarter"]).rename("sold")
    return long.reorder_levels(["year", "quarter", "shop"]).sort_index().reset_index()
