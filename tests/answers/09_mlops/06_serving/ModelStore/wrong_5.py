# MISTAKE: The remembered bytes are set before the load and forgotten (None) if it fails, so the file in use is loaded once more at its next update.
# TOLD: The bytes in use are forgotten when another file
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
        self.data = data
        try:
            self.model = self.load(data)
        except Exception:
            self.data = None
            raise

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
