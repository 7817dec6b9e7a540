# each partition gives sums instead of means; divides once at the end
@lesson.exercise
def report_dask(pattern: str) -> pd.DataFrame:
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", total="sum").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    found = parts.groupby("tailnum", dropna=False)[["flights", "arrived", "total"]].sum().reset_index()
    found["mean_delay"] = found["total"].astype("float64") / found["arrived"].where(found["arrived"] > 0)
    found = found.drop(columns="total")
    found = found.sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)
