# drops the collect and writes the filter as an expression
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    flights = pl.scan_parquet(pattern)
    wanted = pl.col("month") == month
    return flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")
