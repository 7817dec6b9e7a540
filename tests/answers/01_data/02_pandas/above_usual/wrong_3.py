# MISTAKE: missing speeds are filled with the median of the phase, so that above is 0 there instead of missing
# TOLD: A missing speed counts as 0 or has got
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    usual = strikes.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"].fillna(usual) - usual)
