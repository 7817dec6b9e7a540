# MISTAKE: writes into the table that was handed in
# TOLD: The result is right, but the call changed its
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    table["contacted_before"] = (table["pdays"] >= 0).astype(int)
    table["pdays"] = table["pdays"].where(table["pdays"] >= 0)
    return table
