# RIGHT: looks the names up with map on a Series, and raises the error itself
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    known = airlines[airlines["carrier"].notna()]
    if known["carrier"].duplicated().any():
        raise pd.errors.MergeError("a carrier is in airlines twice")
    names = pd.Series(known["name"].to_numpy(dtype=object), index=known["carrier"].astype(object))
    result = flights.reset_index(drop=True)
    result["airline"] = result["carrier"].astype(object).map(names).fillna("(unknown)")
    return result
