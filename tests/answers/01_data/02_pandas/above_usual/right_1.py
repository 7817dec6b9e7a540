# RIGHT: transform on the whole table, whose labels are left alone; median skips missing speeds by itself
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    usual = strikes.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)
