# MISTAKE: the error is raised when rows were added, which misses a carrier that is there twice but has no flight
# TOLD: A carrier that is in airlines twice goes unnoticed
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    names = airlines.dropna(subset=["carrier"]).rename(columns={"name": "airline"})
    joined = flights.merge(names, on="carrier", how="left")
    if len(joined) != len(flights):
        raise pd.errors.MergeError("a carrier is in airlines twice")
    joined["airline"] = joined["airline"].fillna("(unknown)")
    return joined
