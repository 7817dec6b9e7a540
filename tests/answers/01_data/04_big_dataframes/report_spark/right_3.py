# sums of ones and of flags, divided by hand, and a sort by a flag for the missing tailnum
@lesson.exercise
def report_spark(flights):
    from pyspark.sql import functions as F

    has = F.when(F.col("arr_delay").isNotNull(), 1).otherwise(0)
    marked = flights.select("tailnum", "arr_delay", F.lit(1).alias("one"), has.alias("has"))
    sums = marked.groupBy("tailnum").agg(
        F.sum("one").alias("flights"), F.sum("has").alias("arrived"), F.sum("arr_delay").alias("total")
    )
    mean = F.when(F.col("arrived") > 0, F.col("total").cast("double") / F.col("arrived"))
    sums = sums.sort(F.desc("flights"), F.col("tailnum").isNull(), F.asc("tailnum"))
    return sums.select("tailnum", "flights", "arrived", mean.alias("mean_delay"))
