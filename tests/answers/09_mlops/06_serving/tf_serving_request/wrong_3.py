# MISTAKE: The version is appended after ":predict" in place of after the name.
# TOLD: The version is named after `:predict`. It belongs to
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    path = f"/v1/models/{name}:predict"
    if version is not None:
        path += f"/versions/{version}"
    return path, json.dumps({"signature_name": "serving_default", "instances": rows.tolist()})
