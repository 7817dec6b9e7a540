# MISTAKE: the dates are read with the month first wherever the day could be a month
# TOLD: Days and months are swapped where both readings are
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    header, *lines = text.strip("\n").split("\n")
    table = pd.DataFrame([line.split(";", 4) for line in lines], columns=header.split(";"))
    table["opened"] = pd.to_datetime(table["opened"], format="mixed")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    rain = table["rain_mm"].replace(["n/a", "-", ""], np.nan)
    table["rain_mm"] = rain.str.replace(",", ".", regex=False).astype(float)
    return table
