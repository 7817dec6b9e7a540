# MISTAKE: drops the rows with anything missing in the two columns, as if they were dirt.
# TOLD: You dropped rows in which something is missing. They are
@lesson.exercise
def report_spark(flights):
    from pyspark.sql import functions as F

    return (
        flights.dropna(subset=["tailnum", "arr_delay"])
        .groupBy("tailnum")
        .agg(
            F.count("*").alias("flights"),
            F.count("arr_delay").alias("arrived"),
            F.avg("arr_delay").alias("mean_delay"),
        )
        .orderBy(F.desc("flights"), F.col("tailnum").asc_nulls_last())
    )
