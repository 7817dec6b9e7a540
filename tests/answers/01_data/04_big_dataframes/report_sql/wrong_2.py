# MISTAKE: filters out rows without a delay in WHERE, so flights counts arrivals and groups vanish.
# TOLD: You filtered out the rows without a delay. They are flights
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay "
        f"FROM '{pattern}' WHERE arr_delay IS NOT NULL GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS LAST"
    )
