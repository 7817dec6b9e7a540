# counts in plain loops over the collected two columns, then builds the frame with a schema
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    two = pl.scan_parquet(pattern).select("tailnum", "arr_delay").collect()
    flights, arrived, total = {}, {}, {}
    for tail, delay in two.iter_rows():
        flights[tail] = flights.get(tail, 0) + 1
        arrived.setdefault(tail, 0)
        total.setdefault(tail, 0)
        if delay is not None:
            arrived[tail] += 1
            total[tail] += delay
    order = sorted(flights, key=lambda tail: (-flights[tail], tail is None, tail or ""))
    return pl.DataFrame(
        {
            "tailnum": order,
            "flights": [flights[tail] for tail in order],
            "arrived": [arrived[tail] for tail in order],
            "mean_delay": [total[tail] / arrived[tail] if arrived[tail] else None for tail in order],
        },
        schema={"tailnum": pl.String, "flights": pl.Int64, "arrived": pl.Int64, "mean_delay": pl.Float64},
    )
