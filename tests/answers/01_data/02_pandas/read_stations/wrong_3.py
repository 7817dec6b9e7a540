# MISTAKE: a line is split at every semicolon and the fifth field taken, which cuts a comment that has semicolons of its own
# TOLD: A comment is cut off: the separator may stand
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    header, *lines = text.strip("\n").split("\n")
    table = pd.DataFrame([line.split(";")[:5] for line in lines], columns=header.split(";"))
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    rain = table["rain_mm"].replace(["n/a", "-", ""], np.nan)
    table["rain_mm"] = rain.str.replace(",", ".", regex=False).astype(float)
    return table
