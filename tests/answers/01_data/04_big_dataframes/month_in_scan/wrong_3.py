# MISTAKE: collects at the end and returns a DataFrame.
# TOLD: What comes back is no LazyFrame: a frame that is collected
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    flights = pl.scan_parquet(pattern)
    wanted = pl.col("month") == month
    result = flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay"))
    return result.sort("origin").collect()
