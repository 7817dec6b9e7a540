# RIGHT: drop_duplicates first, then one new table with np.select for the damage
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    rows = raw.drop_duplicates(ignore_index=True)
    damage, repair = rows["Effect Amount of damage"], rows["Cost Repair"]
    cleaned = np.select(
        [damage.isna() & (repair == 0), damage.isna() | damage.isin(["B", "C"])],
        ["none reported", "unknown"],
        default=damage.fillna("").astype(object),
    )
    return pd.DataFrame(
        {
            "date": pd.to_datetime(rows["Flight Date"]),
            "phase": rows["Phase of flight"],
            "damage": cleaned,
            "repair": repair,
            "speed": rows["Speed IAS in knots"],
        }
    )
