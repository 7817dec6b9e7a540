# MISTAKE: counts the flights by counting tailnum, which leaves out the missing ones.
# TOLD: You counted the flights by a column that may be missing. A
@lesson.exercise
def report_spark(flights):
    from pyspark.sql import functions as F

    return (
        flights.groupBy("tailnum")
        .agg(
            F.count("tailnum").alias("flights"),
            F.count("arr_delay").alias("arrived"),
            F.avg("arr_delay").alias("mean_delay"),
        )
        .orderBy(F.desc("flights"), F.col("tailnum").asc_nulls_last())
    )
