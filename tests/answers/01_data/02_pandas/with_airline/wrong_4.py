# MISTAKE: validate is the wrong way round: it asks that no carrier has two flights and allows one with two names
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    names = airlines.dropna(subset=["carrier"]).rename(columns={"name": "airline"})
    joined = flights.merge(names, on="carrier", how="left", validate="one_to_many")
    joined["airline"] = joined["airline"].fillna("(unknown)")
    return joined
