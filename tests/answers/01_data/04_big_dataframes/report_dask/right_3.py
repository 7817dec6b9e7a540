# leaves the combining to Dask's own groupby, which knows that a mean is a sum and a count
@lesson.exercise
def report_dask(pattern: str) -> pd.DataFrame:
    import dask.dataframe as dd

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    groups = flights.groupby("tailnum", dropna=False)["arr_delay"]
    found = groups.agg(["size", "count", "mean"]).compute(scheduler="synchronous")
    found.columns = ["flights", "arrived", "mean_delay"]
    found = found.reset_index().astype({"flights": "int64", "arrived": "int64", "mean_delay": "float64"})
    found = found.sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)
