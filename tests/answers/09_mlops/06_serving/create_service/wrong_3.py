# MISTAKE: The first column is returned, the probability of the negative class.
# TOLD: That is the probability of the first class, “no”.
@lesson.exercise
def create_service(model):
    @bentoml.service
    class Scorer:
        @bentoml.api(batchable=True, max_batch_size=32)
        def score(self, rows: list[dict]) -> list[float]:
            return model.predict_proba(pd.DataFrame(rows))[:, 0].tolist()

    return Scorer
