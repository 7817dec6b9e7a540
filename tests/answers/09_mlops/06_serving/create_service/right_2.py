# RIGHT: a plain class first, with the model as an attribute, then bentoml.service called with settings
from typing import Any


@lesson.exercise
def create_service(model):
    class Offers:
        def __init__(self) -> None:
            self.model = model

        @bentoml.api(batchable=True, batch_dim=0, max_batch_size=32, max_latency_ms=100)
        def score(self, rows: list[dict[str, Any]]) -> list[float]:
            frame = pd.DataFrame.from_records(rows)
            return [float(yes) for _, yes in self.model.predict_proba(frame)]

    return bentoml.service(name="offers")(Offers)
