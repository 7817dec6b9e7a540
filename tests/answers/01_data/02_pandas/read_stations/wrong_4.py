# MISTAKE: rain that was not measured is written as 0, as if it had been dry
# TOLD: A rainfall that was not measured became 0.0. That
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    header, *lines = text.strip("\n").split("\n")
    table = pd.DataFrame([line.split(";", 4) for line in lines], columns=header.split(";"))
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    rain = pd.to_numeric(table["rain_mm"].str.replace(",", ".", regex=False), errors="coerce")
    table["rain_mm"] = rain.fillna(0.0)
    return table
