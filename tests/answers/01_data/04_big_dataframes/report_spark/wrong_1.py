# MISTAKE: sorts by plain asc, which puts the missing tailnum first among equals in Spark.
# TOLD: The missing tailnum comes first among equals, as Spark
@lesson.exercise
def report_spark(flights):
    from pyspark.sql import functions as F

    return (
        flights.groupBy("tailnum")
        .agg(
            F.count("*").alias("flights"),
            F.count("arr_delay").alias("arrived"),
            F.avg("arr_delay").alias("mean_delay"),
        )
        .orderBy(F.desc("flights"), F.asc("tailnum"))
    )
