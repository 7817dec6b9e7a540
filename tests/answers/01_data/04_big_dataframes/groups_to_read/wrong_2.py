# MISTAKE: skips groups without recorded statistics.
# TOLD: You skip groups without a recorded minimum and maximum.
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            stats = metadata.row_group(number).column(place).statistics
            if stats is not None and stats.has_min_max and stats.min <= high and stats.max >= low:
                count += 1
    return count
