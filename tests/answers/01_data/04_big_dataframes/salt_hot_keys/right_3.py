# cum_count for left; right is joined with a small table of keys and salts and the rest is appended
@lesson.exercise
def salt_hot_keys(
    left: pl.DataFrame, right: pl.DataFrame, key: str, hot: list[str], salts: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    hot_keys = pl.DataFrame({key: sorted(set(hot))}, schema={key: pl.String})
    table = hot_keys.join(pl.DataFrame({"salt": pl.Series(range(salts), dtype=pl.Int64)}), how="cross")
    warm = right.join(table, on=key, how="inner").select(*right.columns, "salt")
    cold = right.join(hot_keys, on=key, how="anti").with_columns(salt=pl.lit(0, dtype=pl.Int64))
    marked = left.join(hot_keys.with_columns(_hot=pl.lit(True)), on=key, how="left", maintain_order="left")
    nth = (pl.col(key).cum_count().over(key).cast(pl.Int64) - 1) % salts
    marked = marked.with_columns(salt=pl.when(pl.col("_hot").fill_null(False)).then(nth).otherwise(pl.lit(0, dtype=pl.Int64)))
    return marked.drop("_hot"), pl.concat([warm, cold])
