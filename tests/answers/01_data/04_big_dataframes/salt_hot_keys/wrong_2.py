# MISTAKE: copies every row of right for each salt, not only the rows of hot keys.
# TOLD: You copied every row of the right table, not only the hot
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    is_hot = pl.col(key).is_in(pl.Series(hot, dtype=pl.String).implode())
    turn = pl.int_range(pl.len(), dtype=pl.Int64).over(key) % salts
    left = left.with_columns(pl.when(is_hot).then(turn).otherwise(0).cast(pl.Int64).alias("salt"))
    right = right.join(pl.DataFrame({"salt": pl.Series(range(salts), dtype=pl.Int64)}), how="cross")
    return left, right
