# pandas' own hash_pandas_object on the whole table, then a groupby by part
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    table = pd.concat(list(chunks), ignore_index=True).dropna(subset=[key]).reset_index(drop=True)
    codes = pd.util.hash_pandas_object(table[key].astype(object), index=False).to_numpy() % np.uint64(parts)
    groups = dict(list(table.groupby(codes.astype(int), sort=False)))
    return [groups.get(part, table.iloc[:0]) for part in range(parts)]
