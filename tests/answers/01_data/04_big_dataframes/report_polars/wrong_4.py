# MISTAKE: drops the rows without a tailnum, as pandas' groupby would.
# TOLD: The flights without a tailnum are gone. They are a
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(pattern)
        .drop_nulls("tailnum")
        .group_by("tailnum")
        .agg(
            pl.len().cast(pl.Int64).alias("flights"),
            pl.col("arr_delay").count().cast(pl.Int64).alias("arrived"),
            pl.col("arr_delay").mean().alias("mean_delay"),
        )
        .sort("flights", "tailnum", descending=[True, False], nulls_last=True)
        .collect()
    )
