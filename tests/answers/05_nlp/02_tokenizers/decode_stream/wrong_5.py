# MISTAKE: all or nothing: where the last character is incomplete, the complete ones before it are kept back too
# TOLD: You kept everything back unless all of it could
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    data = pending + chunk
    try:
        return data.decode("utf-8"), b""
    except UnicodeDecodeError:
        return "", data
