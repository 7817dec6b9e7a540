# MISTAKE: puts the missing tailnum first among equals.
# TOLD: The missing tailnum comes first among equals. NULLS LAST
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay "
        f"FROM '{pattern}' GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS FIRST"
    )
