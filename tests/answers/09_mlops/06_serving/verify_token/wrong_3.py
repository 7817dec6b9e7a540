# MISTAKE: exp is checked only where it is there; without "require" a token that never expires is accepted.
# TOLD: A token without exp is accepted, and would be
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience)
    if not claims.get("sub"):
        raise jwt.InvalidTokenError("no subject")
    return claims["sub"]
