# MISTAKE: forgets nulls_last, so among equal counts the missing tailnum comes first.
# TOLD: The missing tailnum comes first among equals, as Polars
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
        .sort("flights", "tailnum", descending=[True, False])
        .collect()
    )
