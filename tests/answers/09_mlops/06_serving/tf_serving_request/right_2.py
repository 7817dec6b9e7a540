# RIGHT: path joined from parts, nested loop with float(), compact JSON with sorted keys
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    parts = ["", "v1", "models", name]
    if version is not None:
        parts += ["versions", str(version)]
    instances = []
    for row in rows:
        instances.append([float(value) for value in row])
    text = json.dumps(dict(instances=instances, signature_name="serving_default"), separators=(",", ":"), sort_keys=True)
    return "/".join(parts) + ":predict", text
