# RIGHT: groupby with two keys, small groups masked in the long form, then unstack and sort
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    known = pd.DataFrame(
        {
            "carrier": flights["carrier"].astype(str),
            "origin": flights["origin"].astype(str),
            "delay": flights["dep_delay"].astype("Float64"),
        }
    ).dropna(subset=["delay"])
    cells = known.groupby(["carrier", "origin"])["delay"].agg(["count", "mean"])
    cells.loc[cells["count"] < fewest, "mean"] = pd.NA
    return cells["mean"].unstack("origin").sort_index(axis=0).sort_index(axis=1)
