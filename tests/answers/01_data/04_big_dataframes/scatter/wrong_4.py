# MISTAKE: returns only the parts that got rows, so the list may be shorter than parts and numbers no longer match.
# TOLD: There are not as many parts as were asked for.
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    table = pd.concat(list(chunks), ignore_index=True).dropna(subset=[key])
    places = table[key].map(lambda text: zlib.crc32(text.encode()) % parts)
    return [rows for _, rows in table.groupby(places)]
