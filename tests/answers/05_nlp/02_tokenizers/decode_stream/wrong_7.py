# MISTAKE: keeps at most one byte back, as if no character had more than two
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    data = pending + chunk
    if data and data[-1] >= 0xC0:
        return data[:-1].decode("utf-8", errors="replace"), data[-1:]
    return data.decode("utf-8", errors="replace"), b""
