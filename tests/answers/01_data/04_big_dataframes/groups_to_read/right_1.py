# plain loops over files and row groups, finding the column by name
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    count = 0
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.names.index(column)
        for number in range(metadata.num_row_groups):
            statistics = metadata.row_group(number).column(place).statistics
            if statistics is None or not statistics.has_min_max:
                count += 1
            elif statistics.min <= high and statistics.max >= low:
                count += 1
    return count
