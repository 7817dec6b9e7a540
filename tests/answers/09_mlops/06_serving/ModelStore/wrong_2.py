# MISTAKE: The bytes in use are waved through before the signature is looked at, so a wrong signature for them raises nothing.
# TOLD: The bytes in use are let through before their
@lesson.exercise
class ModelStore:
    def __init__(self, public_key, load) -> None:
        self.public_key = public_key
        self.load = load
        self.data = None
        self.model = None

    def update(self, data: bytes, signature: bytes) -> None:
        if data == self.data:
            return
        self.public_key.verify(signature, data)
        self.model = self.load(data)
        self.data = data

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
