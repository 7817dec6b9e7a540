# RIGHT: renames and selects columns of the rows that are no repetition, then assigns with loc in three steps
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    names = {
        "Flight Date": "date",
        "Phase of flight": "phase",
        "Effect Amount of damage": "damage",
        "Cost Repair": "repair",
        "Speed IAS in knots": "speed",
    }
    table = raw.loc[~raw.duplicated().to_numpy(), list(names)].rename(columns=names).reset_index(drop=True)
    table["date"] = pd.to_datetime(table["date"], format="%Y-%m-%d")
    table["damage"] = table["damage"].replace({"B": "unknown", "C": "unknown"})
    empty = table["damage"].isna()
    table.loc[empty & (table["repair"] > 0), "damage"] = "unknown"
    table.loc[empty & ~(table["repair"] > 0), "damage"] = "none reported"
    return table
