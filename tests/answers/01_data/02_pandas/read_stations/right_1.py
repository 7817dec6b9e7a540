# RIGHT: splits every line by hand at the first four semicolons and converts column by column
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    header, *lines = text.strip("\r\n").split("\n")
    rows = [line.rstrip("\r").split(";", 4) for line in lines]
    table = pd.DataFrame(rows, columns=["station", "opened", "height_m", "rain_mm", "comment"])
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    rain = table["rain_mm"].replace({"n/a": None, "-": None, "": None})
    table["rain_mm"] = rain.str.replace(",", ".", regex=False).astype(float)
    return table
