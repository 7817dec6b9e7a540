"""Solutions of 01_data/04_big_dataframes: Big data frames."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from workbench.authoring import choice, reference


def _write(parts, folder):
    """A Parquet file for each part of the report's input."""
    for number, part in enumerate(parts):
        table = {
            "tailnum": pa.array(part["tailnum"], pa.string()),
            "arr_delay": pa.array(part["arr_delay"], pa.int16()),
        }
        pq.write_table(pa.table(table), Path(folder) / f"part_{number}.parquet")


def _parts(rng, i):
    """Parts of unequal size: aircraft with and without arrivals, some without a registration, ties in flights."""
    parts = []
    for _ in range(1 if i == 1 else rng.integers(2, 4)):
        n = int(rng.integers(1, 9))
        names = [None if rng.random() < 0.2 else f"N{rng.integers(0, 4)}" for _ in range(n)]
        delays = [None if rng.random() < 0.25 else int(rng.integers(-30, 200)) for _ in range(n)]
        parts.append({"tailnum": names, "arr_delay": delays})
    if i % 3 == 0:  # one that never arrived, in a group of its own
        parts[0]["tailnum"].append("N9")
        parts[0]["arr_delay"].append(None)
    return {"parts": parts}


EXAMPLE = [
    {"tailnum": ["A", None, "B"], "arr_delay": [10, 5, None]},
    {"tailnum": ["A", "A"], "arr_delay": [20, 60]},
]

# -- report_polars -----------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def report_polars(pattern):
    delay = pl.col("arr_delay")
    flights = pl.scan_parquet(pattern).group_by("tailnum")
    found = flights.agg(
        pl.len().cast(pl.Int64).alias("flights"),
        delay.count().cast(pl.Int64).alias("arrived"),
        delay.mean().alias("mean_delay"),
    )
    return found.sort("flights", "tailnum", descending=[True, False], nulls_last=True).collect()


@report_polars.probe
def _(candidate, parts):
    with tempfile.TemporaryDirectory() as folder:
        _write(parts, folder)
        found = candidate(str(Path(folder) / "*.parquet"))
        if not isinstance(found, pl.DataFrame):
            return {"kind": type(found).__name__}
        types = {name: str(kind) for name, kind in found.schema.items()}
        return {"types": types, "rows": found.rows()}


report_polars.example(parts=EXAMPLE)
report_polars.cases(n=8)(_parts)


@report_polars.alternative
def _(pattern):
    query = """
        SELECT tailnum, CAST(count(*) AS BIGINT) AS flights, CAST(count(arr_delay) AS BIGINT) AS arrived,
               avg(arr_delay) AS mean_delay
        FROM flights GROUP BY tailnum
    """
    found = pl.SQLContext(flights=pl.scan_parquet(pattern)).execute(query).collect()
    return found.sort(pl.col("flights").neg(), pl.col("tailnum"), nulls_last=True)


report_polars.misconception(
    "The missing tailnum comes first among equals, as Polars sorts by default. Ask for it last.",
    'found.sort("flights", "tailnum", descending=[True, False], nulls_last=True) → '
    'found.sort("flights", "tailnum", descending=[True, False])',
)
report_polars.misconception(
    "You counted the arrivals by `pl.len()`, which counts rows. `count` of a column leaves out the missing ones.",
    "delay.count().cast(pl.Int64) → pl.len().cast(pl.Int64)",
)
report_polars.misconception(
    "You counted the flights by a column that may be missing. A row is a flight, whatever is missing in it.",
    "pl.len().cast(pl.Int64) → delay.count().cast(pl.Int64)",
)
report_polars.misconception(
    "The counts are unsigned 32-bit numbers, as Polars makes them: they do not equal another engine's, and run over at "
    "four thousand million. Cast them.",
    "pl.len().cast(pl.Int64) → pl.len()",
    "delay.count().cast(pl.Int64) → delay.count()",
)
report_polars.misconception(
    "You filled the missing delays with zero, so a flight that never arrived was on time.",
    "delay.mean() → delay.fill_null(0).mean()",
)
report_polars.misconception(
    "The flights without a tailnum are gone. They are a group too: whoever drops them loses rows without a word.",
    "pl.scan_parquet(pattern).group_by → pl.scan_parquet(pattern).drop_nulls('tailnum').group_by",
)
report_polars.misconception(
    "Both columns are sorted the same way. The flights fall, the names rise.",
    "[True, False] → True",
)


report_polars.hints(
    "Begin with `pl.scan_parquet(pattern)` and end with `collect()`; in between, one `group_by` and one `agg`.",
    "`pl.len()` counts rows, `pl.col(…).count()` those where the column is not missing. Cast both, and name all three.",
    '`.sort("flights", "tailnum", descending=[True, False], nulls_last=True)` settles the order; Polars keeps the missing '
    "key as a group by itself.",
)
report_polars.explain(
    "The whole query is known before anything is read, so only two columns of the files are. `len` and `count` differ by "
    "the missing delays; the sort has to say where the missing key goes, because engines differ in it."
)

# -- month_in_scan -----------------------------------------------------------------------------------------------------


@reference(role="repair", time_limit=20)
def month_in_scan(pattern, month):
    flights = pl.scan_parquet(pattern).filter(pl.col("month") == month)
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.probe
def _(candidate, rows, month):
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2):
            part = {name: values[number::2] for name, values in rows.items()}
            types = {name: pl.String if name == "origin" else pl.Int16 for name in part}
            pl.DataFrame(part, schema=types).write_parquet(Path(folder) / f"{number}.parquet")
        found = candidate(str(Path(folder) / "*.parquet"), month)
        if not isinstance(found, pl.LazyFrame):
            return {"kind": type(found).__name__, "plan": "", "columns": [], "rows": []}
        result = found.collect()
        return {
            "kind": "LazyFrame",
            "plan": found.explain().replace(folder, ""),
            "columns": [f"{name} {kind}" for name, kind in result.schema.items()],
            "rows": [(name, -9999.0 if mean is None else float(mean)) for name, mean in result.rows()],
        }


@month_in_scan.verify
def _(got, expected, inputs):
    if got["kind"] != "LazyFrame":
        return "What comes back is no LazyFrame: a frame that is collected has no plan left to improve."
    if got["columns"] != expected["columns"]:
        return f"The result has not the columns {', '.join(expected['columns'])}."
    names, wanted = [name for name, _ in got["rows"]], [name for name, _ in expected["rows"]]
    if (
        sorted(names) == names
        and set(names) < set(wanted)
        and {(n, -9999.0) for n in set(wanted) - set(names)} <= set(expected["rows"])
    ):
        return "An airport whose flights in the month all lack a delay has no row: its mean is missing, its row stays."
    if set(names) > set(wanted):
        return "Airports without a flight in the month have a row: the rows of other months were not filtered out."
    if names != wanted:
        return "The airports of the result are others, or in another order: those with a flight in the month, sorted."
    if any(abs(a[1] - b[1]) > 1e-9 for a, b in zip(got["rows"], expected["rows"], strict=True)):
        return "The means are others than those of the flights in the month."
    plan = got["plan"].lower()
    if "parquet scan" not in plan:
        return "Your plan scans no Parquet file: everything was read before the optimiser saw the query."
    if "selection" not in plan:
        return "The filter stands above the scan in your plan, so every row of the files comes up to it."
    if "filter" in plan:
        return "Only a part of the filter is in the scan; another one stands above it."
    if "python_udf" in plan:
        return "Your plan calls a Python function for each value: no statistics of the file can answer that."
    if f" 3/{len(inputs['rows'])} " not in plan:
        return "Your plan reads other than three columns from the files."
    return None


month_in_scan.example(
    rows={
        "origin": ["JFK", "JFK", "LGA", "EWR"],
        "month": [1, 2, 2, 1],
        "arr_delay": [9, 4, None, 1],
        "day": [1, 2, 3, 4],
    },
    month=2,
)


@month_in_scan.cases(n=6)
def _(rng, i):
    n = int(rng.integers(4, 20))
    rows = {
        "origin": [str(each) for each in rng.choice(["JFK", "LGA", "EWR"], size=n)],
        "month": [int(each) for each in rng.integers(1, 4, size=n)],
        "arr_delay": [None if rng.random() < 0.2 else int(rng.integers(-20, 90)) for _ in range(n)],
        "day": [int(each) for each in rng.integers(1, 29, size=n)],
        "distance": [int(each) for each in rng.integers(90, 3000, size=n)],
    }
    return {"rows": rows, "month": 12 if i == 0 else int(rng.integers(1, 4))}


@month_in_scan.alternative
def _(pattern, month):
    query = pl.scan_parquet(pattern).select("origin", "month", "arr_delay")
    means = query.group_by("origin", "month").agg(mean_delay=pl.mean("arr_delay"))
    return means.filter(pl.col("month").eq(month)).select("origin", "mean_delay").sort("origin")


@month_in_scan.misconception("Your plan scans no Parquet file: everything was read before the optimiser saw the query.")
def _(pattern, month):
    flights = pl.scan_parquet(pattern).collect().lazy().filter(pl.col("month") == month)
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.misconception("Your plan scans no Parquet file: everything was read before the optimiser saw the query.")
def _(pattern, month):
    flights = pl.read_parquet(pattern).lazy().filter(pl.col("month") == month)
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.misconception(
    "Your plan calls a Python function for each value: no statistics of the file can answer that."
)
def _(pattern, month):
    wanted = pl.col("month").map_elements(lambda value: value == month, return_dtype=pl.Boolean)
    flights = pl.scan_parquet(pattern).filter(wanted)
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.misconception("The filter stands above the scan in your plan, so every row of the files comes up to it.")
def _(pattern, month):
    wanted = pl.col("month").map_elements(int, return_dtype=pl.Int64)
    flights = pl.scan_parquet(pattern).with_columns(wanted).filter(pl.col("month") == month)
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.misconception("What comes back is no LazyFrame: a frame that is collected has no plan left to improve.")
def _(pattern, month):
    return month_in_scan(pattern, month).collect()


@month_in_scan.misconception(
    "An airport whose flights in the month all lack a delay has no row: its mean is missing, its row stays."
)
def _(pattern, month):
    flights = pl.scan_parquet(pattern).filter((pl.col("month") == month) & pl.col("arr_delay").is_not_null())
    return flights.group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


@month_in_scan.misconception(
    "Airports without a flight in the month have a row: the rows of other months were not filtered out."
)
def _(pattern, month):
    inside = pl.when(pl.col("month") == month).then(pl.col("arr_delay"))
    return pl.scan_parquet(pattern).group_by("origin").agg(inside.mean().alias("mean_delay")).sort("origin")


month_in_scan.misconception(
    "The means are others than those of the flights in the month.",
    'pl.col("arr_delay").mean() → pl.col("arr_delay").fill_null(0).mean()',
)

month_in_scan.hints(
    "Print `explain()` of the query as it stands. Which word is at the bottom, and what stands above it?",
    "Two things hide the query from the optimiser: rows that are collected before the filter, and a filter in Python.",
    'Scan, then `filter(pl.col("month") == month)`, with neither `collect` nor `map_elements`; the rest may stay.',
)
month_in_scan.explain(
    "`collect().lazy()` gives a LazyFrame again, but its plan begins with a table that is in memory whole. `map_elements` calls "
    "Python for each value, which no scan can do. Without both, the filter and the three columns reach the scan."
)

# -- groups_to_read ----------------------------------------------------------------------------------------------------


@reference
def groups_to_read(paths, column, low, high):
    needed = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            known = metadata.row_group(number).column(place).statistics
            if known is None or not known.has_min_max or (known.min <= high and low <= known.max):
                needed += 1
    return needed


@groups_to_read.probe
def _(candidate, files, column, low, high):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (table, size, noted) in enumerate(files):
            paths.append(str(Path(folder) / f"{number}.parquet"))
            made = pa.table({name: pa.array(values, pa.int64()) for name, values in table.items()})
            pq.write_table(made, paths[-1], row_group_size=size, write_statistics=noted)
        return candidate(paths, column, low, high)


groups_to_read.example(
    files=[({"month": [1, 1, 1, 3, 3, 4], "day": [2, 9, 5, 5, 2, 2]}, 2, True)], column="month", low=2, high=3
)
groups_to_read.example(files=[({"month": [1, 2, 9]}, 1, False)], column="month", low=3, high=4)


@groups_to_read.cases(n=12)
def _(rng, i):
    files = []
    for _ in range(0 if i == 0 else rng.integers(1, 4)):
        n = int(rng.integers(1, 10))
        month = sorted(int(each) for each in rng.integers(1, 13, size=n))
        day = [None if rng.random() < 0.3 else int(each) for each in rng.integers(1, 29, size=n)]
        files.append(({"day": day, "month": month}, int(rng.integers(1, 4)), bool(rng.random() < 0.75)))
    column = "month" if i % 3 else "day"
    low = int(rng.integers(1, 13))
    return {"files": files, "column": column, "low": low, "high": low + int(rng.integers(0, 3))}


@groups_to_read.alternative
def _(paths, column, low, high):
    skipped = total = 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            total += file.num_row_groups
            for number in range(file.num_row_groups):
                group = file.metadata.row_group(number)
                (chunk,) = [
                    group.column(k) for k in range(group.num_columns) if group.column(k).path_in_schema == column
                ]
                if chunk.statistics is not None and chunk.statistics.has_min_max:
                    skipped += chunk.statistics.max < low or chunk.statistics.min > high
    return total - int(skipped)


groups_to_read.misconception(
    "You count a group only if its smallest and largest value both lie in the range. A group that reaches out of it on one side, "
    "or on both, may hold wanted rows.",
    "known.min <= high and low <= known.max → low <= known.min and known.max <= high",
)
groups_to_read.misconception(
    "You skip groups without a recorded minimum and maximum. Nothing is known of them, so they have to be read.",
    "known is None or not known.has_min_max or (known.min <= high and low <= known.max) → "
    "known is not None and known.has_min_max and known.min <= high and low <= known.max",
)
groups_to_read.misconception(
    "The ends of the range belong to it: a group whose minimum is `high`, or whose maximum is `low`, must be read.",
    "known.min <= high and low <= known.max → known.min < high and low < known.max",
)


groups_to_read.misconception(
    "You ask whether the smallest or the largest value lies in the range. A group that begins below the range and ends above it "
    "has neither in it, and may hold wanted rows all the same.",
    "known.min <= high and low <= known.max → low <= known.min <= high or low <= known.max <= high",
)


@groups_to_read.misconception("You count files, not row groups. A file may be skipped in part.")
def _(paths, column, low, high):
    return sum(groups_to_read([path], column, low, high) > 0 for path in paths)


@groups_to_read.misconception(
    "You looked at the rows and count groups that hold a wanted one. A scan decides before it reads, by minimum and "
    "maximum alone; a group may span the range and hold nothing in it."
)
def _(paths, column, low, high):
    needed = 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                values = file.read_row_group(number, columns=[column])[column].to_pylist()
                needed += any(value is not None and low <= value <= high for value in values)
    return needed


@groups_to_read.misconception("You count all groups. Those whose statistics exclude the range are skipped.")
def _(paths, column, low, high):
    return sum(pq.read_metadata(path).num_row_groups for path in paths)


groups_to_read.hints(
    "When can two ranges, [minimum, maximum] and [low, high], have nothing in common?",
    "`pq.read_metadata(path).row_group(k).column(j).statistics` has `min`, `max` and `has_min_max`, or is None.",
    "Count the groups that cannot be excluded: no statistics, no minimum, or minimum ≤ high and low ≤ maximum.",
)
groups_to_read.explain(
    "Two intervals meet when each begins before the other ends. That is all the scan knows, so it may read groups in vain, and it must "
    "never skip one of which nothing is noted."
)

# -- report_sql --------------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def report_sql(pattern):
    return f"""
        SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay
        FROM '{pattern}'
        GROUP BY tailnum
        ORDER BY flights DESC, tailnum ASC NULLS LAST
    """


@report_sql.probe
def _(candidate, parts):
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        _write(parts, folder)
        text = candidate(str(Path(folder) / "*.parquet"))
        connection = duckdb.connect(config={"threads": 1})
        try:
            found = connection.sql(text)
            types = dict(zip(found.columns, map(str, found.types), strict=True))
            return {"types": types, "rows": found.fetchall()}
        finally:
            connection.close()


report_sql.example(parts=EXAMPLE)
report_sql.cases(n=8)(_parts)


@report_sql.alternative
def _(pattern):
    return (
        "WITH f AS (SELECT tailnum, arr_delay, CASE WHEN arr_delay IS NULL THEN 0 ELSE 1 END AS there "
        f"FROM read_parquet('{pattern}')) SELECT tailnum, count(1) AS flights, CAST(sum(there) AS BIGINT) AS arrived, "
        "CAST(sum(arr_delay) AS DOUBLE) / nullif(sum(there), 0) AS mean_delay FROM f GROUP BY tailnum "
        "ORDER BY 2 DESC, tailnum IS NULL, tailnum"
    )


@report_sql.misconception(
    "You counted the arrivals by count(*), which counts rows. count(column) leaves out the missing ones."
)
def _(pattern):
    return report_sql(pattern).replace("count(arr_delay)", "count(*)")


@report_sql.misconception("You counted the flights by a column that may be missing: count(*) counts rows.")
def _(pattern):
    return report_sql(pattern).replace("count(*)", "count(arr_delay)")


@report_sql.misconception("You counted the flights by a column that may be missing: count(*) counts rows.")
def _(pattern):
    return report_sql(pattern).replace("count(*)", "count(tailnum)")


@report_sql.misconception("The missing tailnum comes first among equals. NULLS LAST says where it belongs.")
def _(pattern):
    return report_sql(pattern).replace("NULLS LAST", "NULLS FIRST")


@report_sql.misconception(
    "The flights without a tailnum are gone: NULL is a group of its own in GROUP BY, until you filter it out."
)
def _(pattern):
    return report_sql(pattern).replace("GROUP BY", "WHERE tailnum IS NOT NULL GROUP BY")


@report_sql.misconception("You filled the missing delays with zero, so a flight that never arrived was on time.")
def _(pattern):
    return report_sql(pattern).replace("avg(arr_delay)", "avg(coalesce(arr_delay, 0))")


@report_sql.misconception(
    "You divided by all flights. The minutes are those of flights that arrived, and so must the number be: avg passes over NULL."
)
def _(pattern):
    return report_sql(pattern).replace("avg(arr_delay)", "sum(arr_delay) / count(*)")


@report_sql.misconception(
    "You filtered out the rows without a delay. They are flights too: now aircraft that never arrived are gone, and flights equals "
    "arrivals."
)
def _(pattern):
    return report_sql(pattern).replace("GROUP BY", "WHERE arr_delay IS NOT NULL GROUP BY")


@report_sql.misconception("An aircraft that never arrived has no mean, and you gave it 0. Leave it NULL.")
def _(pattern):
    return report_sql(pattern).replace("avg(arr_delay)", "coalesce(avg(arr_delay), 0)")


@report_sql.misconception("You took the sum in place of the mean; DuckDB's sum of whole numbers is a HUGEINT besides.")
def _(pattern):
    return report_sql(pattern).replace("avg(", "sum(")


@report_sql.misconception(
    "The rows are in the order of the names. More flights come first; the name decides among equals."
)
def _(pattern):
    return report_sql(pattern).replace("flights DESC, tailnum ASC NULLS LAST", "tailnum ASC NULLS LAST")


report_sql.hints(
    "DuckDB reads files whose pattern stands in quotation marks where a table would: FROM '…'.",
    "count(*) counts rows, count(x) rows where x is not NULL, and avg(x) passes over NULL.",
    "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay … GROUP BY tailnum ORDER BY "
    "flights DESC, tailnum NULLS LAST, in an f-string with the pattern.",
)
report_sql.explain(
    "The aggregates pass over NULL, the GROUP BY keeps it as a key, and the ORDER BY says where it goes. The types are "
    "those of the contract, as count gives a BIGINT and avg a DOUBLE."
)

# -- report_dask -------------------------------------------------------------------------------------------------------


@reference(role="repair", time_limit=30)
def report_dask(pattern):
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", minutes="sum").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    found = parts.groupby("tailnum", dropna=False)[["flights", "arrived", "minutes"]].sum().reset_index()
    found["mean_delay"] = found["minutes"] / found["arrived"]
    found = found.sort_values(["flights", "tailnum"], ascending=[False, True])
    return found[["tailnum", "flights", "arrived", "mean_delay"]].reset_index(drop=True)


@report_dask.probe
def _(candidate, parts):
    with tempfile.TemporaryDirectory() as folder:
        _write(parts, folder)
        found = candidate(str(Path(folder) / "*.parquet"))
        if not isinstance(found, pd.DataFrame):
            return {"kind": type(found).__name__}
        columns = {}
        for name in found.columns:
            values = found[name].astype(object)
            columns[str(name)] = values.where(found[name].notna(), None).tolist()
        return {"columns": columns, "index": found.index.tolist()}


# The files have no other columns: where most of a file is not read, Dask puts several into one partition, and of two such
# files a mean of means is right.
report_dask.example(parts=EXAMPLE)
report_dask.cases(n=5)(_parts)


@report_dask.alternative
def _(pattern):
    import dask
    import dask.dataframe as dd

    groups = dd.read_parquet(pattern).groupby("tailnum", dropna=False)["arr_delay"]
    with dask.config.set(scheduler="synchronous"):
        found = groups.agg(["size", "count", "mean"]).compute()
    found = found.rename(columns={"size": "flights", "count": "arrived", "mean": "mean_delay"}).reset_index()
    found = found.sort_values("tailnum", na_position="last").sort_values("flights", ascending=False, kind="stable")
    return found.reset_index(drop=True)


@report_dask.misconception(
    "That is still an average of averages: a partition with one flight counts as much as one with a thousand. Keep what adds up, "
    "the minutes and the arrivals, and divide at the end."
)
def _(pattern):
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", mean_delay="mean").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    total = parts.groupby("tailnum", dropna=False)
    found = total.agg(flights=("flights", "sum"), arrived=("arrived", "sum"), mean_delay=("mean_delay", "mean"))
    found = found.reset_index().sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)


@report_dask.misconception(
    "A median of means is not the mean either: what the partitions keep must be something that adds up, the minutes and the arrivals."
)
def _(pattern):
    import dask.dataframe as dd

    def of_partition(rows):
        delays = rows.groupby("tailnum", dropna=False)["arr_delay"]
        return delays.agg(flights="size", arrived="count", mean_delay="mean").reset_index()

    flights = dd.read_parquet(pattern, columns=["tailnum", "arr_delay"])
    parts = flights.map_partitions(of_partition).compute(scheduler="synchronous")
    total = parts.groupby("tailnum", dropna=False)
    found = total.agg(flights=("flights", "sum"), arrived=("arrived", "sum"), mean_delay=("mean_delay", "median"))
    found = found.reset_index().sort_values(["flights", "tailnum"], ascending=[False, True], na_position="last")
    return found.reset_index(drop=True)


report_dask.misconception(
    "You divided by all flights. The minutes are those of flights that arrived, and so must the number be.",
    'found["minutes"] / found["arrived"] → found["minutes"] / found["flights"]',
)


report_dask.misconception(
    "You divided by all flights. The minutes are those of flights that arrived, and so must the number be.",
    'found["minutes"] / found["arrived"] → (found["minutes"] / found["flights"]).where(found["arrived"] > 0)',
)


@report_dask.misconception(
    "The flights without a tailnum are gone: groupby drops a missing key unless it gets dropna=False, here each time."
)
def _(pattern):
    return report_dask(pattern).dropna(subset=["tailnum"]).reset_index(drop=True)


report_dask.misconception(
    "A mean weighted by all flights of a partition is not it either: a partition's mean stands for the flights that arrived.",
    'delays.agg(flights="size", arrived="count", minutes="sum") → '
    'delays.agg(flights="size", arrived="count", minutes=lambda values: values.mean() * len(values))',
)
report_dask.misconception(
    "A mean weighted by all flights of a partition is not it either: a partition's mean stands for the flights that arrived.",
    'delays.agg(flights="size", arrived="count", minutes="sum") → '
    'delays.agg(flights="size", arrived="count", minutes=lambda values: values.mean() * len(values))',
    'found["minutes"] / found["arrived"] → (found["minutes"] / found["flights"]).where(found["arrived"] > 0)',
)
report_dask.misconception(
    "An aircraft that never arrived has no mean, and you gave it 0. Leave it missing.",
    'found["minutes"] / found["arrived"] → found["minutes"] / found["arrived"].clip(lower=1)',
)
report_dask.misconception(
    "The rows keep the numbers that they had before sorting. Number them again from 0.",
    'found[["tailnum", "flights", "arrived", "mean_delay"]].reset_index(drop=True) → '
    'found[["tailnum", "flights", "arrived", "mean_delay"]]',
)

report_dask.hints(
    "Work out by hand what the code gives for an aircraft with delays 10 in one file and 20 and 60 in the other.",
    "Which of the three columns may be combined by adding, and what would have to be kept in place of the third?",
    "In of_partition ask for the sum of the delays, add up all three over the partitions, and divide the minutes by the arrivals "
    "at the end; where there are none the mean is missing.",
)
report_dask.explain(
    "A sum of sums is the sum, a mean of means is not the mean unless all parts are equally large, which is why copies hide the "
    "fault. Dask's own groupby does what the repair does: it keeps sum and count for each partition and divides last."
)

report_dask.equivalent(
    "dd.read_parquet(pattern, columns=['tailnum', 'arr_delay']) → dd.read_parquet(pattern)",
    because="the other columns are read and not used: the answer is the same, only dearer",
)
report_dask.equivalent(
    "flights.map_partitions(of_partition).compute(scheduler='synchronous') → flights.map_partitions(of_partition).compute()",
    because="the scheduler decides who computes, not what",
)
report_dask.equivalent(
    "delays.agg(flights='size', arrived='count', minutes='sum').reset_index() → "
    "delays.agg(flights='size', arrived='count', minutes='sum')",
    because="groupby finds a key in the index by its name as well",
)

# -- partition_count ---------------------------------------------------------------------------------------------------


@reference
def partition_count(file_mb, growth, cores, memory_mb):
    needed = file_mb * growth
    waves = -(-needed // memory_mb)
    return cores * int(waves)


partition_count.example(file_mb=1000, growth=3.0, cores=4, memory_mb=2000)
partition_count.example(file_mb=100, growth=2.5, cores=2, memory_mb=2000)


@partition_count.cases(n=14)
def _(rng, i):
    memory = int(rng.integers(1, 9)) * 256
    growth = int(rng.integers(2, 17)) / 2
    size = memory * int(rng.integers(1, 6)) / growth if i % 4 == 0 else int(rng.integers(10, 20_000))
    if i % 4 == 0:
        growth, size = 4.0, memory * int(rng.integers(1, 6)) / 4
    return {"file_mb": size, "growth": growth, "cores": int(rng.integers(1, 9)), "memory_mb": memory}


@partition_count.alternative
def _(file_mb, growth, cores, memory_mb):
    partitions = cores
    while cores * file_mb * growth / partitions > memory_mb:
        partitions += cores
    return partitions


partition_count.misconception(
    "You left out that each core holds a partition at the same time. All of them together must fit.",
    "cores * int(waves) → cores * max(1, int(-(-waves // cores)))",
)
partition_count.misconception(
    "You reckoned with the size of the files. In memory the data are `growth` times as large.",
    "file_mb * growth → file_mb",
)
partition_count.misconception(
    "That is the smallest number that fits on its own. It must be a multiple of the cores, or some idle in the last round.",
    "cores * int(waves) → max(cores, int(-(-cores * needed // memory_mb)))",
)
partition_count.misconception(
    "You rounded down, so the partitions are a little too large for the memory.",
    "-(-needed // memory_mb) → max(1, needed // memory_mb)",
)
partition_count.misconception(
    "You rounded to the nearest number of rounds. Where that is down, the partitions are too large for the memory: round up.",
    "-(-needed // memory_mb) → max(1, round(needed / memory_mb))",
)
partition_count.misconception(
    "Exactly the memory is allowed: you went one round further than needed.",
    "-(-needed // memory_mb) → needed // memory_mb + 1",
)
partition_count.misconception(
    "That is how often all cores are filled. Each round has as many partitions as there are cores.",
    "cores * int(waves) → int(waves)",
)

partition_count.hints(
    "How large is one of n equal partitions in memory, and how many of them are there at a time?",
    "cores · file_mb · growth / n may be at most memory_mb, and n = cores · k.",
    "k is file_mb · growth / memory_mb rounded up; return cores times that, as an int.",
)
partition_count.explain(
    "With n = cores · k the cores hold file_mb · growth / k at a time. So k is the number of times that the memory must be filled, "
    "rounded up, and each filling has a partition for each core."
)

partition_count.equivalent("int(waves) → waves", because="8 and 8.0 are accepted alike")

# -- report_spark ------------------------------------------------------------------------------------------------------


@reference(time_limit=90)
def report_spark(flights):
    from pyspark.sql import functions as F

    delay = F.col("arr_delay")
    found = flights.groupBy("tailnum").agg(
        F.count("*").alias("flights"), F.count(delay).alias("arrived"), F.avg(delay).alias("mean_delay")
    )
    return found.orderBy(F.col("flights").desc(), F.col("tailnum").asc_nulls_last())


_SMALL = {
    "ui.enabled": "false",
    "ui.showConsoleProgress": "false",
    "driver.host": "127.0.0.1",
    "driver.memory": "512m",
    "driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k",
    "sql.shuffle.partitions": "2",
    "log.level": "ERROR",
}
# A class lets a submission have so many threads and no more; Spark keeps one for everything that may happen once.
_FEW_THREADS = {
    "rpc.io.serverThreads": "1",
    "rpc.io.clientThreads": "1",
    "rpc.netty.dispatcher.numThreads": "2",
    "shuffle.io.serverThreads": "1",
    "shuffle.io.clientThreads": "1",
    "shuffle.mapOutput.dispatcher.numThreads": "1",
    "resultGetter.threads": "1",
    "cleaner.referenceTracking": "false",
    "sql.adaptive.enabled": "false",
    "sql.shuffleExchange.maxThreadThreshold": "2",
    "sql.broadcastExchange.maxThreadThreshold": "2",
    "sql.resultQueryStage.maxThreadThreshold": "2",
}


def _session():
    """A small local session, one for a process; what Java writes when it starts goes nowhere."""
    import os
    import shutil

    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise RuntimeError(
            "Spark needs Java 17 or newer, which is not on this machine. Install it (apt-get install default-jre-headless), "
            "or leave report_spark empty and go on: all else runs without it."
        )
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[1]").appName("checks")
    for name, value in (_SMALL | _FEW_THREADS).items():
        builder = builder.config(f"spark.{name}", value)
    errors, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        return builder.getOrCreate()
    finally:
        os.dup2(errors, 2)
        os.close(errors)
        os.close(nowhere)


@report_spark.probe
def _(candidate, parts):
    table = pa.table(
        {
            "tailnum": pa.array([name for part in parts for name in part["tailnum"]], pa.string()),
            "arr_delay": pa.array([delay for part in parts for delay in part["arr_delay"]], pa.int32()),
        }
    )
    from concurrent.futures import ThreadPoolExecutor

    # Each thread speaks to Java on a connection of its own. Whoever stops waiting in the middle of an answer leaves one
    # that nobody uses again; on a common one all later answers would belong to the question before.
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(_collected, candidate, table).result()
    finally:
        pool.shutdown(wait=False)


def _collected(candidate, table):
    found = candidate(_session().createDataFrame(table))
    if (
        type(found).__name__ != "DataFrame"
        or not hasattr(found, "dtypes")
        or not callable(getattr(found, "collect", None))
    ):
        return {"kind": type(found).__name__}
    return {"types": dict(found.dtypes), "rows": [tuple(row) for row in found.collect()]}


report_spark.example(parts=EXAMPLE)
report_spark.cases(n=3)(_parts)


@report_spark.alternative
def _(flights):
    return flights.sparkSession.sql(
        "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay "
        "FROM {flights} GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS LAST",
        flights=flights,
    )


report_spark.misconception(
    "The missing tailnum comes first among equals, as Spark sorts by default. Ask for it last.",
    'F.col("tailnum").asc_nulls_last() → F.col("tailnum")',
)
report_spark.misconception(
    "You counted the arrivals by rows. count of a column leaves out the missing ones.",
    'F.count(delay) → F.count("*")',
)
report_spark.misconception(
    "You counted the flights by a column that may be missing. A row is a flight, whatever is missing in it.",
    'F.count("*") → F.count("tailnum")',
)
report_spark.misconception(
    "You counted the flights by a column that may be missing. A row is a flight, whatever is missing in it.",
    'F.count("*") → F.count(delay)',
)


@report_spark.misconception("You filled the missing delays with zero, so a flight that never arrived was on time.")
def _(flights):
    return report_spark(flights.fillna(0, subset=["arr_delay"]))


@report_spark.misconception(
    "You dropped rows in which something is missing. They are flights too: an aircraft that never arrived has a row, and so have the "
    "flights without a tailnum."
)
def _(flights):
    return report_spark(flights.dropna(subset=["tailnum", "arr_delay"]))


@report_spark.misconception(
    "You sorted by the flights alone, which leaves the order among equals to chance: the tailnum decides it."
)
def _(flights):
    from pyspark.sql import functions as F

    return report_spark(flights).orderBy(F.col("flights").desc())


report_spark.misconception(
    "You filled the missing delays with zero, so a flight that never arrived was on time.",
    "F.avg(delay) → F.avg(F.coalesce(delay, F.lit(0)))",
)
report_spark.misconception(
    "The flights without a tailnum are gone. They are a group too.",
    'flights.groupBy("tailnum") → flights.dropna(subset=["tailnum"]).groupBy("tailnum")',
)
report_spark.misconception(
    "The flights rise from the top down. More flights come first.",
    'F.col("flights").desc() → F.col("flights")',
)

report_spark.hints(
    "`from pyspark.sql import functions as F`; then groupBy, agg and orderBy, much as in Polars.",
    '`F.count("*")` counts rows, `F.count("arr_delay")` those that are not missing; `.alias` names a column.',
    'Sort by `F.col("flights").desc(), F.col("tailnum").asc_nulls_last()`.',
)
report_spark.explain(
    "The same plan as in the other engines: group, three aggregates, a sort that says where the missing key goes. Nothing runs until "
    "somebody collects, and no row passes through Python."
)

# -- scatter -----------------------------------------------------------------------------------------------------------


@reference
def scatter(chunks, key, parts):
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        known = chunk[chunk[key].notna()]
        place = pd.util.hash_array(known[key].to_numpy(dtype=object)) % parts
        for number in range(parts):
            found[number].append(known[place == number])
    return [pd.concat(pieces) for pieces in found]


@scatter.probe
def _(candidate, left, right, parts):
    def chunks(table):
        for names, numbers in table:
            note = [None if row % 3 == 0 else "seen" for row in numbers]
            yield pd.DataFrame({"tailnum": pd.Series(names, dtype=object), "note": note, "row": numbers})

    told = []
    for table in (left, right):
        pieces = candidate(chunks(table), "tailnum", parts)
        told.append(
            [
                {
                    "columns": [str(name) for name in piece.columns],
                    "rows": list(
                        zip(
                            *([str(name) for name in piece["tailnum"]], [int(row) for row in piece["row"]]), strict=True
                        )
                    ),
                }
                for piece in pieces
            ]
        )
    return told


@scatter.verify
def _(got, expected, inputs):
    place = {}
    for pieces, table in zip(got, (inputs["left"], inputs["right"]), strict=True):
        if len(pieces) != inputs["parts"]:
            return "There are not as many parts as were asked for."
        if any(piece["columns"] != ["tailnum", "note", "row"] for piece in pieces):
            return "A part has not the columns of the table."
        rows = [row for piece in pieces for row in piece["rows"]]
        wanted = [
            (name, row)
            for names, numbers in table
            for name, row in zip(names, numbers, strict=True)
            if name is not None
        ]
        if len(rows) > len(wanted) and {row for _, row in wanted} < {row for _, row in rows}:
            return "Rows without a key are still there. In SQL they match nothing, not even each other."
        if rows and set(rows) == {(name, row) for name, row in wanted if row % 3}:
            return "Rows are gone in which another column is missing. Only a missing key may cost a row its place."
        if sorted(rows) != sorted(wanted):
            return "The parts together do not hold each row with a key exactly once."
        for number, piece in enumerate(pieces):
            if any(place.setdefault(name, number) != number for name, _ in piece["rows"]):
                return "Rows with the same key are in different parts, so some would never meet in the join."
            order = [row for _, row in piece["rows"]]
            if order != sorted(order):
                return "A part has its rows in another order than the table."
    many = len(place) >= 40 and inputs["parts"] >= 4  # as the docstring says
    if many and max(list(place.values()).count(number) for number in range(inputs["parts"])) > len(place) / 2:
        return "One part has most of the keys: then it is as large as the table."
    return None


scatter.example(left=[(["A", "B"], [0, 1]), ([None, "B"], [2, 3])], right=[(["A", "C"], [0, 1])], parts=2)


@scatter.cases(n=8)
def _(rng, i):
    def table(n):
        chunks, row = [], 0
        for _ in range(rng.integers(1, 4)):
            names = [None if rng.random() < 0.15 else f"N{rng.integers(0, 100 if i % 2 else 6)}" for _ in range(n)]
            chunks.append((names, list(range(row, row + n))))
            row += n
        return chunks

    size = 60 if i % 2 else int(rng.integers(1, 8))
    return {"left": table(size), "right": table(size), "parts": 1 if i == 0 else int(rng.integers(4, 8))}


@scatter.alternative
def _(chunks, key, parts):
    whole = pd.concat(list(chunks), ignore_index=True).dropna(subset=[key])
    number = whole[key].map(lambda text: sum(ord(c) * 31**k for k, c in enumerate(text)) % parts)
    return [whole[number == part] for part in range(parts)]


scatter.misconception(
    "Rows with the same key are in different parts, so some would never meet in the join.",
    "pd.util.hash_array(known[key].to_numpy(dtype=object)) → np.arange(len(known))",
)


@scatter.misconception("Rows with the same key are in different parts, so some would never meet in the join.")
def _(chunks, key, parts):
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        known = chunk[chunk[key].notna()]
        place = pd.factorize(known[key])[0] % parts
        for number in range(parts):
            found[number].append(known[place == number])
    return [pd.concat(pieces) for pieces in found]


scatter.misconception(
    "Rows without a key are still there. In SQL they match nothing, not even each other.",
    "chunk[chunk[key].notna()] → chunk",
)
scatter.misconception(
    "One part has most of the keys: then it is as large as the table.",
    "pd.util.hash_array(known[key].to_numpy(dtype=object)) % parts → np.zeros(len(known))",
)


@scatter.misconception("One part has most of the keys: then it is as large as the table.")
def _(chunks, key, parts):
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        known = chunk[chunk[key].notna()]
        place = known[key].map(lambda text: ord(text[0]) % parts).to_numpy()
        for number in range(parts):
            found[number].append(known[place == number])
    return [pd.concat(pieces) for pieces in found]


@scatter.misconception("Rows are gone in which another column is missing. Only a missing key may cost a row its place.")
def _(chunks, key, parts):
    return scatter((chunk.dropna() for chunk in chunks), key, parts)


@scatter.misconception("There are not as many parts as were asked for.")
def _(chunks, key, parts):
    return [piece for piece in scatter(chunks, key, parts) if len(piece)]


@scatter.misconception("The parts together do not hold each row with a key exactly once.")
def _(chunks, key, parts):
    return scatter(iter([next(iter(chunks))]), key, parts)


scatter.misconception(
    "The parts together do not hold each row with a key exactly once.",
    "chunk[chunk[key].notna()] → chunk.dropna(subset=[key]).drop_duplicates(subset=[key])",
)

scatter.hints(
    "For each chunk: which rows go where? The number of the part must follow from the key alone.",
    "`pd.util.hash_array` of the keys gives whole numbers; the remainder by `parts` is the part.",
    "Keep a list of pieces for each part; append the rows of the chunk with that remainder, and concatenate at the end. Drop "
    "rows with a missing key first.",
)
scatter.explain(
    "The part depends on the key only, so equal keys of both tables meet in the same pair of parts. A position in the chunk, or a code "
    "that each chunk numbers afresh, would not do that. Missing keys match nothing and need not be moved."
)

# -- salt_hot_keys -----------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def salt_hot_keys(left, right, key, hot, salts):
    is_hot = pl.col(key).is_in(hot)
    turn = pl.int_range(pl.len(), dtype=pl.Int64).over(key) % salts
    spread = left.with_columns(pl.when(is_hot).then(turn).otherwise(0).alias("salt"))
    copies = right.filter(is_hot).join(pl.DataFrame({"salt": range(salts)}), how="cross")
    others = right.filter(~is_hot).with_columns(pl.lit(0, dtype=pl.Int64).alias("salt"))
    return spread, pl.concat([others, copies])


@salt_hot_keys.probe
def _(candidate, left, right, hot, salts):
    tables = [
        pl.DataFrame({"key": names, "row": list(range(len(names)))}, schema={"key": pl.String, "row": pl.Int64})
        for names in (left, right)
    ]
    one, other = candidate(*tables, "key", hot, salts)
    return {
        "left types": {name: str(kind) for name, kind in one.schema.items()},
        "left": one.rows(),
        "right types": {name: str(kind) for name, kind in other.schema.items()},
        "right": sorted(other.rows()),
    }


salt_hot_keys.example(left=["A", "A", "B", "A"], right=["A", "B"], hot=["A"], salts=2)


@salt_hot_keys.cases(n=10)
def _(rng, i):
    names = [str(each) for each in rng.choice(["A", "B", "C", "D"], size=rng.integers(1, 20), p=[0.5, 0.3, 0.1, 0.1])]
    right = [str(each) for each in rng.choice(["A", "B", "C", "E"], size=rng.integers(1, 6))]
    hot = [] if i == 0 else (["A", "B"] if i % 2 else ["B", "Z"])
    return {"left": names, "right": right, "hot": hot, "salts": 1 if i == 1 else int(rng.integers(2, 5))}


@salt_hot_keys.alternative
def _(left, right, key, hot, salts):
    seen, salt = {}, []
    for name in left[key]:
        seen[name] = seen.get(name, -1) + 1
        salt.append(seen[name] % salts if name in hot else 0)
    rows = [(row, number) for row, name in enumerate(right[key]) for number in (range(salts) if name in hot else [0])]
    copies = right[[row for row, _ in rows]].with_columns(
        pl.Series("salt", [number for _, number in rows], dtype=pl.Int64)
    )
    return left.with_columns(pl.Series("salt", salt, dtype=pl.Int64)), copies


salt_hot_keys.misconception(
    "You salted the right table as the left one. Each of its hot rows must stand once for each salt, or most pairs are lost.",
    'right.filter(is_hot).join(pl.DataFrame({"salt": range(salts)}), how="cross") → '
    'right.filter(is_hot).with_columns(turn.alias("salt"))',
)
salt_hot_keys.misconception(
    "You copied every row of the right table, not only the hot ones. The join is right, but the table grows for nothing.",
    'right.filter(is_hot).join(pl.DataFrame({"salt": range(salts)}), how="cross") → '
    'right.join(pl.DataFrame({"salt": range(salts)}), how="cross").filter(is_hot | (pl.col("salt") > 0))',
)
salt_hot_keys.misconception(
    "All keys of the left table got a salt. The rows of those that are not hot find no partner with a salt other than 0.",
    "pl.when(is_hot).then(turn).otherwise(0) → turn",
)
salt_hot_keys.misconception(
    "You counted through the rows of the table, not those of each key, so that the salts of a key are uneven.",
    "pl.int_range(pl.len(), dtype=pl.Int64).over(key) → pl.int_range(pl.len(), dtype=pl.Int64)",
)
salt_hot_keys.misconception(
    "The rows of the right table that are not hot are gone, and with them all their pairs.",
    "pl.concat([others, copies]) → copies",
)
salt_hot_keys.misconception(
    "In the right table every salt is 0, so left rows with another salt find no partner. Each hot row must stand once for each salt.",
    'right.filter(is_hot).join(pl.DataFrame({"salt": range(salts)}), how="cross") → '
    'right.filter(is_hot).with_columns(pl.lit(0, dtype=pl.Int64).alias("salt"))',
)
salt_hot_keys.misconception(
    "The turns of a key begin with salt 1. The first row gets 0; cum_count counts from 1.",
    "pl.int_range(pl.len(), dtype=pl.Int64).over(key) % salts → (pl.int_range(pl.len(), dtype=pl.Int64).over(key) + 1) % salts",
)
salt_hot_keys.misconception(
    "You salted from 1 on. The salts are 0 to salts − 1, for both tables.",
    "pl.when(is_hot).then(turn).otherwise(0) → pl.when(is_hot).then(turn + 1).otherwise(0)",
    "range(salts) → range(1, salts + 1)",
)

salt_hot_keys.hints(
    "A pair of rows must meet exactly once: the left one has one salt, so in which salts must the right one stand?",
    "In left: `pl.int_range(pl.len()).over(key) % salts` counts within each key. In right: a cross join of the hot rows with the "
    "salts.",
    "`pl.when(pl.col(key).is_in(hot)).then(…).otherwise(0)` for left; for right put the rows that are not hot, with salt 0, and the "
    "copies together by `pl.concat`.",
)
salt_hot_keys.explain(
    "Each left row keeps one salt, and its partner stands in all of them, so every pair meets exactly once. The hot key's rows are now in "
    "`salts` pieces; the price is copies of few rows of the small table."
)

# -- choose_engine -----------------------------------------------------------------------------------------------------


@reference(role="decision")
def choose_engine(measured, quarters, memory_mb):
    found = []
    for name, own in measured.groupby("engine"):
        own = own.sort_values("quarters")
        sizes = own["quarters"].to_numpy(dtype=float)
        k = int(np.clip(np.searchsorted(sizes, quarters), 1, len(sizes) - 1))
        share = (quarters - sizes[k - 1]) / (sizes[k] - sizes[k - 1])
        seconds, peak = (
            own[column].iloc[k - 1] + share * (own[column].iloc[k] - own[column].iloc[k - 1])
            for column in ("seconds", "peak_mb")
        )
        if peak <= memory_mb:
            found.append((seconds, name))
    return min(found)[1] if found else "none"


@choose_engine.probe
def _(candidate, rows, quarters, memory_mb):
    columns = ["engine", "quarters", "seconds", "peak_mb"]
    return candidate(pd.DataFrame(rows, columns=columns), quarters, memory_mb)


choose_engine.example(
    rows=[("ox", 1, 1.0, 100), ("ox", 3, 2.0, 300), ("ram", 1, 4.0, 50), ("ram", 3, 5.0, 60)], quarters=5, memory_mb=400
)
choose_engine.example(
    rows=[("ox", 1, 1.0, 100), ("ox", 3, 2.0, 300), ("ram", 1, 4.0, 50), ("ram", 3, 5.0, 60)], quarters=2, memory_mb=200
)


@choose_engine.cases(n=24)
def _(rng, i):
    rows = []
    sizes = [1, 5, 9] if i % 2 else [2, 4]
    for name in ("ant", "bee", "cat")[: 2 if i % 3 else 3]:
        seconds, peak = int(rng.integers(1, 40)), int(rng.integers(20, 100))
        for size in sizes:
            rows.append((name, size, float(seconds), peak))
            seconds += int(rng.integers(0, 30))
            peak += int(rng.integers(0, 60)) * 4
    rows = [rows[k] for k in rng.permutation(len(rows))]
    if i % 6 == 0:  # equal in everything but the name
        rows += [("aardvark", *row[1:]) for row in rows if row[0] == "ant"]
    quarters = int(rng.choice([*sizes, 3, 7, 14, 30])) if i % 2 else int(rng.choice([2, 3, 4, 6]))
    return {"rows": rows, "quarters": quarters, "memory_mb": 10 if i == 1 else int(rng.integers(60, 400))}


@choose_engine.alternative
def _(measured, quarters, memory_mb):
    def at(own, column):
        points = sorted(zip(own["quarters"], own[column], strict=True))
        for (a, low), (b, high) in zip(points, points[1:], strict=False):
            if quarters <= b:
                break
        return low + (quarters - a) * (high - low) / (b - a)

    times = {name: at(own, "seconds") for name, own in measured.groupby("engine") if at(own, "peak_mb") <= memory_mb}
    return min(sorted(times), key=times.get, default="none")


choose_engine.misconception(
    "You took the quickest and did not look at the memory. An engine that is killed has no time.",
    "peak <= memory_mb → True",
)
choose_engine.misconception(
    "You took the engine that needs least memory. Among those that fit, the quickest is wanted.",
    "found.append((seconds, name)) → found.append((peak, name))",
)
choose_engine.misconception(
    "Beyond the largest size you kept its values, as np.interp does. The line through the two largest goes on.",
    "(quarters - sizes[k - 1]) / (sizes[k] - sizes[k - 1]) → min(1.0, (quarters - sizes[k - 1]) / (sizes[k] - sizes[k - 1]))",
)
choose_engine.misconception(
    "You took the times and the memory in proportion to the smallest size. A start costs the same for any size: use the line between "
    "the measured ones.",
    "own[column].iloc[k - 1] + share * (own[column].iloc[k] - own[column].iloc[k - 1]) → own[column].iloc[0] * quarters / sizes[0]",
)
choose_engine.misconception(
    "You took one line through the smallest and the largest size. Between two sizes the line between these two counts.",
    "int(np.clip(np.searchsorted(sizes, quarters), 1, len(sizes) - 1)) → len(sizes) - 1",
    "sizes[k - 1] → sizes[0]",
    "own[column].iloc[k - 1] → own[column].iloc[0]",
)
choose_engine.misconception(
    "You trust the order of the rows. The sizes come in any order: sort them first.",
    'own.sort_values("quarters") → own',
)


@choose_engine.misconception("You trust the order of the rows. The sizes come in any order: sort them first.")
def _(measured, quarters, memory_mb):
    found = []
    for name, own in measured.groupby("engine"):
        sizes = own["quarters"].to_numpy(dtype=float)
        told = []
        for column in ("seconds", "peak_mb"):
            values = own[column].to_numpy(dtype=float)
            slope = (values[-1] - values[-2]) / (sizes[-1] - sizes[-2])
            inside = float(np.interp(quarters, sizes, values))
            told.append(inside if quarters <= sizes[-1] else values[-1] + slope * (quarters - sizes[-1]))
        if told[1] <= memory_mb:
            found.append((told[0], name))
    return min(found)[1] if found else "none"


@choose_engine.misconception(
    "You took the quickest of all and then looked whether it fits. Another one may fit: leave out first what does not."
)
def _(measured, quarters, memory_mb):
    quickest = choose_engine(measured, quarters, float("inf"))
    return choose_engine(measured[measured["engine"] == quickest], quarters, memory_mb)


@choose_engine.misconception(
    "You fitted one line through all sizes. Between two measured sizes the line between these two counts, beyond them that of the "
    "two largest."
)
def _(measured, quarters, memory_mb):
    found = []
    for name, own in measured.groupby("engine"):
        seconds, peak = (
            np.polyval(np.polyfit(own["quarters"], own[column], 1), quarters) for column in ("seconds", "peak_mb")
        )
        if peak <= memory_mb:
            found.append((seconds, name))
    return min(found)[1] if found else "none"


choose_engine.misconception(
    "The peak may reach the memory exactly; you refused that.",
    "peak <= memory_mb → peak < memory_mb",
)

choose_engine.hints(
    "For each engine by itself: which two measured sizes does `quarters` lie between, or which two are the last?",
    "With a share t of the way from one to the next, a value is first + t · (second − first), and t may exceed 1.",
    "Collect (seconds, engine) of those whose peak fits, and take the smallest pair; “none” if there is none.",
)
choose_engine.explain(
    "A fixed cost for starting and a cost by row make nearly straight lines, so the line between neighbours, and beyond them, is a fair "
    "guess. Memory decides who may run, time who is chosen, and a pair sorts ties by name."
)

# -- lay_out -----------------------------------------------------------------------------------------------------------

PASS = 0.6
COLUMNS = ("month", "day", "distance")


@reference(role="open", time_limit=30, kept_back=("fresh",))
def lay_out(table, path, queries):
    asked = [query[0] for query in queries]
    most = max(table.column_names, key=asked.count)
    pq.write_table(table.sort_by(most), path, row_group_size=len(table) // 8 + 1)


@lay_out.probe
def _(candidate, rows, queries):
    table = pa.table({name: pa.array(values, pa.int16()) for name, values in rows.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "mine.parquet")
        candidate(table, path, [tuple(query) for query in queries])
        metadata = pq.read_metadata(path)
        groups = []
        for number in range(metadata.num_row_groups):
            group = metadata.row_group(number)
            chunks = [group.column(k) for k in range(group.num_columns)]
            ends = {}
            for chunk in chunks:
                known = chunk.statistics
                if known is not None and known.has_min_max:
                    ends[chunk.path_in_schema] = (int(known.min), int(known.max))
            groups.append({"bytes": sum(chunk.total_compressed_size for chunk in chunks), "ends": ends})
        found = pq.read_table(path)
        values = found.to_pydict()
        return {
            "footer": metadata.serialized_size,
            "groups": groups,
            "types": {field.name: str(field.type) for field in found.schema},
            "rows": sorted(zip(*(values[name] for name in found.column_names), strict=True)),
        }


def _read(told, query):
    return told["footer"] + sum(group["bytes"] for group in told["groups"] if _met(group, query))


def _met(group, query):
    column, low, high = query
    least, most = group["ends"].get(column, (low, high))
    return least <= high and low <= most


def _as_given(rows):
    """The same evidence of the table in one row group, as it came."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "given.parquet")
        pq.write_table(pa.table({name: pa.array(values, pa.int16()) for name, values in rows.items()}), path)
        metadata = pq.read_metadata(path)
        group = metadata.row_group(0)
        return metadata.serialized_size + sum(group.column(k).total_compressed_size for k in range(group.num_columns))


@lay_out.verify
def _(got, expected, inputs):
    if got["types"] != expected["types"]:
        return "The columns of the file have other names or types, or are in another order."
    if got["rows"] != expected["rows"]:
        return "The file does not hold the rows of the table, each as often as it was there."
    fresh = inputs["fresh"]
    whole = _as_given(inputs["rows"])
    share = sum(_read(got, query) for query in fresh) / (len(fresh) * whole)
    if len(inputs["rows"]["distance"]) <= 100 or share <= PASS:
        return None
    if len(got["groups"]) == 1:
        return "There is one row group, and every query reads it. Only a group that is excluded saves anything."
    if got["footer"] > whole / 4:
        return "The footer alone is as large as a quarter of the table, and every query reads it: so many groups cost more than they save."
    if sum(_met(group, query) for group in got["groups"] for query in fresh) > 0.8 * len(fresh) * len(got["groups"]):
        return "Hardly a group can be skipped: each has values from nearly all of the range that is asked for. Like rows must lie together."
    return "The queries that were kept back read more than 60 % of the bytes that they read in the table as given."


def _queries(rng, n):
    """Seven in eight ask for a distance."""
    found = []
    for number in range(n):
        column = "distance" if number % 8 else "day"
        low = int(rng.integers(100, 2500)) if column == "distance" else int(rng.integers(1, 28))
        found.append((column, low, low + (100 if column == "distance" else 1)))
    return found


lay_out.example(
    rows={"month": [1, 1, 2], "day": [3, 9, 5], "distance": [300, 100, 200]},
    queries=[("distance", 100, 150)],
    fresh=[("distance", 250, 350)],
)


@lay_out.cases(n=2)
def _(rng):
    n = 3000
    months = np.sort(rng.integers(1, 4, size=n))
    rows = {
        "month": [int(each) for each in months],
        "day": [int(each) for each in rng.integers(1, 29, size=n)],
        "distance": [int(each) for each in rng.integers(90, 2700, size=n)],
        "flight": [int(each) for each in rng.integers(1, 6000, size=n)],
        "sched_dep_time": [int(each) for each in rng.integers(500, 2300, size=n)],
    }
    return {"rows": rows, "queries": _queries(rng, 16), "fresh": _queries(rng, 16)}


@lay_out.alternative
def _(table, path, queries):
    # In pandas, group after group, by whatever column has most queries.
    frame = table.to_pandas()
    votes = pd.Series([column for column, *_ in queries]).value_counts()
    frame = frame.sort_values(votes.index[0], kind="stable")
    size = -(-len(frame) // 7)
    with pq.ParquetWriter(path, table.schema) as writer:
        for start in range(0, len(frame), size):
            piece = frame.iloc[start : start + size]
            writer.write_table(pa.Table.from_pandas(piece, schema=table.schema, preserve_index=False))


@lay_out.misconception("The file does not hold the rows of the table, each as often as it was there.")
def _(table, path, queries):
    column, low, high = queries[0]
    values = np.array(table[column])
    pq.write_table(table.filter(pa.array((values >= low) & (values <= high))), path)


@lay_out.misconception(
    "There is one row group, and every query reads it. Only a group that is excluded saves anything."
)
def _(table, path, queries):
    pq.write_table(table.sort_by("distance"), path)


@lay_out.misconception(
    "Hardly a group can be skipped: each has values from nearly all of the range that is asked for. Like rows must lie together."
)
def _(table, path, queries):
    pq.write_table(table, path, row_group_size=max(1, len(table) // 16))


@lay_out.misconception(
    "The footer alone is as large as a quarter of the table, and every query reads it: so many groups cost more than they save."
)
def _(table, path, queries):
    pq.write_table(table.sort_by("distance"), path, row_group_size=10)


@lay_out.misconception("The columns of the file have other names or types, or are in another order.")
def _(table, path, queries):
    table.to_pandas().astype("int64").to_parquet(path)


lay_out.hints(
    "Which column do most of the past queries ask for? Rows that are asked for together should lie together.",
    "Sort the table, then write it with `pq.write_table(…, row_group_size=…)`. Without several groups nothing can be skipped.",
    '`table.sort_by([(column, "ascending"), …])` by the most frequent column first, and some eight groups. To go further, try '
    "bands of that column with another order inside, and count what the footer costs.",
)
lay_out.explain(
    "Sorted by the column of most queries, the groups have narrow ranges, and a query needs one or two of them. Smaller groups would be "
    "skipped more exactly, but each one's statistics make the footer longer, and every query reads that."
)

lay_out.equivalent(
    "len(table) // 8 + 1 → len(table) // 8 - 1",
    "len(table) // 8 → len(table) / 8",
    "1 → 2",
    "8 → 9",
    because="groups of nearly the same size skip as much, and any that passes is right",
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

stops_pushdown = choice(
    "two",
    why={
        "one": "Ask of each step whether a row that stays gets another value when the others go, and look at both functions.",
        "three": "Count again: which steps need rows of other months?",
        "four": "Count again: which steps need rows of other months, and which make the filtered column itself?",
    },
    because="The mean by month is the same after the filter, and a function of the distance has nothing to do with the month. The "
    "mean by aircraft and the shift need other rows; a month that Python makes cannot be filtered before.",
)
plan_bytes = choice(
    "0.16 by date, 0.29 by airport",
    why={
        "0.05 by date, 0.37 by airport": "These are not the numbers of the scan. Read the lowest bar.",
        "0.09 by date, 0.23 by airport": "These are not the numbers of the scan. Read the lowest bar, with the columns pruned.",
        "0.21 by date, 0.23 by airport": "These are not the numbers of the scan. Is the filter in the scan in both?",
    },
    because="By date four of eight groups can hold February; by airport every group can, and all are read.",
)
never_arrived = choice(
    "16",
    why={
        "2": "Look at what the files are: is an aircraft in one of them that is not in the others?",
        "64": "Rows of the report are aircraft, not flights. How many more aircraft are in eight copies than in one?",
        "128": "The flights are eight times as many. The groups are the same ones.",
    },
    because="The files are copies: the same aircraft in each, and one that never arrived in the first never arrives in the others. Real "
    "quarters would differ, and most of the sixteen would arrive one day.",
)
hot_key = choice(
    "11 times",
    why={
        "1.4 times": "That would be so if UA's rows could be divided. Where do equal keys go?",
        "3 times": "With eight partitions, yes. The share of one in 64 is an eighth of that.",
        "5 times": "Divide the rows of the most frequent carrier by a 64th of all rows.",
    },
    because="All rows of UA go to one partition, whatever the hash. Their number does not fall with more partitions, the fair share does.",
)
growth = choice(
    "S",
    why={
        "P": "That would be a twentieth of a second and more for each quarter. How much do 15 more quarters cost in the table?",
        "Q": "At 16 quarters pandas is there already. Each further quarter costs a little.",
        "R": "How much do 15 more quarters cost in the table, and how much is there before the first one is read?",
    },
    because="Half a second goes by before the first row is read, and each quarter adds less than two hundredths: four times the time for 256 times the rows. The memory of pandas grows by nearly thirteen: that is what ends it.",
)
