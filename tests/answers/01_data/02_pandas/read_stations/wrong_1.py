# MISTAKE: the words for "not measured" are replaced in the whole table, so an empty comment becomes missing too
# TOLD: A text became missing. "NA" and an empty field
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    header, *lines = text.strip("\n").split("\n")
    table = pd.DataFrame([line.split(";", 4) for line in lines], columns=header.split(";"))
    table = table.replace({"n/a": np.nan, "-": np.nan, "": np.nan})
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    table["rain_mm"] = table["rain_mm"].str.replace(",", ".", regex=False).astype(float)
    return table
