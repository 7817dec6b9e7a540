# MISTAKE: leaves the counts as UInt32, as pl.len() gives them, instead of Int64.
# TOLD: The counts are unsigned 32-bit numbers, as Polars makes
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(pattern)
        .group_by("tailnum")
        .agg(
            pl.len().alias("flights"),
            pl.col("arr_delay").count().alias("arrived"),
            pl.col("arr_delay").mean().alias("mean_delay"),
        )
        .sort("flights", "tailnum", descending=[True, False], nulls_last=True)
        .collect()
    )
