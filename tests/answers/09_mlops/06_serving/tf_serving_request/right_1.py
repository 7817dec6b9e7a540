# RIGHT: f-strings and tolist
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    where = "" if version is None else f"/versions/{version}"
    body = {"signature_name": "serving_default", "instances": rows.tolist()}
    return f"/v1/models/{name}{where}:predict", json.dumps(body)
