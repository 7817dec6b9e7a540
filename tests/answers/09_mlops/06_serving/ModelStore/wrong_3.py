# MISTAKE: The model is put in use only after the check, but the file was loaded before it, and its code has already run.
# TOLD: The file is loaded before its signature is looked
@lesson.exercise
class ModelStore:
    def __init__(self, public_key, load) -> None:
        self.public_key = public_key
        self.load = load
        self.data = None
        self.model = None

    def update(self, data: bytes, signature: bytes) -> None:
        if data == self.data:
            self.public_key.verify(signature, data)
            return
        candidate = self.load(data)
        self.public_key.verify(signature, data)
        self.model, self.data = candidate, data

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
