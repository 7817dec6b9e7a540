# collects minima and maxima in arrays, infinite where not recorded, and compares with numpy
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    lows, highs = [], []
    for path in paths:
        metadata = pq.read_metadata(path)
        place = metadata.schema.to_arrow_schema().get_field_index(column)
        for number in range(metadata.num_row_groups):
            statistics = metadata.row_group(number).column(place).statistics
            known = statistics is not None and statistics.has_min_max
            lows.append(statistics.min if known else -np.inf)
            highs.append(statistics.max if known else np.inf)
    lows, highs = np.array(lows, dtype=float), np.array(highs, dtype=float)
    return int(np.count_nonzero((lows <= high) & (highs >= low)))
