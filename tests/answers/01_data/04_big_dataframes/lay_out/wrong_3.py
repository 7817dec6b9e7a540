# MISTAKE: makes groups of ten rows, so the footer is larger than the data.
# TOLD: The footer alone is as large as a quarter of the table, and
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    names = [column for column, _, _ in queries]
    most = max(set(names), key=names.count)
    pq.write_table(table.sort_by(most), path, row_group_size=10)
