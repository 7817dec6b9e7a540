# RIGHT: the API is made from a helper function by calling bentoml.api on it, columns gathered by hand, async
@lesson.exercise
def create_service(model):
    async def score(self, rows: list[dict[str, float | str | bool]]) -> list[float]:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        probabilities = np.asarray(model.predict_proba(pd.DataFrame(columns)))
        return list(map(float, probabilities.T[1]))

    methods = {"score": bentoml.api(batchable=True, max_batch_size=32)(score)}
    return bentoml.service(type("Scores", (), methods))
