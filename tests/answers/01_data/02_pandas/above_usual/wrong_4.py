# MISTAKE: the column is written into the table of the caller
# TOLD: The result is right, but the call changed its
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    usual = strikes.groupby("phase")["speed"].transform("median")
    strikes["above"] = strikes["speed"] - usual
    return strikes
