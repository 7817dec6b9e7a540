# MISTAKE: the codes B and C are made missing first and then filled by the cost, so a coded damage that cost 0 becomes "none reported"
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    table = raw.drop_duplicates(ignore_index=True)[
        ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]
    ]
    table.columns = ["date", "phase", "damage", "repair", "speed"]
    damage = table["damage"].mask(table["damage"].isin(["B", "C"]))
    filler = pd.Series(np.where(table["repair"] == 0, "none reported", "unknown"), index=table.index)
    return table.assign(date=pd.to_datetime(table["date"]), damage=damage.fillna(filler))
