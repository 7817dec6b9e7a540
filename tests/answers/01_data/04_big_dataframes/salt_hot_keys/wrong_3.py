# MISTAKE: salts left only and gives right salt 0 everywhere, so most rows of hot keys find no partner.
# TOLD: In the right table every salt is 0, so left rows with
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    is_hot = pl.col(key).is_in(pl.Series(hot, dtype=pl.String).implode())
    turn = pl.int_range(pl.len(), dtype=pl.Int64).over(key) % salts
    left = left.with_columns(pl.when(is_hot).then(turn).otherwise(0).cast(pl.Int64).alias("salt"))
    return left, right.with_columns(pl.lit(0, dtype=pl.Int64).alias("salt"))
