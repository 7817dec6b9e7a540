# RIGHT: a left merge with validate, after the rows without a carrier are taken out of airlines
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    names = airlines.dropna(subset=["carrier"]).rename(columns={"name": "airline"})[["carrier", "airline"]]
    joined = flights.merge(names, on="carrier", how="left", validate="many_to_one")
    joined["airline"] = joined["airline"].fillna("(unknown)")
    return joined
