# MISTAKE: sorts with descending=True for both keys, so equal counts stand in reverse order of tailnum.
# TOLD: Both columns are sorted the same way.
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(pattern)
        .group_by("tailnum")
        .agg(
            pl.len().cast(pl.Int64).alias("flights"),
            pl.col("arr_delay").count().cast(pl.Int64).alias("arrived"),
            pl.col("arr_delay").mean().alias("mean_delay"),
        )
        .sort("flights", "tailnum", descending=True, nulls_last=True)
        .collect()
    )
