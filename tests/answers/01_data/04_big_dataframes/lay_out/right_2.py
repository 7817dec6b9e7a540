# strips by the most queried column, each sorted by the second one if that is asked for often; a dozen groups, statistics only where asked
@lesson.exercise
def lay_out(table: pa.Table, path: str, queries: list[tuple[str, int, int]]) -> None:
    names = [column for column, _, _ in queries]
    ranked = sorted(set(names), key=lambda name: (-names.count(name), name))
    groups = 12
    if ranked:
        table = table.sort_by(ranked[0])
    if len(ranked) > 1 and names.count(ranked[1]) >= 0.15 * len(names):
        strips = 3 if names.count(ranked[1]) > 0.35 * len(names) else 6
        size = max(1, -(-table.num_rows // strips))
        table = pa.concat_tables(
            [table.slice(start, size).sort_by(ranked[1]) for start in range(0, table.num_rows, size)]
        ).combine_chunks()
    pq.write_table(
        table,
        path,
        row_group_size=max(1, -(-table.num_rows // groups)),
        write_statistics=ranked or True,
        compression="zstd",
    )
