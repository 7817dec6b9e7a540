# groupBy and agg with functions, asc_nulls_last in the sort
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
        .orderBy(F.col("flights").desc(), F.col("tailnum").asc_nulls_last())
    )
