# RIGHT: decorators on a class that closes over the model
@lesson.exercise
def create_service(model):
    @bentoml.service
    class Scorer:
        @bentoml.api(batchable=True, max_batch_size=32)
        def score(self, rows: list[dict]) -> list[float]:
            return model.predict_proba(pd.DataFrame(rows))[:, 1].tolist()

    return Scorer
