# MISTAKE: The exception of the model is left to the library, which puts its text into the errors for the world to read.
# TOLD: The text of the exception stands in `errors`, with
@lesson.exercise
def create_graphql_app(score, contract: GraphQLSchema) -> flask.Flask:
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        p = score(age, balance)
        return {"probability": p, "ring": p >= 0.125}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("query"), str):
            return "bad request", 400
        result = graphql_sync(contract, body["query"], {"score": resolve}, variable_values=body.get("variables"))
        return result.formatted

    return app
