# MISTAKE: groups are made of all flights and all categories, so carriers and origins without any delay stay as empty lines
# TOLD: Carriers or airports without any delay stand in the
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    groups = flights.groupby(["carrier", "origin"], observed=False)["dep_delay"]
    means, counts = groups.mean().unstack(), groups.count().unstack()
    return means.where(counts >= fewest)
