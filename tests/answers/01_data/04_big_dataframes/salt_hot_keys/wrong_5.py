# MISTAKE: salts every key of left, hot or not, so rows of other keys with salt above 0 are lost in the join.
# TOLD: All keys of the left table got a salt. The rows of those
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    is_hot = pl.col(key).is_in(pl.Series(hot, dtype=pl.String).implode())
    turn = pl.int_range(pl.len(), dtype=pl.Int64).over(key) % salts
    left = left.with_columns(turn.cast(pl.Int64).alias("salt"))
    copies = pl.when(is_hot).then(salts).otherwise(1)
    right = right.with_columns(pl.int_ranges(0, copies, dtype=pl.Int64).alias("salt")).explode("salt")
    return left, right
