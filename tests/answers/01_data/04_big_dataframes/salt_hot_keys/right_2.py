# plain loops over the keys with a counter for each, and row positions for right
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    seen = dict.fromkeys(hot, 0)
    values = []
    for text in left[key]:
        if text in seen:
            values.append(seen[text] % salts)
            seen[text] += 1
        else:
            values.append(0)
    rows, numbers = [], []
    for row, text in enumerate(right[key]):
        for salt in range(salts if text in seen else 1):
            rows.append(row)
            numbers.append(salt)
    copied = right[pl.Series(rows, dtype=pl.UInt32)]
    return (
        left.with_columns(pl.Series("salt", values, dtype=pl.Int64)),
        copied.with_columns(pl.Series("salt", numbers, dtype=pl.Int64)),
    )
