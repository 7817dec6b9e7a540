# MISTAKE: keeps back every last character that is not ASCII, even one whose bytes are all there
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    data = pending + chunk
    cut = len(data)
    if data and data[-1] >= 0x80:
        cut -= 1
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
    return data[:cut].decode("utf-8"), data[cut:]
