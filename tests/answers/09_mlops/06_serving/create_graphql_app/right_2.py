# RIGHT: a root object with a method and a dataclass as the result; the errors are cleaned afterwards, in the answer; body parsed by json
import dataclasses
import json


@dataclasses.dataclass
class Answer:
    probability: float

    @property
    def ring(self) -> bool:
        return not self.probability < 0.125


class ModelFailed(Exception):
    pass


class Root:
    def __init__(self, score) -> None:
        self._score = score

    def score(self, info, age: int, balance: float) -> Answer:
        try:
            return Answer(self._score(age, balance))
        except Exception as error:
            raise ModelFailed("hidden") from error


@lesson.exercise
def create_graphql_app(score, contract: GraphQLSchema) -> flask.Flask:
    app = flask.Flask("offers")
    root = Root(score)

    def answer():
        try:
            body = json.loads(flask.request.get_data())
            query, variables = body["query"], body.get("variables") or {}
        except (ValueError, TypeError, KeyError, AttributeError):
            return flask.Response("bad request", 400)
        if not isinstance(query, str) or not isinstance(variables, dict):
            return flask.Response("bad request", 400)
        result = graphql_sync(contract, query, root, variable_values=variables)
        told = dict(result.formatted)
        if result.errors:
            told["errors"] = [
                error.formatted | ({"message": "model unavailable"} if isinstance(error.original_error, ModelFailed) else {})
                for error in result.errors
            ]
        return flask.jsonify(told), 200

    app.add_url_rule("/graphql", view_func=answer, methods=["POST"])
    return app
