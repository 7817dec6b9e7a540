# MISTAKE: a cancelled flight is counted as one with a delay of 0 minutes
# TOLD: The results are exactly those for `flights` with zeros
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    filled = flights.assign(dep_delay=flights["dep_delay"].fillna(0))
    groups = filled.groupby(["carrier", "origin"], observed=True)["dep_delay"]
    means, counts = groups.mean().unstack(), groups.count().unstack()
    return means.where(counts >= fewest)
