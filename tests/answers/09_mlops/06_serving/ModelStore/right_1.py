# RIGHT: the shortest repair: signature first, state only after a successful load
@lesson.exercise
class ModelStore:
    def __init__(self, public_key, load) -> None:
        self.public_key = public_key
        self.load = load
        self.data = None
        self.model = None

    def update(self, data: bytes, signature: bytes) -> None:
        self.public_key.verify(signature, data)
        if data == self.data:
            return
        self.model = self.load(data)
        self.data = data

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
