# MISTAKE: Only the verify line is moved before the load; the bytes are still remembered first, so a refused file passes silently when offered again.
# TOLD: The bytes are noted as those in use before
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
        self.data = data
        self.public_key.verify(signature, data)
        self.model = self.load(data)

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
