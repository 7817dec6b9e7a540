# RIGHT: a loop in plain Python with datetime and starred unpacking; the heights are Int64
from datetime import datetime


def _rain(word):
    return float("nan") if word in ("n/a", "-", "") else float(word.replace(",", "."))


@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    columns = {"station": [], "opened": [], "height_m": [], "rain_mm": [], "comment": []}
    for number, line in enumerate(io.StringIO(text)):
        line = line.rstrip("\n")
        if number == 0 or not line:
            continue
        station, opened, height, rain, *comment = line.split(";")
        columns["station"].append(station)
        columns["opened"].append(datetime.strptime(opened, "%d.%m.%Y"))
        columns["height_m"].append(int("".join(height.split("."))))
        columns["rain_mm"].append(_rain(rain))
        columns["comment"].append(";".join(comment))
    return pd.DataFrame(columns).astype({"height_m": "Int64", "rain_mm": "float64", "opened": "datetime64[ns]"})
