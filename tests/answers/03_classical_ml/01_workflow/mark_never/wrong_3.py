# MISTAKE: replaces -1 in the whole table, so that a balance of -1 euro goes missing too
# TOLD: −1 is gone from other columns, too. There it
@lesson.exercise
def mark_never(table: pd.DataFrame) -> pd.DataFrame:
    result = table.replace(-1, np.nan)
    result["contacted_before"] = result["pdays"].notna().astype(int)
    return result
