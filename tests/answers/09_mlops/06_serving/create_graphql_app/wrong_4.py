# MISTAKE: The variables of the body are not handed to the library, so every query with $age fails.
# TOLD: The variables of the request do not reach the
@lesson.exercise
def create_graphql_app(score, contract: GraphQLSchema) -> flask.Flask:
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        try:
            p = score(age, balance)
        except Exception:
            raise GraphQLError("model unavailable") from None
        return {"probability": p, "ring": p >= 0.125}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("query"), str):
            return "bad request", 400
        result = graphql_sync(contract, body["query"], {"score": resolve})
        return result.formatted

    return app
