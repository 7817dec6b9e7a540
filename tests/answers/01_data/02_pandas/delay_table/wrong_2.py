# MISTAKE: a cell with exactly fewest flights is hidden as well
# TOLD: A cell with exactly `fewest` flights is kept: fewer
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    known = flights.dropna(subset=["dep_delay"])
    groups = known.groupby(["carrier", "origin"], observed=True)["dep_delay"]
    means, counts = groups.mean().unstack(), groups.count().unstack()
    return means.where(counts > fewest)
