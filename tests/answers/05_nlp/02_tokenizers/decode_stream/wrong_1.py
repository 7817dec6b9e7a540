# MISTAKE: drops what is incomplete with errors="ignore" and keeps nothing for the next round
# TOLD: The incomplete bytes were thrown away, so the character
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    return (pending + chunk).decode("utf-8", errors="ignore"), b""
