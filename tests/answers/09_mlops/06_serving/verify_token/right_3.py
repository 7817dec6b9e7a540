# RIGHT: only the signature by the library (PyJWS), the claims read and judged by hand
import json


@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    jws = jwt.PyJWS()
    try:
        algorithm, key = keys[jws.get_unverified_header(token)["kid"]]
    except (KeyError, TypeError):
        raise jwt.InvalidTokenError("unknown key") from None
    try:
        claims = json.loads(jws.decode(token, key, algorithms=[algorithm]))
    except ValueError:
        raise jwt.InvalidTokenError("claims are no JSON") from None
    if not isinstance(claims, dict):
        raise jwt.InvalidTokenError("claims are no object")
    meant_for = claims.get("aud")
    if meant_for != audience and not (isinstance(meant_for, list) and audience in meant_for):
        raise jwt.InvalidAudienceError("for another service")
    now, numbers = time.time(), (int, float)
    end = claims.get("exp")
    if isinstance(end, bool) or not isinstance(end, numbers) or end <= now:
        raise jwt.ExpiredSignatureError("expired, or without an end")
    if claims.get("nbf") is not None and not (isinstance(claims["nbf"], numbers) and claims["nbf"] <= now):
        raise jwt.ImmatureSignatureError("not yet")
    if not isinstance(claims.get("sub"), str):
        raise jwt.MissingRequiredClaimError("sub")
    return claims["sub"]
