# MISTAKE: counts only groups that lie entirely within the range.
# TOLD: You count a group only if its smallest and largest value
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            stats = metadata.row_group(number).column(place).statistics
            if stats is None or not stats.has_min_max or (stats.min >= low and stats.max <= high):
                count += 1
    return count
