# MISTAKE: takes 0 days for never as well
# TOLD: A `pdays` of 0 is a contact, on the
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    contacted = table["pdays"] > 0
    return table.assign(pdays=table["pdays"].where(contacted), contacted_before=contacted.astype(int))
