# MISTAKE: salts by the row number of the whole table instead of counting from 0 for each key.
# TOLD: You counted through the rows of the table, not those of
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    is_hot = pl.col(key).is_in(pl.Series(hot, dtype=pl.String).implode())
    turn = pl.int_range(pl.len(), dtype=pl.Int64) % salts
    left = left.with_columns(pl.when(is_hot).then(turn).otherwise(0).cast(pl.Int64).alias("salt"))
    copies = pl.when(is_hot).then(salts).otherwise(1)
    right = right.with_columns(pl.int_ranges(0, copies, dtype=pl.Int64).alias("salt")).explode("salt")
    return left, right
