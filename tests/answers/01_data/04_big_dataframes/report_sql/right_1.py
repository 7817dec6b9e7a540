# GROUP BY with count(*), count(column) and avg, NULLS LAST said aloud
@lesson.exercise
def report_sql(pattern: str) -> str:
    return f"""
        SELECT tailnum, count(*) AS flights, count(arr_delay) AS arrived, avg(arr_delay) AS mean_delay
        FROM read_parquet('{pattern}')
        GROUP BY tailnum
        ORDER BY flights DESC, tailnum ASC NULLS LAST
    """
