# groups by origin and month and filters by the key afterwards, which the optimiser moves down
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    by_both = pl.scan_parquet(pattern).group_by("origin", "month").agg(mean_delay=pl.mean("arr_delay"))
    return by_both.filter(pl.col("month") == month).select("origin", "mean_delay").sort("origin")
