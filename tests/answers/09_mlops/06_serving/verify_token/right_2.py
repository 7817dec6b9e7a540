# RIGHT: a loop over the keys, an explicit look at the header's alg, and the claims checked one by one after decode_complete
def key_of(header: dict, keys):
    for name, (algorithm, key) in keys.items():
        if header.get("kid") == name and header.get("alg") == algorithm:
            return algorithm, key
    raise jwt.InvalidTokenError("no such key")


@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    algorithm, key = key_of(jwt.get_unverified_header(token), keys)
    whole = jwt.decode_complete(token, key=key, algorithms=(algorithm,), audience=[audience])
    payload = whole["payload"]
    for needed in ("exp", "sub"):
        if payload.get(needed) is None:
            raise jwt.MissingRequiredClaimError(needed)
    return payload["sub"]
