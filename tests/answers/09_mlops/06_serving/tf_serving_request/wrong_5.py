# MISTAKE: The array is turned into text before it is JSON (default=str), so "instances" is a string and not lists of numbers.
# TOLD: `instances` is a text: the array was made a
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    where = "" if version is None else f"/versions/{version}"
    body = json.dumps({"signature_name": "serving_default", "instances": rows}, default=str)
    return f"/v1/models/{name}{where}:predict", body
