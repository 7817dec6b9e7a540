# MISTAKE: divides the sum of the delays by all flights, the ones that never arrived included.
# TOLD: You divided by all flights. The minutes are those of
@lesson.exercise
def report_sql(pattern: str) -> str:
    return (
        "SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, sum(arr_delay) / count(*) AS mean_delay "
        f"FROM '{pattern}' GROUP BY tailnum ORDER BY flights DESC, tailnum NULLS LAST"
    )
