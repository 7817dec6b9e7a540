# MISTAKE: every missing damage becomes "none reported", also where the aircraft was repaired for money
# TOLD: A missing damage is called “none reported” although the
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw.drop_duplicates(ignore_index=True)[
        ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]
    ]
    table.columns = ["date", "phase", "damage", "repair", "speed"]
    damage = table["damage"].replace({"B": "unknown", "C": "unknown"}).fillna("none reported")
    return table.assign(date=pd.to_datetime(table["date"]), damage=damage)
