# MISTAKE: a carrier that is in airlines twice is silently reduced to its first name instead of raising an error
# TOLD: You kept one of two lines for the same
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    names = airlines.dropna(subset=["carrier"]).drop_duplicates("carrier").rename(columns={"name": "airline"})
    joined = flights.merge(names, on="carrier", how="left", validate="many_to_one")
    joined["airline"] = joined["airline"].fillna("(unknown)")
    return joined
