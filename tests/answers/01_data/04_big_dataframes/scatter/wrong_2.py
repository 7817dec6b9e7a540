# MISTAKE: keeps the rows with a missing key, as it hashes str(value).
# TOLD: Rows without a key are still there. In SQL they match
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    found = [[] for _ in range(parts)]
    for chunk in chunks:
        places = np.array([zlib.crc32(str(value).encode()) % parts for value in chunk[key]], dtype=int)
        for part in range(parts):
            found[part].append(chunk[places == part])
    return [pd.concat(pieces, ignore_index=True) for pieces in found]
