# MISTAKE: keeps only the rows that the past queries wanted.
# TOLD: The file does not hold the rows of the table, each as often
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    names = [column for column, _, _ in queries]
    most = max(set(names), key=names.count)
    wanted = np.zeros(table.num_rows, dtype=bool)
    for column, low, high in queries:
        values = table.column(column).to_numpy()
        wanted |= (values >= low) & (values <= high)
    kept = table.filter(pa.array(wanted)).sort_by(most)
    pq.write_table(kept, path, row_group_size=max(1, kept.num_rows // 16))
