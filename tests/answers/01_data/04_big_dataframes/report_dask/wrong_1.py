# MISTAKE: weights the means by flights instead of arrivals.
# TOLD: A mean weighted by all flights of a partition is not it
@lesson.exercise
def report_dask(pattern: str) -> pd.DataFrame:
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", mean_delay="mean").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    parts["weighted"] = parts["mean_delay"] * parts["flights"]
    total = parts.groupby("tailnum", dropna=False)
    found = total.agg(flights=("flights", "sum"), arrived=("arrived", "sum"), weighted=("weighted", "sum")).reset_index()
    found["mean_delay"] = (found["weighted"] / found["flights"]).where(found["arrived"] > 0)
    found = found.drop(columns="weighted")
    found = found.sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)
