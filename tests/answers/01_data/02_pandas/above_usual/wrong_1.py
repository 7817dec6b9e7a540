# MISTAKE: the table returned is the one without the missing speeds, so their rows are lost
# TOLD: Rows without a speed are gone. They stay, with
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    known = strikes.dropna(subset=["speed"])
    usual = known.groupby("phase")["speed"].transform("median")
    return known.assign(above=known["speed"] - usual)
