# MISTAKE: duplicates are looked for after the other columns are gone, so strikes that differ elsewhere are dropped too
# TOLD: You looked for duplicates after dropping columns. Two different
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw[
        ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]
    ].drop_duplicates(ignore_index=True)
    table.columns = ["date", "phase", "damage", "repair", "speed"]
    table["date"] = pd.to_datetime(table["date"])
    table["damage"] = table["damage"].replace({"B": "unknown", "C": "unknown"})
    filler = pd.Series(np.where(table["repair"] == 0, "none reported", "unknown"), index=table.index)
    table["damage"] = table["damage"].fillna(filler)
    return table
