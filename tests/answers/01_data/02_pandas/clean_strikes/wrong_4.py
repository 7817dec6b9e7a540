# MISTAKE: missing speeds are filled with the median of their phase, which invents measurements
# TOLD: `date`, `phase`, `damage` and `repair` are right, `speed` is
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw.drop_duplicates(ignore_index=True)[
        ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]
    ]
    table.columns = ["date", "phase", "damage", "repair", "speed"]
    damage = table["damage"].replace({"B": "unknown", "C": "unknown"})
    filler = pd.Series(np.where(table["repair"] == 0, "none reported", "unknown"), index=table.index)
    speed = table["speed"].fillna(table.groupby("phase")["speed"].transform("median"))
    return table.assign(date=pd.to_datetime(table["date"]), damage=damage.fillna(filler), speed=speed)
