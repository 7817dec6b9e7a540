# MISTAKE: replaces the mean of means by a median of means.
# TOLD: A median of means is not the mean either: what the
@lesson.exercise
def report_dask(pattern: str) -> pd.DataFrame:
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", mean_delay="mean").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    total = parts.groupby("tailnum", dropna=False)
    found = total.agg(flights=("flights", "sum"), arrived=("arrived", "sum"), mean_delay=("mean_delay", "median"))
    found = found.reset_index().sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)
