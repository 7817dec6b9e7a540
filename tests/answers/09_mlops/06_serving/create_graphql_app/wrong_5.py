# MISTAKE: Only a body that is no JSON is refused; JSON that is a list, or has a number as its query, crashes into a 500.
# TOLD: A query that is no text, but a number
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
        if body is None or "query" not in body:
            return "bad request", 400
        result = graphql_sync(contract, body["query"], {"score": resolve}, variable_values=body.get("variables"))
        return result.formatted

    return app
