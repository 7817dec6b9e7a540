# MISTAKE: `if version` takes version 0 for none at all.
# TOLD: Version 0 was taken for no version: `if version`
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    where = f"/versions/{version}" if version else ""
    body = {"signature_name": "serving_default", "instances": rows.tolist()}
    return f"/v1/models/{name}{where}:predict", json.dumps(body)
