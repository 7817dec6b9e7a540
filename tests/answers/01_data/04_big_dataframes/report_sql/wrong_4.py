# MISTAKE: turns the mean of nothing into 0 with coalesce.
# TOLD: An aircraft that never arrived has no mean, and you gave it
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, coalesce(avg(arr_delay), 0) AS mean_delay "
        f"FROM '{pattern}' GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS LAST"
    )
