# MISTAKE: only dropna is taken away; after reset_index the medians still carry other labels than the rows of strikes
# TOLD: The medians meet the wrong rows. After `reset_index` a
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    known = strikes.reset_index(drop=True)
    usual = known.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)
