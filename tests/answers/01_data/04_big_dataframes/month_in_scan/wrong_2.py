# MISTAKE: repairs the filter but keeps collect().lazy(), so the plan starts from a frame in memory.
# TOLD: Your plan scans no Parquet file: everything was read before
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    flights = pl.scan_parquet(pattern).collect().lazy()
    wanted = pl.col("month") == month
    return flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")
