# MISTAKE: counts the flights with count(tailnum), which is 0 for the missing tailnum.
# TOLD: You counted the flights by a column that may be missing:
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT tailnum, count(tailnum) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay "
        f"FROM '{pattern}' GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS LAST"
    )
