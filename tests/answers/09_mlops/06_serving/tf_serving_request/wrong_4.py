# MISTAKE: The rows are sent by column, as a list of d lists of n numbers.
# TOLD: The rows are sent by column, as d lists
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    where = "" if version is None else f"/versions/{version}"
    body = {"signature_name": "serving_default", "instances": [column.tolist() for column in rows.T]}
    return f"/v1/models/{name}{where}:predict", json.dumps(body)
