# MISTAKE: drops rows with anything missing, not only with a missing key.
# TOLD: Rows are gone in which another column is missing. Only a
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        chunk = chunk.dropna()
        places = np.array([zlib.crc32(text.encode()) % parts for text in chunk[key]], dtype=int)
        for part in range(parts):
            found[part].append(chunk[places == part])
    return [pd.concat(pieces, ignore_index=True) for pieces in found]
