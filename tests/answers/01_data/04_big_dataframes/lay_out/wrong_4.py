# MISTAKE: sorts each column for itself, which tears the rows apart.
# TOLD: The file does not hold the rows of the table, each as often
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    columns = {name: pa.array(np.sort(table.column(name).to_numpy()), table.schema.field(name).type) for name in table.column_names}
    pq.write_table(pa.table(columns), path, row_group_size=max(1, table.num_rows // 16))
