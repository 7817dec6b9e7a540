# MISTAKE: a row of airlines without a carrier stays in, and merge gives its name to all flights without a carrier
# TOLD: A flight without a carrier has got an airline.
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    names = airlines.rename(columns={"name": "airline"})
    joined = flights.merge(names, on="carrier", how="left", validate="many_to_one")
    joined["airline"] = joined["airline"].fillna("(unknown)")
    return joined
