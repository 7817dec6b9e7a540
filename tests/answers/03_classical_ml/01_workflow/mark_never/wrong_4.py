# MISTAKE: asks for -1 only after it has been turned into NaN, so everybody was contacted
# TOLD: The mark is 1 in every row: it was
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    result = table.copy()
    result["pdays"] = result["pdays"].replace(-1, np.nan)
    result["contacted_before"] = (result["pdays"] != -1).astype(int)
    return result
