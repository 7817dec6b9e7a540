# MISTAKE: the default words for missing values stay switched on, so a comment or a station "NA" becomes a gap
# TOLD: A text became missing. "NA" and an empty field
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    lines = [line.replace(";", "\t", 4) for line in text.strip("\n").split("\n")]
    table = pd.read_csv(
        io.StringIO("\n".join(lines)),
        sep="\t",
        quoting=3,
        decimal=",",
        thousands=".",
        na_values={"rain_mm": ["-"]},
        dtype={"station": str, "opened": str, "comment": str, "rain_mm": float},
    )
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["comment"] = table["comment"].astype(object).where(table["comment"].notna(), np.nan)
    return table
