# crc32 of each key, boolean masks for each chunk, concat at the end
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        chunk = chunk[chunk[key].notna()]
        places = np.array([zlib.crc32(text.encode()) % parts for text in chunk[key]], dtype=int)
        for part in range(parts):
            found[part].append(chunk[places == part])
    return [pd.concat(pieces, ignore_index=True) for pieces in found]
