# MISTAKE: makes small row groups without sorting, so every group spans the whole range.
# TOLD: Hardly a group can be skipped: each has values from nearly
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    pq.write_table(table, path, row_group_size=200)
