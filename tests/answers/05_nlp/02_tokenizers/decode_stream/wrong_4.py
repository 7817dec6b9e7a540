# MISTAKE: decodes the new bytes alone and puts the old tail in front only of the new tail
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    try:
        return chunk.decode("utf-8"), pending
    except UnicodeDecodeError as error:
        return chunk[: error.start].decode("utf-8"), pending + chunk[error.start :]
