# MISTAKE: The check of the audience is switched off to get rid of InvalidAudienceError, so a token for another service opens this one.
# TOLD: The audience is not checked: a token that was
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    options = {"verify_aud": False, "require": ["exp", "aud", "sub"]}
    return jwt.decode(token, key, algorithms=[algorithm], options=options)["sub"]
