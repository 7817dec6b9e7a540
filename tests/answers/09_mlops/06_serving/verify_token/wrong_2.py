# MISTAKE: Every key may be used with the algorithms of all keys, in place of its own algorithm only.
# TOLD: Every algorithm is allowed for every key. A key
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    allowed = sorted({algorithm for algorithm, _ in keys.values()})
    claims = jwt.decode(token, keys[kid][1], algorithms=allowed, audience=audience, options={"require": ["exp", "sub"]})
    return claims["sub"]
