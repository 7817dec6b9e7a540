# RIGHT: tries to decode ever shorter beginnings, down to three bytes less
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    data = bytes(pending) + bytes(chunk)
    for end in range(len(data), max(len(data) - 4, -1), -1):
        try:
            return data[:end].decode(), data[end:]
        except UnicodeDecodeError:
            pass
    return "", data
