# RIGHT: protects the first four semicolons of a line with another separator and lets read_csv do all conversions
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    tabbed = "\n".join(line.replace(";", "\x1f", 4) for line in text.split("\n"))
    return pd.read_csv(
        io.StringIO(tabbed),
        sep="\x1f",
        quoting=3,
        decimal=",",
        thousands=".",
        keep_default_na=False,
        na_values={"rain_mm": ["n/a", "-", ""]},
        dtype={"station": str, "opened": str, "rain_mm": float, "comment": str},
    ).assign(opened=lambda t: pd.to_datetime(t["opened"], dayfirst=True, format="%d.%m.%Y"))
