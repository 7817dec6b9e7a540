# RIGHT: the incremental decoder of the standard library, whose state is the tail
import codecs


@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    text = decoder.decode(pending + chunk)
    return text, decoder.getstate()[0]
