# MISTAKE: The size of a batch is left at the library's default of 100 rows.
# TOLD: The largest batch is not 32: without max_batch_size BentoML
@lesson.exercise
def create_service(model):
    @bentoml.service
    class Scorer:
        @bentoml.api(batchable=True)
        def score(self, rows: list[dict]) -> list[float]:
            return model.predict_proba(pd.DataFrame(rows))[:, 1].tolist()

    return Scorer
