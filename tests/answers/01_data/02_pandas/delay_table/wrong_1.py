# MISTAKE: the flights of a cell are counted with size, so cancelled flights count towards fewest
# TOLD: Cancelled flights were counted too: `size` counts rows, but
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    known = flights.dropna(subset=["dep_delay"])
    means = known.groupby(["carrier", "origin"], observed=True)["dep_delay"].mean().unstack()
    counts = flights.groupby(["carrier", "origin"], observed=True).size().unstack()
    counts = counts.reindex(index=means.index, columns=means.columns)
    return means.where(counts >= fewest)
