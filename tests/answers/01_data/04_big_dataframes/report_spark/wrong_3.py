# MISTAKE: fills missing delays with 0 first, so all flights count as arrived and the means shrink.
# TOLD: You filled the missing delays with zero, so a flight that
@lesson.exercise
def report_spark(flights):
    from pyspark.sql import functions as F

    return (
        flights.fillna(0, subset=["arr_delay"])
        .groupBy("tailnum")
        .agg(
            F.count("*").alias("flights"),
            F.count("arr_delay").alias("arrived"),
            F.avg("arr_delay").alias("mean_delay"),
        )
        .orderBy(F.desc("flights"), F.col("tailnum").asc_nulls_last())
    )
