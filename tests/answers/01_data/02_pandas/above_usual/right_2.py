# RIGHT: one median per phase, looked up for each row by map
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    medians = strikes.dropna(subset=["speed"]).groupby("phase")["speed"].median()
    result = strikes.copy()
    result["above"] = result["speed"] - result["phase"].map(medians)
    return result
