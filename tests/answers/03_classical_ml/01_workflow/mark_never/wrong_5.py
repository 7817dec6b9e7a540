# MISTAKE: leaves the mark as True and False rather than as an integer
# TOLD: Column 'contacted_before': dtype bool, int64 was expected.
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    result = table.copy()
    result["contacted_before"] = result["pdays"] != -1
    result["pdays"] = result["pdays"].where(result["contacted_before"])
    return result
