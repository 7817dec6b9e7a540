# MISTAKE: numbers the keys by factorize in each table, so the same key can land in different parts for another table (or chunk).
# TOLD: Rows with the same key are in different parts, so some
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        chunk = chunk.dropna(subset=[key])
        codes = pd.factorize(chunk[key])[0] % parts
        for part in range(parts):
            found[part].append(chunk[codes == part])
    return [pd.concat(pieces) for pieces in found]
