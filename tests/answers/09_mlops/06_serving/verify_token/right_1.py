# RIGHT: unverified header for the kid only, one jwt.decode with required claims
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "aud", "sub"]})
    return claims["sub"]
