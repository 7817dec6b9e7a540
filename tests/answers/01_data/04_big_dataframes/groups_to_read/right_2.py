# counts all groups, then takes off the ones proven to be outside, from the metadata as a dict
@lesson.exercise
def groups_to_read(paths: list[str], column: str, low: float, high: float) -> int:
    total = skipped = 0
    for path in paths:
        groups = pq.read_metadata(path).to_dict()["row_groups"]
        total += len(groups)
        for group in groups:
            chunk = next(c for c in group["columns"] if c["path_in_schema"] == column)
            stats = chunk["statistics"]
            if stats is None or not stats["has_min_max"]:
                continue
            if stats["max"] < low or stats["min"] > high:
                skipped += 1
    return total - skipped
