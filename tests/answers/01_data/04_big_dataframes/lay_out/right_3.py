# a k-d tree: halves the rows again and again by the queried column that saves the log most, one row group for each leaf
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    values = {column: table.column(column).to_numpy() for column, _, _ in queries}

    def read(rows):
        hit = 0
        for column, low, high in queries:
            own = values[column][rows]
            hit += len(rows) * bool(own.min() <= high and own.max() >= low)
        return hit

    def split(rows, depth):
        if depth == 0 or len(rows) < 200:
            return [rows]
        best = None
        for column in values:
            order = rows[np.argsort(values[column][rows], kind="stable")]
            halves = order[: len(order) // 2], order[len(order) // 2 :]
            spent = sum(read(half) for half in halves), -list(q[0] for q in queries).count(column)
            if best is None or spent < best[0]:
                best = (spent, halves)
        if best is None:
            return [rows]
        return [leaf for half in best[1] for leaf in split(half, depth - 1)]

    options = {"write_statistics": list(values) or True, "compression": "zstd"}
    with pq.ParquetWriter(path, table.schema, **options) as writer:
        for leaf in split(np.arange(table.num_rows), 4):
            writer.write_table(table.take(pa.array(leaf)), row_group_size=max(1, len(leaf)))
