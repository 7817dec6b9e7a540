# a query in Polars' own SQL, run lazily and cast at the end
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    context = pl.SQLContext(t=pl.scan_parquet(pattern))
    query = context.execute(
        "SELECT tailnum, COUNT(*) AS flights, COUNT(arr_delay) AS arrived, AVG(arr_delay) AS mean_delay "
        "FROM t GROUP BY tailnum"
    )
    query = query.with_columns(pl.col("flights", "arrived").cast(pl.Int64), pl.col("mean_delay").cast(pl.Float64))
    return query.sort([-pl.col("flights"), pl.col("tailnum")], nulls_last=True).collect()
