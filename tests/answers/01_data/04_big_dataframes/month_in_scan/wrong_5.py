# MISTAKE: masks the delays with when/then inside agg instead of filtering, so nothing reaches the scan and airports without a flight stay.
# TOLD: Airports without a flight in the month have a row: the rows
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    in_month = pl.when(pl.col("month") == month).then(pl.col("arr_delay"))
    return pl.scan_parquet(pattern).group_by("origin").agg(in_month.mean().alias("mean_delay")).sort("origin")
