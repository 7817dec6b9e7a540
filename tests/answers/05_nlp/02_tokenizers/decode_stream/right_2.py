# RIGHT: looks back over at most three bytes for the first byte of a character and reads its length from it
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    data = pending + chunk
    cut = len(data)
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte & 0b1100_0000 == 0b1000_0000:
            continue
        needed = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
        if needed > back:
            cut = len(data) - back
        break
    return data[:cut].decode("utf-8"), data[cut:]
