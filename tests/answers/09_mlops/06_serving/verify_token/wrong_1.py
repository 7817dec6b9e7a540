# MISTAKE: The algorithm is taken from the token's own header, so the sender chooses how he is checked.
# TOLD: The algorithm is the one that the token names,
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    header = jwt.get_unverified_header(token)
    if header.get("kid") not in keys:
        raise jwt.InvalidTokenError("unknown key")
    _, key = keys[header["kid"]]
    claims = jwt.decode(
        token, key, algorithms=[header["alg"]], audience=audience, options={"require": ["exp", "sub"]}
    )
    return claims["sub"]
