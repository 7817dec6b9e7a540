# Spark SQL on a temporary view
@lesson.exercise
def report_spark(flights):
    flights.createOrReplaceTempView("flights_for_report")
    return flights.sparkSession.sql(
        "SELECT tailnum, count(1) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay "
        "FROM flights_for_report GROUP BY tailnum ORDER BY flights DESC, tailnum ASC NULLS LAST"
    )
