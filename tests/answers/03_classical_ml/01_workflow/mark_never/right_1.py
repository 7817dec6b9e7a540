# RIGHT: assign with where and a comparison
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    was = table["pdays"] != -1
    return table.assign(pdays=table["pdays"].where(was), contacted_before=was.astype(int))
