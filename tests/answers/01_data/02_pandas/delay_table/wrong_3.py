# MISTAKE: small groups are thrown away before reshaping, so a carrier whose cells are all hidden vanishes
# TOLD: A carrier or an origin whose cells are all
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    known = flights.dropna(subset=["dep_delay"])
    cells = known.groupby(["carrier", "origin"], observed=True)["dep_delay"].agg(["mean", "count"])
    return cells.loc[cells["count"] >= fewest, "mean"].unstack()
