# DISTINCT rows of window functions in a subquery
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT * FROM (SELECT DISTINCT tailnum, count(*) OVER w AS flights, count(arr_delay) OVER w AS arrived, "
        f"avg(arr_delay) OVER w AS mean_delay FROM '{pattern}' WINDOW w AS (PARTITION BY tailnum)) "
        "ORDER BY flights DESC, tailnum IS NULL, tailnum"
    )
