# MISTAKE: A failing load is logged and swallowed to keep the service alive, so the caller believes that the new model is in use.
# TOLD: An exception of load is caught inside. The old
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
        try:
            model = self.load(data)
        except Exception:
            logging.getLogger("scores").exception("the new model could not be loaded, the old one stays")
            return
        self.model, self.data = model, data

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model
