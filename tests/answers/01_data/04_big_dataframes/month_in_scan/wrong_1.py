# MISTAKE: takes the collect out but keeps the Python function in the filter.
# TOLD: Your plan calls a Python function for each value: no
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    flights = pl.scan_parquet(pattern)
    wanted = pl.col("month").map_elements(lambda value: value == month, return_dtype=pl.Boolean)
    return flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")
