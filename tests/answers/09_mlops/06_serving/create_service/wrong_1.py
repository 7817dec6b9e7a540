# MISTAKE: A method that takes a list is thought to be batched by that alone; without batchable=True each caller is served alone.
# TOLD: The method is not batchable: BentoML hands it one
@lesson.exercise
def create_service(model):
    @bentoml.service
    class Scorer:
        @bentoml.api
        def score(self, rows: list[dict]) -> list[float]:
            return model.predict_proba(pd.DataFrame(rows))[:, 1].tolist()

    return Scorer
