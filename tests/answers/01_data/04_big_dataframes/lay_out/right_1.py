# tries sorts by each queried column and by pairs (strips), several group sizes, and keeps what costs the past queries least
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    import io

    def cost(buffer):
        buffer.seek(0)
        metadata = pq.read_metadata(buffer)
        names = metadata.schema.names
        total = metadata.serialized_size * len(queries)
        for number in range(metadata.num_row_groups):
            group = metadata.row_group(number)
            size = sum(group.column(k).total_compressed_size for k in range(group.num_columns))
            for column, low, high in queries:
                known = group.column(names.index(column)).statistics
                if known is None or not known.has_min_max or (known.min <= high and known.max >= low):
                    total += size
        return total

    n = table.num_rows
    columns = sorted({column for column, _, _ in queries})
    values = {c: table.column(c).to_numpy() for c in columns}
    orders = [np.argsort(values[c], kind="stable") for c in columns] or [np.arange(n)]
    for a in columns:
        for b in columns:
            if a != b:
                first = np.argsort(values[a], kind="stable")
                for strips in (2, 3, 4, 6, 8):
                    pieces = np.array_split(first, strips)
                    orders.append(np.concatenate([p[np.argsort(values[b][p], kind="stable")] for p in pieces]))
    best = None
    for order in orders:
        sorted_table = table.take(pa.array(order))
        for groups in (4, 8, 12, 16, 24, 32):
            buffer = io.BytesIO()
            pq.write_table(sorted_table, buffer, row_group_size=max(1, -(-n // groups)), compression="zstd")
            spent = cost(buffer)
            if best is None or spent < best[0]:
                best = (spent, buffer.getvalue())
    Path(path).write_bytes(best[1])
