# MISTAKE: takes the length of the key as its hash, and most keys have the same length.
# TOLD: One part has most of the keys: then it is as large as the
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        chunk = chunk.dropna(subset=[key])
        places = chunk[key].str.len().to_numpy().astype(int) % parts
        for part in range(parts):
            found[part].append(chunk[places == part])
    return [pd.concat(pieces) for pieces in found]
