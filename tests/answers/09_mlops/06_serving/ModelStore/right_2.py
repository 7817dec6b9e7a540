# RIGHT: keeps a digest in place of the bytes, and the model in a list that is empty while there is none
import hashlib


@lesson.exercise
class ModelStore:
    def __init__(self, public_key, load) -> None:
        self._verify, self._load = public_key.verify, load
        self._digest, self._in_use = b"", []

    def update(self, data: bytes, signature: bytes) -> None:
        self._verify(signature, data)
        digest = hashlib.sha256(data).digest()
        if digest != self._digest:
            self._in_use = [self._load(data)]
            self._digest = digest

    def get(self):
        for model in self._in_use:
            return model
        raise FileNotFoundError("no model yet")
