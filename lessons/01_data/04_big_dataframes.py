# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Big data frames
#     summary: A report that ran for a quarter of a year is killed on longer data. Which engine gets it through, and why?
#     minutes: 90
#     requires: [01_data/02_pandas]
#     objectives:
#       Write one aggregation in four engines and get equal answers: [report_polars, report_sql, report_dask, report_spark, never_arrived]
#       Read a lazy plan, and repair a query whose filter or columns do not reach the scan: [month_in_scan, stops_pushdown, plan_bytes]
#       Say which row groups of Parquet files a filter must read, and write a file so that they are few: [groups_to_read, lay_out]
#       Join tables that do not fit, part by part: [scatter]
#       Choose a number of partitions, and break up a key that is too frequent: [partition_count, salt_hot_keys, hot_key]
#       Choose an engine for a size from measurements: [choose_engine, growth]
#     datasets: [engine_runs, nyc_flights]
#     extras: [dataframes]
#     teaches:
#       lazy evaluation: >-
#         Noting down what is to be computed and computing nothing until a result is asked for, so that the whole
#         query can be improved before it runs.
#       query plan: >-
#         The tree of steps by which an engine will answer a query, from reading the files up to the result.
#       predicate pushdown: >-
#         Moving a filter of a query down to where the data are read, so that rows that are not wanted are dropped
#         there or never read.
#       projection pushdown: >-
#         Reading only those columns from a file that the rest of a query uses.
#       row group: >-
#         A block of rows in a Parquet file that is stored column by column, with the smallest and the largest value of each
#         column noted beside it.
#       partition: >-
#         A part of the rows of a table that an engine handles as one piece of work.
#       shuffle: >-
#         Moving rows between partitions so that all rows with the same key meet in one.
#       out-of-core: >-
#         A way of computing with data larger than the memory: they go through it in parts while the rest lies on disk.
#       spilling: >-
#         Writing intermediate results to disk when a limit of memory is reached, and reading them again later.
#       skew: >-
#         Uneven sizes of partitions, mostly because a few keys have far more rows than the others.
#       salting: >-
#         Adding a small number to a frequent key so that its rows are spread over several partitions.
#     uses: [DataFrame, dtype, missing value, split-apply-combine, left join]
#     covers:
#       Polars: [report_polars, month_in_scan, salt_hot_keys]
#       Dask DataFrame: [report_dask]
#       DuckDB: [report_sql]
#       Apache Spark (PySpark): [report_spark]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Big data frames
#
# A nightly report counts, for each aircraft, its flights and its mean delay. For one quarter of a year it takes a second.
# Somebody points it at 256 quarters, on a machine with 1.5 GB for the job, and the last line of the log is
# `Killed`. Nothing was wrong with the code; the table had to be in memory before the first line that was about delays.
#
# **How much memory does the same report need for 256 quarters in pandas, and how much where the engine reads only what
# the report is about?** Guess both, in megabytes.
#
# Afterwards you can write one aggregation in Polars, DuckDB, Dask and Spark with equal answers, read a plan, join what does
# not fit, and choose an engine from measurements. You need pandas, some SQL and about 90 minutes. Spark needs Java; without
# it one exercise stays open, and all the rest runs.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import tempfile
import zlib
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from workbench import Lesson, load_dataset

lesson = Lesson("01_data/04_big_dataframes")

# %% [markdown]
# ## The rows, honestly
#
# Each row is a flight out of New York from January to March 2013, in order of date; 841 rows have no `tailnum`, the
# aircraft's registration, and 2,878 no `arr_delay`, because the flight was cancelled or diverted. One quarter is all
# that we have. Where size is needed we write **copies** of it into a temporary folder, a file for each "quarter". Copies
# are kind to us: every file has the same aircraft, so the answer does not grow. No model is fitted here, so no rows are
# held out; the last exercise keeps back something else, queries.

# %%
quarter = pl.from_pandas(load_dataset("nyc_flights", "flights_2013q1.parquet"))
quarter = quarter.with_columns(pl.col(pl.Categorical).cast(pl.String))
folder = Path(tempfile.mkdtemp())
for number in range(8):
    quarter.with_columns(quarter=pl.lit(number, dtype=pl.Int16)).write_parquet(folder / f"quarter_{number}.parquet")
pattern = str(folder / "quarter_*.parquet")
files = sorted(folder.iterdir())
print(f"{len(files)} files, {8 * len(quarter):,} rows, {sum(file.stat().st_size for file in files) / 1e6:.0f} MB")

# %% [markdown]
# ## Lazy: say it all before anything runs
#
# `pl.read_parquet` reads; `pl.scan_parquet` only promises to. What follows, `filter`, `group_by`, `agg`, is noted down, and
# `collect` hands the whole *query plan* to an optimiser before a row is read. This is *lazy evaluation*, and all four
# engines of this lesson do it. Here is a complete example, the maximum of the delays from each airport.

# %%
example = pl.scan_parquet(pattern).group_by("origin").agg(pl.col("arr_delay").max().alias("longest")).sort("origin")
print(example.collect())

# %% [markdown]
# Now the report. "Equal answers" needs an agreement on what the engines do differently: a missing key is a group or is
# dropped, sorts first or last; a count is 32 or 64 bits, signed or not; groups come in whatever order the threads end.
# The contract below settles it, and the next three engines keep it too. Write it as one lazy query, collected at the end.


# %%
@lesson.exercise
def report_polars(pattern: str) -> pl.DataFrame:
    """Flights, arrivals and mean delay of each aircraft, by Polars.

    pattern: matches Parquet files with the columns tailnum (text) and arr_delay (whole minutes), among others; both may be
    missing in the same row. Returns a collected DataFrame with a row for each tailnum, and one for the missing one if there is any:

    tailnum     String
    flights     Int64    its rows
    arrived     Int64    its rows with an arr_delay
    mean_delay  Float64  the mean of arr_delay over those, null where there is none

    Rows with more flights come first; equals in the order of tailnum, character by character, the missing one last.
    """


# %%
answer = report_polars(pattern)
print(answer.head(4))
lesson.claim(
    "The flights without a registration are the largest group, and not one of them arrived",
    answer["tailnum"][0] is None and answer["arrived"][0] == 0 and answer["flights"][0] == 8 * 841,
)

# %% [markdown]
# ## Read the plan
#
# `explain` prints the plan, and one reads it from the bottom. Two lines printed under the scan matter most. `PROJECT 2/16 COLUMNS`
# is *projection pushdown*: the file is stored by column, so columns that nobody uses are never read. `SELECTION` is
# *predicate pushdown*: the filter has moved into the scan.

# %%
february = pl.scan_parquet(pattern).group_by("origin", "month").agg(pl.len()).filter(pl.col("month") == 2)
print(february.explain().replace(str(folder), "…"))

# %% [markdown]
# We filtered *after* grouping. The optimiser saw that `month` is a key, so the filter gives the same rows before. That is the
# rule: a filter moves below a step only if the optimiser knows that the rows that stay come out of the step as they would
# with all the others there. Here are five steps, each to be followed by the filter `month == 2`. **Predict** for each whether
# the filter still reaches the scan.

# %%
delay = pl.col("arr_delay")
steps = {
    "mean by aircraft": lambda q: q.with_columns(delay.mean().over("tailnum")),
    "mean by month": lambda q: q.with_columns(delay.mean().over("month")),
    "shifted by a row": lambda q: q.with_columns(delay.shift(1)),
    "distance through Python": lambda q: q.with_columns(pl.col("distance").map_elements(abs, return_dtype=pl.Int64)),
    "month through Python": lambda q: q.with_columns(pl.col("month").map_elements(abs, return_dtype=pl.Int64)),
}

# %%
lesson.quiz(
    "stops_pushdown",
    "Of the five steps above, how many let the filter reach the scan?",
    ["one", "two", "three", "four"],
    answer=...,
)

# %%
reached = {
    name: "SELECTION" in step(pl.scan_parquet(pattern)).filter(pl.col("month") == 2).explain()
    for name, step in steps.items()
}
print(reached)
lesson.claim(
    "The filter passes the steps that need no row of another month and leave the column of the filter alone, and no other",
    list(reached.values()) == [False, True, False, True, False],
)

# %% [markdown]
# The mean by aircraft and the row before need rows that the filter would remove. A Python function is a closed box: what it
# makes cannot be filtered before it is there, while a column that it does not touch can. A plainer stop is a `collect` in the middle, from somebody who wanted to
# look. The next query gives right answers.


# %%
@lesson.exercise
def month_in_scan(pattern: str, month: int) -> pl.LazyFrame:
    """The mean delay from each airport in one month. The answer is right, the plan is not: repair it.

    pattern: matches Parquet files with the columns origin (text), month, arr_delay (whole numbers) and others; only
    arr_delay may be missing; month: the month wanted. Returns a LazyFrame, not collected, with the columns origin and
    mean_delay (Float64), sorted by origin. An airport without a flight in the month has no row; one whose flights all lack
    a delay has a row without a mean. Its plan scans the Parquet files, reads three columns of them, has the whole filter
    in the scan and calls no Python function.
    """
    flights = pl.scan_parquet(pattern).collect().lazy()
    wanted = pl.col("month").map_elements(lambda value: value == month, return_dtype=pl.Boolean)
    return flights.filter(wanted).group_by("origin").agg(pl.col("arr_delay").mean().alias("mean_delay")).sort("origin")


# %%
print(month_in_scan(pattern, 2).explain().replace(str(folder), "…"))

# %% [markdown]
# ## Row groups: what the scan may skip
#
# A filter in the scan saves more than rows. A Parquet file is a sequence of *row groups*, and its footer notes the
# minimum and the maximum of each column in each. If a filter's range lies outside, the group is never read. That works only when
# like rows lie together: in our files months do, airports do not.


# %%
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    """How many row groups a scan must read for rows with low ≤ column ≤ high, by their statistics alone.

    paths: Parquet files, maybe none, with the same columns of numbers in the same order; column: the name of one; low ≤ high.
    A group may be skipped only when its recorded minimum and maximum, which pass over missing values, prove that no value
    lies in the range, ends included. A group of which none are recorded must be read, for whatever reason: nobody noted
    them, or all its values are missing. Use pq.read_metadata, which reads no rows. Returns an int.
    """


# %%
pq.write_table(quarter.to_arrow(), folder / "by_date.parquet", row_group_size=10_000)
pq.write_table(quarter.sort("distance").to_arrow(), folder / "by_distance.parquet", row_group_size=10_000)
for column, low, high in (("month", 2, 2), ("distance", 2000, 3000)):
    read = [groups_to_read([str(folder / f"{by}.parquet")], column, low, high) for by in ("by_date", "by_distance")]
    print(f"{low} ≤ {column} ≤ {high}: {read[0]} of 9 groups in order of date, {read[1]} in order of distance")

# %% [markdown]
# ## Move it yourself
#
# The viewer shows one query on the quarter: the mean delay by the maker of the aircraft, joined from the register. Put
# the filter in its three places, prune the columns, group before the join, and change the order in the file. Bytes of the scan
# are those of the flights in the file; above it we count eight for each value.

# %%
lesson.explore("query_plan")

# %%
lesson.quiz(
    "plan_bytes",
    "In the viewer: filter month = 2 in the scan, only the columns needed (the viewer says which), 8 row groups. How many MB "
    "does the scan of the flights read in the file by date, and how many in the file by airport?",
    [
        "0.05 by date, 0.37 by airport",
        "0.09 by date, 0.23 by airport",
        "0.16 by date, 0.29 by airport",
        "0.21 by date, 0.23 by airport",
    ],
    answer=...,
)

# %% [markdown]
# ## The same in SQL: DuckDB
#
# DuckDB is a database without a server: it queries the files where they lie. Its SQL keeps the contract if you tell it
# to.

# %%
import duckdb

duckdb.execute("SET enable_progress_bar = false")
print(
    duckdb.sql(f"SELECT origin, max(arr_delay) AS longest FROM '{pattern}' GROUP BY origin ORDER BY origin").fetchall()
)


# %%
@lesson.exercise
def report_sql(pattern: str) -> str:
    """The text of one SELECT by which DuckDB gives the report.

    pattern: as for report_polars; it holds no quotation mark. The result has the columns tailnum, flights, arrived (both
    BIGINT) and mean_delay (DOUBLE), with the same rows in the same order as there. Returns the SQL, a str.
    """


# %%
same = [tuple(row) for row in duckdb.sql(report_sql(pattern)).fetchall()] == answer.rows()
lesson.claim("DuckDB and Polars give the same rows in the same order, to the last digit", same)

# %% [markdown]
# ## Partitions: Dask, and an average of averages
#
# Dask cuts a table into *partitions*, pandas frames of which only a few are in memory, and combines what each of them gave.
# Sums can be added and maxima compared; not everything can be combined so easily. The code below was written by somebody who
# knew the first half. Its numbers look plausible, and on our copies they are even right.


# %%
@lesson.exercise
def report_dask(pattern: str) -> pd.DataFrame:
    """The report, from the partitions of a Dask DataFrame. There is one fault: repair it.

    pattern: as for report_polars; a partition is a file, or several that Dask puts together because little of each is read.
    The report must be right for any partitions. Returns a pandas DataFrame with the columns tailnum,
    flights, arrived (int64) and mean_delay (float64, NaN where there is none) and the index 0, 1, …, with the same rows in the
    same order as report_polars.
    """
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


# %%
months = Path(tempfile.mkdtemp())
for month in (1, 2, 3):
    quarter.filter(pl.col("month") == month).write_parquet(months / f"month_{month}.parquet")
by_month = report_dask(str(months / "*.parquet"))
whole = report_polars(str(folder / "quarter_0.parquet")).to_pandas()
lesson.claim(
    "Repaired, the report from three unequal months has the numbers of one from the whole quarter",
    (by_month["mean_delay"] - whole["mean_delay"]).abs().max() < 1e-9
    and (by_month["flights"] == whole["flights"]).all(),
)

# %% [markdown]
# How many partitions? Each costs some planning, so thousands of tiny files are slow. Too few, and one does not fit beside
# its neighbours, or cores stand idle. Remember that a file grows when it is unpacked.


# %%
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    """The smallest number of equal partitions that is a multiple of `cores` and keeps the work within memory.

    file_mb: the size of the files, > 0; growth: how many times as large they are in memory, > 0; cores: so many
    partitions are in memory at a time, one for each core, ≥ 1; memory_mb: what these may take together, > 0, exactly that
    much included; no case hangs on the rounding of floats. Returns an int ≥ cores.
    """


# %% [markdown]
# ## Spark: the same plan, another machine room
#
# Spark is made for many machines, and its API is much like the others'; here its driver and its one worker are a Java process
# on yours. It takes seconds to start, and no row passes through Python. Without Java leave
# `report_spark` empty, as it cannot be checked; the cells below it say so and go on.


# %%
def spark_session():
    """The local session, started when first asked for; None where Java is missing."""
    import os
    import shutil
    import warnings

    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        print("Spark needs Java 17 or newer, which is not on this machine (apt-get install default-jre-headless).")
        print("All else runs without it; leave report_spark empty, as it cannot be checked here.")
        return None
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss512k",
        "spark.sql.shuffle.partitions": "2",
        **{f"spark.{part}.io.{side}Threads": "1" for part in ("rpc", "shuffle") for side in ("server", "client")},
        "spark.rpc.netty.dispatcher.numThreads": "2",
        "spark.shuffle.mapOutput.dispatcher.numThreads": "1",
        "spark.resultGetter.threads": "1",
        "spark.sql.shuffleExchange.maxThreadThreshold": "2",
        "spark.cleaner.referenceTracking": "false",
        "spark.log.level": "ERROR",
    }
    kept = os.dup(2)  # Java's greetings go to the error stream
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            return SparkSession.builder.master("local[1]").config(map=options).getOrCreate()
        finally:
            os.dup2(kept, 2)
            os.close(kept)


# %%
@lesson.exercise
def report_spark(flights):
    """The report as a Spark DataFrame.

    flights: a DataFrame of Spark with the columns tailnum (string) and arr_delay (int), among others; both may be missing
    in a row. Returns a DataFrame of Spark with the columns tailnum, flights, arrived (both bigint) and mean_delay (double),
    sorted as in report_polars, the missing tailnum last among equals. Import what you need from pyspark.sql.
    """


# %% [markdown]
# The report on `quarter_0` has 3,576 rows, and in sixteen of them `mean_delay` is missing: no flight of these aircraft arrived.

# %%
lesson.quiz(
    "never_arrived",
    "The report on one of the files has 16 rows without a mean delay. How many has the report on all eight?",
    ["2", "16", "64", "128"],
    answer=...,
)

# %%
missing = [report_polars(where)["mean_delay"].null_count() for where in (str(folder / "quarter_0.parquet"), pattern)]
print(f"rows without a mean: {missing[0]} in one file, {missing[1]} in all eight")

# %% [markdown]
# Without a word about it in the query, engines differ in where a missing key sorts. **Predict** for Polars, DuckDB, pandas and
# Spark: does it come first or last?

# %%
spark = spark_session()
three = pa.table({"tailnum": ["B", "A", None]})
places = {
    "Polars": pl.from_arrow(three).sort("tailnum")["tailnum"].to_list(),
    "DuckDB": [row[0] for row in duckdb.sql("SELECT tailnum FROM three ORDER BY tailnum").fetchall()],
    "pandas": [None if pd.isna(name) else name for name in three.to_pandas().sort_values("tailnum")["tailnum"]],
}
if spark is not None:
    places["Spark"] = [row[0] for row in spark.createDataFrame(three).orderBy("tailnum").collect()]
for engine, order in places.items():
    print(f"{engine}: {order}")

# %%
if spark is not None:
    one = str(folder / "quarter_0.parquet")
    in_spark = [tuple(row) for row in report_spark(spark.read.parquet(one)).collect()]
    pairs = list(zip(in_spark, report_polars(one).rows(), strict=True))
    lesson.claim(
        "On one quarter Spark and Polars agree in every row: keys, counts, order, and means to within 1e-9",
        all(a[:3] == b[:3] and (a[3] == b[3] or abs(a[3] - b[3]) < 1e-9) for a, b in pairs),
    )

# %% [markdown]
# ## A join that does not fit
#
# A join by hashing keeps one table in memory. When neither fits, engines do what was invented for the databases of the
# 1980s: send both tables through a hash of the key into parts on disk, then join part with part. Rows that belong together have
# landed in parts of the same number, and only one pair is in memory at a time. The first half, moving the rows so that equal keys
# meet, is called a *shuffle*. Here the parts stay in memory; on disk nothing else would change.


# %%
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    """The rows of a table, scattered into parts by a hash of the key: the first half of an inner join.

    chunks: an iterator of one or more DataFrames, all with the same columns; key: the column of texts to join by, maybe missing
    in some rows; parts: ≥ 1. Returns a list of `parts` DataFrames, with all the columns, some maybe empty. Each row is in
    one part, rows with the same key in the same, for any table that is scattered in this process; rows whose key is missing
    are dropped, as they match nothing in SQL. A part keeps the order of its rows; its index is free. With at least 4 parts
    and 40 different keys, no part has more than half of these.
    """


# %%
def joined_rows(left, right, key: str, parts: int) -> int:
    """Rows of an inner join, one pair of parts at a time."""
    return sum(
        len(a.merge(b, on=key)) for a, b in zip(scatter(left, key, parts), scatter(right, key, parts), strict=True)
    )


columns = ["tailnum", "quarter", "distance"]
chunks = (pd.read_parquet(path, columns=columns) for path in files)
register = load_dataset("nyc_flights", "planes.parquet")
by_parts = joined_rows(chunks, iter([register]), "tailnum", 4)


def turnarounds(limit: str, spill: str) -> int | str:
    """DuckDB's join of each flight with later ones of its aircraft that day, within a limit of memory."""
    connection = duckdb.connect(config={"threads": 1, "memory_limit": limit, "temp_directory": spill})
    connection.execute("SET enable_progress_bar = false")
    try:
        return connection.sql(
            f"SELECT count(*) FROM '{pattern}' a JOIN '{pattern}' b USING (quarter, tailnum, month, day) "
            "WHERE b.sched_dep_time > a.sched_dep_time"
        ).fetchall()[0][0]
    except duckdb.OutOfMemoryException:
        return "out of memory"
    finally:
        connection.close()


free, tight, spilt = turnarounds("1GB", ""), turnarounds("34MB", ""), turnarounds("34MB", str(folder / "spill"))
print(f"register joined by parts: {by_parts:,} rows; turnarounds: {free:,}, in 34 MB {tight}, with a disk {spilt:,}")
lesson.claim(
    "In 34 MB this DuckDB gives up unless it may spill to disk; then its answer is the one that it gives with room",
    tight == "out of memory" and spilt == free,
)

# %% [markdown]
# With a folder to write in, DuckDB is *spilling*: slower, but *out-of-core*. And a warning that no engine gives: a join by a key
# that repeats on both sides multiplies. A key with 100 rows left and 100 right makes 10,000.
#
# ## Skew: one key has most of the rows
#
# A shuffle sends equal keys to one partition, so a frequent key makes one partition large, and the job waits for it. How large
# is uneven here? The rows of each carrier:

# %%
counts = quarter.group_by("carrier").len().sort("len", descending=True)
print(", ".join(f"{carrier} {rows:,}" for carrier, rows in counts.rows()) + f"; together {len(quarter):,}")

# %%
lesson.quiz(
    "hot_key",
    "The rows are sent to 64 partitions by a hash of the carrier. Whatever the hash: the largest partition has at least how many "
    "times a 64th of the rows?",
    ["1.4 times", "3 times", "5 times", "11 times"],
    answer=...,
)

# %%
figure, panels = plt.subplots(1, 2, figsize=(9, 2.8), sharey=True, layout="constrained")
uneven = {}
for panel, parts in zip(panels, (8, 64), strict=True):
    sizes = np.zeros(parts)
    for carrier, rows in counts.rows():
        sizes[zlib.crc32(carrier.encode()) % parts] += rows
    uneven[parts] = sizes.max() * parts / len(quarter)
    panel.bar(range(parts), sizes / 1000, width=0.8)
    panel.axhline(len(quarter) / parts / 1000, color="black", linestyle="--", label="an equal share")
    panel.set(xlabel="partition", title=f"Sixteen carriers in {parts} partitions")
    panel.legend()
panels[0].set_ylabel("thousand rows")
plt.show()
lesson.claim(
    "The largest of 8 partitions has more than 2.5 times an equal share, the largest of 64 more than 10 times",
    uneven[8] > 2.5 and uneven[64] > 10,
)

# %% [markdown]
# More partitions do not divide a hot key. *Salting* does: the hot key's rows get a small number, the salt, beside it, and the
# rows of the other table that match are copied once for each salt. The join by key and salt has the same rows as before.


# %%
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both tables with a column "salt" (Int64), so that their join by key and salt is that by key, hot keys spread.

    left, right: tables with the column `key`, text, never missing, and none named salt; hot: the frequent keys, each once, maybe
    none or not in a table; salts: ≥ 1. The new column stands last. In left, whose rows stay in order, the rows of each hot key get 0, 1, …, salts − 1, 0, 1, … in turn, starting
    from 0 for each key, and all others 0. In right each row of a hot key stands once for each salt, every other row once, with
    salt 0, in any order. Returns (left, right).
    """


# %%
salted, copies = salt_hot_keys(
    quarter, pl.DataFrame({"carrier": counts["carrier"]}), "carrier", ["UA", "B6", "EV", "DL"], 4
)
largest = salted.group_by("carrier", "salt").len()["len"].max()
print(f"largest piece: {counts['len'][0]:,} rows before, {largest:,} after; the small table has {len(copies)} rows")
lesson.claim("No carrier is hot any more: each piece holds less than an eighth of the rows", largest < len(quarter) / 8)

# %% [markdown]
# ## Measured: time and memory
#
# Five engines made the report on 1 to 256 copies of the quarter, on a machine with two cores, and the quickest of three runs was
# written down; `datasets/engine_runs/measure.py` does the same on yours. Each run is a process of its own, so the start counts,
# Java's too. pandas read all columns, as it does unless told. Its first three sizes:

# %%
measured = load_dataset("engine_runs")
print(measured[(measured["engine"] == "pandas") & (measured["quarters"] <= 16)].to_string(index=False))
longest = measured[measured["quarters"] == 256].set_index("engine")["seconds"]
print("seconds for 256 quarters, by lot, of pandas, Polars, Dask and Spark:")
for letter, name in zip(
    "PQRS", np.random.default_rng(5).permutation(["pandas", "Polars", "Dask", "Spark"]), strict=True
):
    print(f"{letter}: {longest[name]}")

# %%
lesson.quiz(
    "growth",
    "Which one is pandas with 256 quarters?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %%
figure, panels = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
for name, marker in zip(("pandas", "Polars", "Dask", "DuckDB", "Spark"), "osd^v", strict=True):
    own = measured[measured["engine"] == name]
    panels[0].loglog(own["quarters"], own["seconds"], marker=marker, label=name)
    panels[1].loglog(own["quarters"], own["peak_mb"], marker=marker, label=name)
panels[0].set(xlabel="quarters", ylabel="seconds", title="From start to end")
panels[1].set(xlabel="quarters", ylabel="MB", title="Peak memory")
panels[1].legend()
plt.show()

# %% [markdown]
# ## Decide: which engine for which size?
#
# Between two sizes a straight line is a fair guess: a start, and a cost for each quarter. Far beyond the largest it is a bold one.


# %%
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    """The quickest engine that does the report on so many quarters within the memory.

    measured: columns engine, quarters, seconds, peak_mb, in any order of rows, at least two sizes for each engine. For each engine,
    seconds and peak_mb between two of its sizes lie on the straight line between them, beyond its largest on that through its
    two largest; quarters is at least the smallest size of each. memory_mb: the peak may reach it. Of equal times the name that
    `sorted` puts first. Returns the engine's name, "none" when no engine fits.
    """


# %%
jobs = [(1, 75), (256, 1500), (256, 80), (2000, 1500)]
picks = [choose_engine(measured, *job) for job in jobs]
lesson.claim(
    "One of these four jobs fits no engine that was measured, and pandas is chosen for none",
    picks.count("none") == 1 and "pandas" not in picks,
)

# %% [markdown]
# ## Open: lay out a file for the queries that come
#
# Last, you write the file. Queries ask for ranges of columns, as in a log of past queries that you get. A query reads the footer and
# every row group that its range does not exclude, in bytes of the file. Order and size of the groups are yours, and so is
# the compression. To pass, the
# queries that are kept back read at most 60 % of what they read in one row group in the order given. Be proud of less
# than 40 %. The checks draw tables of 3,000 rows, where a footer counts.


# %%
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    """Write the rows of a table into one Parquet file in which such queries read few bytes.

    table: whole numbers, none missing, n ≥ 1 rows; path: where to write; queries: those of the past, at least one, each (column,
    low, high) for low ≤ column ≤ high, with all columns wanted; those kept back ask for the same columns about as often, in
    ranges as wide, elsewhere. The file has the same columns, names and types in the same order, and the same rows in any
    order; pq.read_table can read it. Returns nothing.
    """


# %%
log = [
    ("distance", 2200, 2600),
    ("distance", 150, 250),
    ("distance", 700, 800),
    ("day", 3, 4),
    ("distance", 1000, 1100),
]
numbers = quarter.select("month", "day", "distance", "sched_dep_time", "flight").to_arrow()
lay_out(numbers, str(folder / "mine.parquet"), log)
pq.write_table(numbers, folder / "as_given.parquet")


def bytes_read(name: str, query: tuple[str, int, int]) -> int:
    """Bytes of the footer and of the row groups that a query cannot skip."""
    metadata = pq.read_metadata(folder / name)
    place, total = metadata.schema.names.index(query[0]), metadata.serialized_size
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        known = group.column(place).statistics
        if known is None or not known.has_min_max or (known.min <= query[2] and query[1] <= known.max):
            total += sum(group.column(k).total_compressed_size for k in range(group.num_columns))
    return total


fresh = [("distance", 500, 560), ("distance", 1500, 1650), ("day", 20, 21)]
share = sum(bytes_read("mine.parquet", q) for q in fresh) / sum(bytes_read("as_given.parquet", q) for q in fresh)
print(f"three queries that the log does not hold read {share:.0%} of the bytes")

# %% [markdown]
# ## The two numbers

# %%
last = measured[measured["quarters"] == 256].set_index("engine")["peak_mb"]
print(f"256 quarters, {256 * len(quarter):,} rows: pandas {last['pandas']:.0f} MB, Polars {last['Polars']:.0f} MB")
lesson.claim(
    "For 256 quarters pandas needs more than 1,500 MB, and DuckDB and Polars each less than a tenth of that",
    last["pandas"] > 1500 and max(last["Polars"], last["DuckDB"]) < last["pandas"] / 10,
)

# %% [markdown]
# ## The mistakes people make
#
# Calling `collect` or `compute` to have a look, and going on from there. Filtering with a Python function that the optimiser cannot
# read. Averaging averages, or medians, over partitions. Comparing two engines without settling what a missing key does, and blaming
# the data. Joining by a key that repeats on both sides. Answering skew with more partitions. Writing ten thousand files of a hundred
# kilobytes. Starting a cluster for what one lazy query reads in a second.
#
# ## What to remember
#
# An engine that sees the whole query reads only the columns and row groups that it needs; whatever it cannot look into stops it. Like rows
# that lie together can be skipped together. Partitions must fit beside each other, one for each core, and what is combined from them must
# be something that can be combined: sums and counts, not means. What does not fit is scattered by key and joined in parts; a hot key is
# salted. Measure before you choose, time and memory both. Next comes *Statistical models*, where the table fits again
# and the question is what it proves.
#
# ## Read on
#
# - M. Kleppmann, *Designing Data-Intensive Applications*, O'Reilly 2017: chapters 3 and 10.
# - G. Graefe, *Query Evaluation Techniques for Large Databases*, ACM Computing Surveys 25(2), 1993.
# - M. Raasveldt and H. Mühleisen, *DuckDB: an Embeddable Analytical Database*, SIGMOD 2019.
# - M. Zaharia and others, *Resilient Distributed Datasets*, NSDI 2012.
# - M. Rocklin, *Dask: Parallel Computation with Blocked Algorithms and Task Scheduling*, SciPy 2015.
