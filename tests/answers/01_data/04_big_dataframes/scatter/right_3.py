# Python's hash, row by row, collecting positions and taking them with iloc
@lesson.exercise
def scatter(chunks, key: str, parts: int) -> list[pd.DataFrame]:
    pieces = [[] for _ in range(parts)]
    for chunk in chunks:
        rows = [[] for _ in range(parts)]
        for position, value in enumerate(chunk[key].tolist()):
            if not pd.isna(value):
                rows[hash(value) % parts].append(position)
        for number, positions in enumerate(rows):
            pieces[number].append(chunk.iloc[np.array(positions, dtype=int)])
    return [pd.concat(some) for some in pieces]
