# a CTE with a flag summed by CASE, and the mean as sum divided by count
@lesson.exercise
def report_sql(pattern: str) -> str:
    return f"""
        WITH sums AS (
            SELECT tailnum,
                   CAST(sum(1) AS BIGINT) AS flights,
                   CAST(sum(CASE WHEN arr_delay IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS arrived,
                   sum(arr_delay) AS total
            FROM '{pattern}' GROUP BY ALL
        )
        SELECT tailnum, flights, arrived, CAST(total AS DOUBLE) / nullif(arrived, 0) AS mean_delay
        FROM sums ORDER BY flights DESC, tailnum NULLS LAST
    """
