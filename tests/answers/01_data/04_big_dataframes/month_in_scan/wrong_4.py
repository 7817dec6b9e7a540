# MISTAKE: also filters out rows without a delay, so an airport whose flights in the month never arrived loses its row.
# TOLD: An airport whose flights in the month all lack a delay has
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    flights = pl.scan_parquet(pattern)
    wanted = (pl.col("month") == month) & pl.col("arr_delay").is_not_null()
    return flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")
