# MISTAKE: A token with a kid that is unknown or missing raises KeyError, which no caller catches as an invalid token.
# TOLD: A kid that is not in `keys`, or none,
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    algorithm, key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "sub"]})
    return claims["sub"]
