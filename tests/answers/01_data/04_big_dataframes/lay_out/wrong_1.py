# MISTAKE: sorts but leaves the size of the row groups at its default, so there is one group that every query reads.
# TOLD: There is one row group, and every query reads it. Only a
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    names = [column for column, _, _ in queries]
    most = max(set(names), key=names.count)
    pq.write_table(table.sort_by(most), path)
