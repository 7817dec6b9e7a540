# a lazy query in Polars' SQL
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    context = pl.SQLContext(flights=pl.scan_parquet(pattern))
    return context.execute(
        f"SELECT origin, AVG(arr_delay) AS mean_delay FROM flights WHERE month = {month} GROUP BY origin ORDER BY origin",
        eager=False,
    )
