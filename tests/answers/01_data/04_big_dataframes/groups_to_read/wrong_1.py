# MISTAKE: compares strictly, so a group that only touches an end of the range is skipped.
# TOLD: The ends of the range belong to it: a group whose minimum
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            stats = metadata.row_group(number).column(place).statistics
            if stats is None or not stats.has_min_max or (stats.min < high and stats.max > low):
                count += 1
    return count
