# MISTAKE: tests only whether an end of the group lies in the range, so a group that spans the whole range is skipped.
# TOLD: You ask whether the smallest or the largest value lies in
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            stats = metadata.row_group(number).column(place).statistics
            if stats is None or not stats.has_min_max:
                count += 1
            elif low <= stats.min <= high or low <= stats.max <= high:
                count += 1
    return count
