# MISTAKE: counts files instead of row groups, as it leaves a file at the first group that matches.
# TOLD: You count files, not row groups. A file may be skipped in
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            stats = metadata.row_group(number).column(place).statistics
            if stats is None or not stats.has_min_max or (stats.min <= high and stats.max >= low):
                count += 1
                break
    return count
