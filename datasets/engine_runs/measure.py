"""Measures engine_runs.csv: python measure.py <flights.parquet> <engine_runs.csv>

Each run is a process of its own: it starts, imports its engine, reads copies of one Parquet file, and groups. seconds:
on the clock from start to end; peak_mb: the most memory that the process and Spark's Java process held, in 10⁶ bytes.
Of three runs the quickest is kept: other work on a machine can only add to the time.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1, 4, 16, 64, 256)
SQL = "SELECT tailnum, count(*) AS flights, avg(arr_delay) AS mean_delay FROM {} GROUP BY tailnum"
ENGINES = {
    "pandas": """
import pandas as pd
table = pd.read_parquet(folder)
groups = table.groupby("tailnum", dropna=False, observed=True)
out = groups.agg(flights=("month", "size"), mean_delay=("arr_delay", "mean"))
""",
    "Polars": """
import polars as pl
query = pl.scan_parquet(folder + "/*.parquet").group_by("tailnum")
out = query.agg(pl.len().alias("flights"), pl.col("arr_delay").mean().alias("mean_delay")).collect()
""",
    "Dask": """
import dask, dask.dataframe as dd
dask.config.set(scheduler="threads", num_workers=2)
table = dd.read_parquet(folder, columns=["tailnum", "arr_delay"])
table["tailnum"] = table["tailnum"].astype("string")
out = table.groupby("tailnum", dropna=False).agg({"arr_delay": ["size", "mean"]}).compute()
""",
    "DuckDB": f"""
import duckdb
connection = duckdb.connect(config={{"threads": 2}})
out = connection.sql({SQL!r}.format("'" + folder + "/*.parquet'")).fetchall()
""",
    "Spark": f"""
from pyspark.sql import SparkSession
settings = {{"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1", "spark.driver.memory": "1g"}}
spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
spark.read.parquet(folder).createOrReplaceTempView("flights")
out = spark.sql({SQL!r}.format("flights")).collect()
java = spark.sparkContext._gateway.proc.pid
""",
}
END = """
assert len(out) == 3576, len(out)
held = 0
for pid in ["self"] + ([str(java)] if "java" in globals() else []):
    held += next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM"))
print("PEAK", held * 1024 / 1e6)
"""


def measure(engine: str, folder: str) -> tuple[float, float]:
    """Seconds and peak memory of one run."""
    script = f"folder = {folder!r}\n{ENGINES[engine]}\n{END}"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return seconds, float(done.stdout.split("PEAK")[1])


def main(source: str, target: str) -> None:
    with Path(target).open("w", newline="", encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["engine", "quarters", "seconds", "peak_mb"])
        made = 0
        for quarters in SIZES:
            while made < quarters:
                shutil.copy(source, Path(folder) / f"quarter_{made:03}.parquet")
                made += 1
            for engine in ENGINES:
                seconds, peak = min(measure(engine, folder) for _ in range(3))
                writer.writerow([engine, quarters, f"{seconds:.1f}", f"{peak:.0f}"])
                file.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
