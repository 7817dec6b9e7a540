# MISTAKE: counts arrived with len() too, which counts missing delays as arrivals.
# TOLD: You counted the arrivals by `pl.len()`, which counts rows.
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(pattern)
        .group_by("tailnum")
        .agg(
            pl.len().cast(pl.Int64).alias("flights"),
            pl.col("arr_delay").len().cast(pl.Int64).alias("arrived"),
            pl.col("arr_delay").mean().alias("mean_delay"),
        )
        .sort("flights", "tailnum", descending=[True, False], nulls_last=True)
        .collect()
    )
