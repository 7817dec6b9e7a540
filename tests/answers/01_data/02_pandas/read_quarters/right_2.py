# RIGHT: reads the cells with openpyxl and sorts a list of tuples in plain Python
import openpyxl


@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    book = openpyxl.load_workbook(workbook, data_only=True)
    records = []
    for sheet in book.worksheets:
        lines = sheet.iter_rows(values_only=True)
        header = next(lines)
        place = header.index("shop")
        for line in lines:
            if line[place] is None:
                continue
            for name, value in zip(header, line):
                if name is not None and name != "shop":
                    records.append((int(sheet.title), name, line[place], np.nan if value is None else float(value)))
    records.sort(key=lambda record: record[:3])
    return pd.DataFrame(records, columns=["year", "quarter", "shop", "sold"])
