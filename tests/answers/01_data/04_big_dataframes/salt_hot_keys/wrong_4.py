# MISTAKE: uses cum_count as it is, which starts at 1, so a hot key's first row gets salt 1 instead of 0.
# TOLD: The turns of a key begin with salt 1. The first row gets 0;
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    is_hot = pl.col(key).is_in(pl.Series(hot, dtype=pl.String).implode())
    turn = pl.col(key).cum_count().over(key).cast(pl.Int64) % salts
    left = left.with_columns(pl.when(is_hot).then(turn).otherwise(0).cast(pl.Int64).alias("salt"))
    copies = pl.when(is_hot).then(salts).otherwise(1)
    right = right.with_columns(pl.int_ranges(0, copies, dtype=pl.Int64).alias("salt")).explode("salt")
    return left, right
