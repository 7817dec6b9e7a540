# MISTAKE: sorts by flights alone and leaves the order among equals to chance.
# TOLD: You sorted by the flights alone, which leaves the order
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
        .orderBy(F.desc("flights"))
    )
