# one lazy group_by with len, count and mean, sorted with nulls_last
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    delay = pl.col("arr_delay")
    return (
        pl.scan_parquet(pattern)
        .group_by("tailnum")
        .agg(
            pl.len().cast(pl.Int64).alias("flights"),
            delay.count().cast(pl.Int64).alias("arrived"),
            delay.mean().cast(pl.Float64).alias("mean_delay"),
        )
        .sort("flights", "tailnum", descending=[True, False], nulls_last=True)
        .collect()
    )
