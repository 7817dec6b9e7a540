# MISTAKE: a repair of 0 is made missing because it may be a sentinel, though everything else should stay as it was
# TOLD: You made a repair of 0 missing. It may
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw.drop_duplicates(ignore_index=True)[
        ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]
    ]
    table.columns = ["date", "phase", "damage", "repair", "speed"]
    damage = table["damage"].replace({"B": "unknown", "C": "unknown"})
    filler = pd.Series(np.where(table["repair"] == 0, "none reported", "unknown"), index=table.index)
    repair = table["repair"].where(table["repair"] > 0)
    return table.assign(date=pd.to_datetime(table["date"]), damage=damage.fillna(filler), repair=repair)
