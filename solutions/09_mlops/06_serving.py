"""Solutions of 09_mlops/06_serving: Serving a model."""

import asyncio
import base64
import hashlib
import hmac
import inspect
import json
import logging
import math
import re
import time
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from typing import Literal

import bentoml
import flask
import jwt
import numpy as np
import pandas as pd
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from graphql import GraphQLError, build_schema, graphql_sync
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.authoring import choice, reference

# -- Customer ----------------------------------------------------------------------------------------------------------


@reference
class Customer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    age: int = Field(ge=18, le=120)
    balance: float
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False


_BODIES = {
    "a good one": {"age": 41, "balance": 1200.5, "job": "retired", "housing": True},
    "housing left out": {"age": 41, "balance": 1200.5, "job": "retired"},
    "a negative balance": {"age": 18, "balance": -3.0, "job": "student"},
    "a whole balance": {"age": 120, "balance": 7, "job": "admin."},
    "an age of 17": {"age": 17, "balance": 0.0, "job": "student"},
    "an age of 121": {"age": 121, "balance": 0.0, "job": "retired"},
    "an age with a fraction": {"age": 41.5, "balance": 0.0, "job": "retired"},
    "an unknown job": {"age": 41, "balance": 0.0, "job": "astronaut"},
    "an infinite balance": {"age": 41, "balance": math.inf, "job": "retired"},
    "a balance that is NaN": {"age": 41, "balance": math.nan, "job": "retired"},
    "a balance in words": {"age": 41, "balance": "lots", "job": "retired"},
    "a balance that is a text": {"age": 41, "balance": "1200", "job": "retired"},
    "an age that is a text": {"age": "41", "balance": 0.0, "job": "retired"},
    "housing in words": {"age": 41, "balance": 0.0, "job": "retired", "housing": "yes"},
    "housing as a number": {"age": 41, "balance": 0.0, "job": "retired", "housing": 1},
    "no job": {"age": 41, "balance": 0.0},
    "an unknown field": {"age": 41, "balance": 0.0, "job": "retired", "hosing": True},
}

for _body in _BODIES.values():
    Customer.example(body=_body)


@Customer.cases(n=12)
def _(rng, i):
    age = rng.integers(18, 121) if i % 4 else rng.integers(121, 200)
    job = ("admin.", "management", "retired", "student", "technician")[rng.integers(5)]
    body = {"age": age, "balance": np.round(rng.normal(500, 2000), 2), "job": job}
    if i >= 8:
        field = ("age", "balance", "housing", "job")[i - 8]
        body[field] = {"age": str(rng.integers(20, 60)), "balance": str(age), "housing": "no", "job": 7}[field]
    return {"body": body}


@Customer.probe
def _(candidate, body):
    try:
        return {"accepted": True, "fields": candidate(**body).model_dump()}
    except ValidationError:
        return {"accepted": False, "fields": {}}


@Customer.alternative
class _(BaseModel):
    model_config = {"extra": "forbid"}
    age: int = Field(gt=17, lt=121, strict=True)
    balance: float = Field(allow_inf_nan=False, strict=True)
    job: str = Field(pattern=r"^(admin\.|management|retired|student|technician)$")
    housing: bool = Field(default=False, strict=True)


Customer.misconception(
    'A field that is not known is ignored, so a misspelt one goes unnoticed: extra="forbid".',
    'ConfigDict(extra="forbid", strict=True, allow_inf_nan=False) → ConfigDict(strict=True, allow_inf_nan=False)',
)
Customer.misconception(
    "The ages 18 and 120 are allowed too: `gt` and `lt` leave the borders out, `ge` and `le` keep them.",
    "Field(ge=18, le=120) → Field(gt=18, lt=120)",
)
Customer.misconception(
    "Any text passes as a job. List the known ones, for example with typing.Literal.",
    'Literal["admin.", "management", "retired", "student", "technician"] → str',
)
Customer.misconception(
    "Infinity and NaN pass as a balance, and the model would answer them: allow_inf_nan=False.",
    'ConfigDict(extra="forbid", strict=True, allow_inf_nan=False) → ConfigDict(extra="forbid", strict=True)',
)

Customer.misconception(
    'Values of another type are converted, such as a balance of "1200" or a housing of "yes": strict=True for all fields.',
    'ConfigDict(extra="forbid", strict=True, allow_inf_nan=False) → ConfigDict(extra="forbid", allow_inf_nan=False)',
)


@Customer.misconception(
    'Values of another type are converted, such as a balance of "1200" or a housing of "yes": strict=True for all fields.'
)
class _(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    age: int = Field(ge=18, le=120, strict=True)
    balance: float
    job: Literal["admin.", "management", "retired", "student", "technician"]
    housing: bool = False


Customer.misconception(
    'A field that is not known is ignored, so a misspelt one goes unnoticed: extra="forbid".',
    'ConfigDict(extra="forbid", strict=True, allow_inf_nan=False) → ConfigDict(strict=True)',
)
Customer.misconception(
    'A field that is not known is ignored, so a misspelt one goes unnoticed: extra="forbid".',
    'ConfigDict(extra="forbid", strict=True, allow_inf_nan=False) → ConfigDict()',
)
Customer.misconception(
    "A customer without a word about housing is refused. The field may be left out, and is False then.",
    "housing: bool = False → housing: bool",
)
Customer.misconception(
    "housing may be None, or is None when it is left out: a third answer, which the model has never seen. Its default is False.",
    "housing: bool = False → housing: bool | None = None",
)
Customer.misconception(
    "An overdrawn account is refused. A balance may be negative.", "balance: float → balance: float = Field(ge=0)"
)
Customer.misconception(
    "One of the jobs is spelt in another way than in the data: mind the full stop of “admin.”.", '"admin." → "admin"'
)
Customer.hints(
    "Each sentence of the docstring is one constraint. Which are about a field, which about the whole model?",
    "`Field(ge=…, le=…)` bounds a number, `Literal[…]` lists texts, a default makes a field optional. ConfigDict knows `extra` and "
    "`allow_inf_nan`.",
    '`ConfigDict(extra="forbid", allow_inf_nan=False)`, `age: int = Field(ge=18, le=120)`, `job: Literal["admin.", …]`, '
    "`housing: bool = False`.",
)
Customer.explain(
    "The schema is the contract: what it accepts the model has been made for. Refusing unknown fields catches misspelt optional ones, and NaN "
    "must be excluded by name, because it is a float."
)

# -- create_app --------------------------------------------------------------------------------------------------------


class _Model:
    """Counts its calls; the probability follows from the row. With a failure it raises that, with a telling message."""

    def __init__(self, failure=None):
        self.failure, self.calls = failure, 0

    def predict_proba(self, frame):
        self.calls += 1
        if self.failure is not None:
            raise _FAILURES[self.failure]("/srv/models/secret-path.joblib")
        if not isinstance(frame, pd.DataFrame) or list(frame.columns) != ["weight", "kind"]:
            raise TypeError("predict_proba wants a DataFrame with the schema's columns")
        p = np.clip(frame["weight"].to_numpy(float) / 10 + (frame["kind"] == "b").to_numpy() * 0.05, 0, 1)
        return np.column_stack([1 - p, p])


_FAILURES = {
    "FileNotFoundError": FileNotFoundError,
    "KeyError": KeyError,
    "ValueError": ValueError,
    "PermissionError": PermissionError,
    "ZeroDivisionError": ZeroDivisionError,
}


class _Schema(BaseModel):
    weight: float
    kind: str = "a"


class _Records(logging.Handler):
    """Keeps what is logged at level ERROR or above: the class of the exception whose traceback is there, or none."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.causes = []

    def emit(self, record):
        self.causes.append(record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "no traceback")


@reference(time_limit=30)
def create_app(model, schema):
    app = FastAPI()
    log = logging.getLogger("scores")

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        row = pd.DataFrame([customer.model_dump()])
        try:
            return {"probability": float(model.predict_proba(row)[0, 1])}
        except FileNotFoundError as error:
            log.exception("the model is not there")
            raise HTTPException(503, "model unavailable") from error
        except Exception as error:
            log.exception("the model failed")
            raise HTTPException(500, "internal error") from error

    return app


create_app.example(body={"weight": 3.5}, failure=None)
create_app.example(body={"weight": "heavy"}, failure=None)
create_app.example(body={"weight": 3.5}, failure="FileNotFoundError")
create_app.example(body={"weight": 3.5}, failure="KeyError")


@create_app.cases(n=6)
def _(rng, i):
    body = {"weight": np.round(rng.uniform(0, 9), 3), "kind": "ab"[i % 2]}
    return {
        "body": body,
        "failure": (None, None, "FileNotFoundError", "ValueError", "PermissionError", "ZeroDivisionError")[i],
    }


@create_app.probe
def _(candidate, body, failure):
    model, records, log = _Model(failure), _Records(), logging.getLogger("scores")
    propagate, log.propagate = log.propagate, False
    others, log.handlers = log.handlers, [records]
    try:
        client = TestClient(candidate(model, _Schema), raise_server_exceptions=False)
        answer = client.post("/predict", json=body)
        health = client.get("/health") if failure is None else None
    finally:
        log.propagate, log.handlers = propagate, others
    try:
        content = answer.json()
    except ValueError:
        content = {}
    content = content if isinstance(content, dict) else {}
    return {
        "status": answer.status_code,
        "probability": content.get("probability"),
        "detail": content.get("detail") if failure is not None else None,
        "the exception reaches the caller": "secret-path" in answer.text,
        "tracebacks in the log": sorted(set(records.causes)),
        "the model was called": model.calls > 0,
        "health": None if health is None else (health.status_code, health.text.replace(" ", "")),
    }


@create_app.alternative
def _(model, schema):
    from fastapi.responses import JSONResponse

    app = FastAPI()

    @app.exception_handler(Exception)
    async def bug(request, error):
        logging.getLogger("scores").error("bug in %s", request.url.path, exc_info=error)
        return JSONResponse({"detail": "internal error"}, status_code=500)

    @app.exception_handler(FileNotFoundError)
    async def unavailable(request, error):
        logging.getLogger("scores").error("no model", exc_info=error)
        return JSONResponse({"detail": "model unavailable"}, status_code=503)

    @app.get("/health")
    async def health():
        return {"status": "ok"}

    def score(item: schema):
        return {"probability": model.predict_proba(pd.DataFrame([dict(item)]))[:, 1].item()}

    app.add_api_route("/predict", score, methods=["POST"])
    return app


create_app.misconception(
    "Nothing reached the logger “scores”. `raise … from error` keeps the cause inside the exception, and FastAPI turns an HTTPException "
    "into an answer without writing a line: log before you raise.",
    'log.exception("the model is not there") → pass',
    'log.exception("the model failed") → pass',
)


@create_app.misconception(
    "Nothing reached the logger “scores”. `raise … from error` keeps the cause inside the exception, and FastAPI turns an HTTPException "
    "into an answer without writing a line: log before you raise."
)
def _(model, schema):
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        try:
            return {"probability": float(model.predict_proba(pd.DataFrame([customer.model_dump()]))[0, 1])}
        except Exception as error:
            raise HTTPException(503, "model unavailable") from error

    return app


create_app.misconception(
    "The log has a line, and no traceback: whoever is paged at night sees that it failed, and not where. `log.exception`, or "
    "`log.error` with exc_info, writes it.",
    'log.exception("the model is not there") → log.error("the model is not there")',
    'log.exception("the model failed") → log.error("the model failed")',
)
create_app.misconception(
    "Every failure is answered by 503. That asks callers to try again, and a bug does not go away by that: only a file that is "
    "missing is “unavailable”, the rest is 500.",
    'HTTPException(500, "internal error") → HTTPException(503, "model unavailable")',
)
create_app.misconception(
    "Every failure is answered by 500. A model that is being replaced is a state you know of, and the caller may try again soon: 503.",
    'HTTPException(503, "model unavailable") → HTTPException(500, "internal error")',
)
create_app.misconception(
    "The text of the exception reaches the caller, with a path in it. It was written for you: send a fixed text, and log the rest.",
    '"model unavailable" → str(error)',
    '"internal error" → str(error)',
)
create_app.misconception(
    "The text of the exception reaches the caller, with a path in it. It was written for you: send a fixed text, and log the rest.",
    '"model unavailable" → f"model unavailable: {error}"',
    '"internal error" → f"internal error: {error}"',
)
create_app.misconception(
    "That is the probability of the first class, “no”. The second column is the chance of a yes.",
    "model.predict_proba(row)[0, 1] → model.predict_proba(row)[0, 0]",
)
create_app.misconception(
    "A failing model is not the caller's fault, but a status of 4xx says so. Yours begin with 5.",
    'HTTPException(503, "model unavailable") → HTTPException(400, "model unavailable")',
    'HTTPException(500, "internal error") → HTTPException(400, "internal error")',
)


@create_app.misconception(
    "An exception of the model is not caught. The framework answers 500 with a text of its own, so a model that is being replaced looks like "
    "a bug, and your log has nothing."
)
def _(model, schema):
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        return {"probability": float(model.predict_proba(pd.DataFrame([customer.model_dump()]))[0, 1])}

    return app


create_app.misconception(
    "A tuple of content and status is Flask's way. FastAPI sends it as a list, with status 200: raise an HTTPException.",
    'raise HTTPException(503, "model unavailable") from error → return {"detail": "model unavailable"}, 503',
    'raise HTTPException(500, "internal error") from error → return {"detail": "internal error"}, 500',
)
create_app.misconception(
    "More than FileNotFoundError is answered by 503: a file that may not be read is an OSError too, and stays so until somebody mends it.",
    "FileNotFoundError → OSError",
)
create_app.misconception(
    "Both are logged, but one below the level ERROR, where nobody is paged for it.",
    'log.exception("the model is not there") → log.warning("the model is not there", exc_info=True)',
)
create_app.misconception(
    "The probability is still an array of NumPy, which FastAPI cannot write as JSON, and so good requests end in 500: make it a float.",
    "float(model.predict_proba(row)[0, 1]) → model.predict_proba(row)[:, 1]",
)

create_app.hints(
    "Turn the customer into a table of one row, ask the model, return the number. What can fail, and who should hear what?",
    "`pd.DataFrame([customer.model_dump()])` is the row. Two `except` clauses, the narrow one first; each logs and then raises an "
    "HTTPException with a text of yours.",
    '`except FileNotFoundError as error: log.exception("…")`, then `raise HTTPException(503, "model unavailable") from error`; the '
    "same with Exception, 500 and “internal error”.",
)
create_app.explain(
    "FastAPI validates the body by the annotation before your code runs, so 422 needs no line. HTTPException carries a status and a text that "
    "you chose. It is an answer like any other, and answers are not logged: log.exception writes the traceback while there is one."
)

# -- ModelStore --------------------------------------------------------------------------------------------------------

_TRAINER, _STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n] * 32)) for n in (1, 2))


@reference(role="repair")
class ModelStore:
    def __init__(self, public_key, load):
        self.public_key = public_key
        self.load = load
        self.data = None
        self.model = None

    def update(self, data, signature):
        self.public_key.verify(signature, data)
        if data == self.data:
            return
        self.model = self.load(data)
        self.data = data

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model


ModelStore.example(offers=[("one", "right"), ("two", "forged")])
ModelStore.example(offers=[("one", "forged"), ("one", "forged"), ("one", "right"), ("one", "right")])
ModelStore.example(offers=[("one", "right"), ("damaged", "right"), ("damaged", "right")])
ModelStore.example(offers=[("one", "right"), ("one", "forged"), ("one", "right")])


@ModelStore.cases(n=10)
def _(rng):
    files = rng.choice(["one", "two", "three", "damaged"], size=7).tolist()
    kinds = rng.choice(["right", "right", "forged", "of another file"], size=7).tolist()
    return {"offers": list(zip(files, kinds))}


@ModelStore.probe
def _(candidate, offers):
    loaded = []

    def load(data):
        loaded.append(data.decode())
        if data == b"damaged":
            raise ValueError("the file is damaged")
        return f"model {data.decode()}"

    store = candidate(_TRAINER.public_key(), load)

    def tried(action, *arguments):
        try:
            return action(*arguments)
        except Exception as error:
            return type(error).__name__

    story = [("at first", tried(store.get))]
    for file, kind in offers:
        signed = b"another" if kind == "of another file" else file.encode()
        signature = (_STRANGER if kind == "forged" else _TRAINER).sign(signed)
        outcome = tried(store.update, file.encode(), signature)
        story.append((f"{file}, {kind}", outcome, "loaded so far", list(loaded), "in use", tried(store.get)))
    return story


@ModelStore.alternative
class _:
    def __init__(self, public_key, load):
        self.public_key, self.load, self.in_use = public_key, load, []

    def update(self, data, signature):
        self.public_key.verify(signature, data)
        if not self.in_use or self.in_use[0] != hashlib.sha256(data).digest():
            self.in_use = [hashlib.sha256(data).digest(), self.load(data)]

    def get(self):
        if not self.in_use:
            raise FileNotFoundError
        return self.in_use[1]


@ModelStore.misconception(
    "The file is loaded before its signature is looked at, and loading runs its code: the exception comes when it is too late. "
    "Check the bytes first."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        if data == self.data:
            return
        self.data = data
        self.model = self.load(data)
        self.public_key.verify(signature, data)


@ModelStore.misconception(
    "The file is loaded before its signature is looked at, and loading runs its code: the exception comes when it is too late. "
    "Check the bytes first."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        if data == self.data:
            return
        model = self.load(data)
        self.public_key.verify(signature, data)
        self.data, self.model = data, model


@ModelStore.misconception(
    "The file is loaded before its signature is looked at, and loading runs its code: the exception comes when it is too late. "
    "Check the bytes first."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        model = self.model if data == self.data else self.load(data)
        self.public_key.verify(signature, data)
        self.data, self.model = data, model


@ModelStore.misconception(
    "The bytes in use are let through before their signature is looked at, so a wrong one for them raises nothing. Check the signature "
    "first, whatever the bytes."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        if data == self.data:
            return
        super().update(data, signature)


@ModelStore.misconception(
    "The bytes are noted as those in use before they are. Offered again, a refused or damaged file passes in silence: note "
    "them when the model is loaded."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        if data == self.data:
            return
        self.data = data
        self.public_key.verify(signature, data)
        self.model = self.load(data)


@ModelStore.misconception(
    "The bytes are noted as those in use before they are loaded. A damaged file that is offered again passes in silence: note them "
    "when load has returned."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        if data == self.data:
            return
        self.public_key.verify(signature, data)
        self.data = data
        self.model = self.load(data)


ModelStore.misconception(
    "The bytes are noted as those in use before they are loaded. A damaged file that is offered again passes in silence: note them "
    "when load has returned.",
    "self.model = self.load(data) → self.data = data; self.model = self.load(data)",
)


@ModelStore.misconception(
    "The bytes in use are forgotten when another file cannot be loaded, so the same file is loaded once more at its next offer. Change "
    "them only when load has returned."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        self.public_key.verify(signature, data)
        if data == self.data:
            return
        self.data = None
        self.model = self.load(data)
        self.data = data


@ModelStore.misconception(
    "An exception of load is caught inside. The old model serves on, but the caller believes that the new one is in use: let it through."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        self.public_key.verify(signature, data)
        if data == self.data:
            return
        try:
            model = self.load(data)
        except Exception:
            return
        self.model, self.data = model, data


@ModelStore.misconception(
    "InvalidSignature is caught inside. Nothing bad is loaded, but the caller believes that the new model is in use: let it through."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        try:
            super().update(data, signature)
        except InvalidSignature:
            return


@ModelStore.misconception(
    "InvalidSignature is caught inside. Nothing bad is loaded, but the caller believes that the new model is in use: let it through."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        try:
            super().update(data, signature)
        except InvalidSignature:
            return False


@ModelStore.misconception(
    "InvalidSignature is caught inside. Nothing bad is loaded, but the caller believes that the new model is in use: let it through."
)
class _(ModelStore.implementation):
    def update(self, data, signature):
        try:
            super().update(data, signature)
        except Exception:
            return


ModelStore.misconception(
    "verify wants the signature first, and the data second. The other way round it refuses every file.",
    "self.public_key.verify(signature, data) → self.public_key.verify(data, signature)",
)
ModelStore.misconception(
    "After a failure the store is empty, so one bad file takes the service down. The model in use stays until another is ready.",
    "self.public_key.verify(signature, data) → self.model = self.data = None; self.public_key.verify(signature, data)",
)
ModelStore.misconception(
    "The file in use is loaded again whenever it is offered: with a large model this costs seconds each time. Compare the bytes.",
    "data == self.data → False",
)

ModelStore.hints(
    "Three things happen to a new file. In which order may they, if any of them can raise?",
    "Loading runs the file's code, so the check comes before it. What does the store remember of a file that was refused?",
    "First `self.public_key.verify(signature, data)`, then the look at the bytes in use, then `self.model = self.load(data)`, and "
    "`self.data = data` last.",
)
ModelStore.explain(
    "verify raises, so nothing below it happens to a foreign file. The bytes are noted last: whatever raises before leaves both model and "
    "bytes as they were, so the old model serves on and the same file may be offered again."
)

# -- verify_token ------------------------------------------------------------------------------------------------------

_SECRET = "0123456789abcdef" * 4
_ISSUER, _OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n] * 32)) for n in (3, 4))
_PUBLIC = _ISSUER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
_KEYS = {"partner": ("HS256", _SECRET), "website": ("EdDSA", _PUBLIC)}


@reference
def verify_token(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "sub"]})
    return claims["sub"]


_FLAWS = (
    "none",
    "expired",
    "for another service",
    "signed by somebody else",
    "unsigned",
    "no exp",
    "no sub",
    "no aud",
    "an unknown kid",
    "no kid",
    "another algorithm",
    "changed",
    "no token",
)
for _flaw in _FLAWS:
    verify_token.example(kid="partner", flaw=_flaw)
verify_token.example(kid="website", flaw="none")
verify_token.example(kid="website", flaw="signed with the public key as a secret")


@verify_token.cases(n=10)
def _(rng, i):
    flaw = "none" if i < 4 else _FLAWS[rng.integers(1, len(_FLAWS))]
    return {
        "kid": ("website", "partner")[i % 2],
        "flaw": flaw,
        "subject": "".join(rng.choice(list("abcdefgh"), size=6)),
    }


def _token(kid, flaw, subject):
    """A token that names this key, with at most one flaw."""
    claims = {"sub": subject, "aud": "scores", "exp": time.time() + (-60 if flaw == "expired" else 600)}
    claims |= {"aud": "billing"} if flaw == "for another service" else {}
    claims = {name: value for name, value in claims.items() if flaw != f"no {name}"}
    headers = {"kid": "nobody" if flaw == "an unknown kid" else kid} if flaw != "no kid" else {}
    algorithm, key = ("HS256", _SECRET) if kid == "partner" else ("EdDSA", _ISSUER)
    if flaw == "no token":
        return "not.a.token"
    if flaw == "unsigned":
        return jwt.encode(claims, None, algorithm="none", headers=headers)
    if flaw == "another algorithm":
        algorithm, key = ("HS384", _SECRET)
    if flaw == "signed by somebody else":
        key = _SECRET[::-1] if kid == "partner" else _OTHER
    if flaw == "signed with the public key as a secret":
        return _signed_with_text(claims, headers, _PUBLIC)
    token = jwt.encode(claims, key, algorithm=algorithm, headers=headers)
    if flaw == "changed":
        other = jwt.encode(claims | {"sub": "root"}, key, algorithm=algorithm, headers=headers)
        return ".".join((token.split(".")[0], other.split(".")[1], token.split(".")[2]))
    return token


def _signed_with_text(claims, headers, text):
    """HS256 by hand: PyJWT does not sign with a public key."""
    parts = ({"alg": "HS256", "typ": "JWT"} | headers, claims)
    body = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = base64.urlsafe_b64encode(hmac.new(text.encode(), body, hashlib.sha256).digest()).rstrip(b"=")
    return (body + b"." + signature).decode()


@verify_token.probe
def _(candidate, kid, flaw, subject="ada"):
    try:
        return {"accepted": True, "subject": candidate(_token(kid, flaw, subject), dict(_KEYS), "scores")}
    except jwt.InvalidTokenError:
        return {"accepted": False, "subject": None}


@verify_token.alternative
def _(token, keys, audience):
    header = jwt.get_unverified_header(token)
    algorithm, key = keys.get(header.get("kid"), (None, None))
    if algorithm is None or header["alg"] != algorithm:
        raise jwt.InvalidAlgorithmError("not a key or an algorithm of ours")
    claims = jwt.decode(token, key, algorithms=[header["alg"]], audience=audience)
    for name in ("exp", "sub"):
        if name not in claims:
            raise jwt.MissingRequiredClaimError(name)
    return claims["sub"]


@verify_token.misconception(
    "The algorithm is the one that the token names, so whoever writes the token chooses how it is checked. Take it from `keys`."
)
def _(token, keys, audience):
    header = jwt.get_unverified_header(token)
    if header.get("kid") not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = header["alg"], keys[header["kid"]][1]
    return jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "sub"]})["sub"]


@verify_token.misconception(
    "The algorithm is the one that the token names, so whoever writes the token chooses how it is checked. Take it from `keys`."
)
def _(token, keys, audience):
    header = jwt.get_unverified_header(token)
    if header.get("kid") not in keys:
        raise jwt.InvalidTokenError("unknown key")
    if header["alg"] == "none":
        return jwt.decode(token, options={"verify_signature": False})["sub"]
    algorithm, key = header["alg"], keys[header["kid"]][1]
    return jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "sub"]})["sub"]


@verify_token.misconception(
    "A token without exp is accepted, and would be valid for ever: a claim that is absent is not checked unless it is required."
)
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience)
    if "sub" not in claims:
        raise jwt.InvalidTokenError("no subject")
    return claims["sub"]


@verify_token.misconception(
    "A token without exp is accepted, and one without sub ends in a KeyError: require both claims, so that each is refused as an invalid "
    "token."
)
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    return jwt.decode(token, key, algorithms=[algorithm], audience=audience)["sub"]


@verify_token.misconception(
    "A kid that is not in `keys`, or none, ends in a KeyError: anybody can write such a header, and your service answers 500. "
    "Refuse it as an invalid token."
)
def _(token, keys, audience):
    algorithm, key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=[algorithm], audience=audience, options={"require": ["exp", "sub"]})
    return claims["sub"]


@verify_token.misconception("The signature is not checked at all: anybody can write such a token.")
def _(token, keys, audience):
    return jwt.decode(token, options={"verify_signature": False, "require": ["exp", "sub"]})["sub"]


@verify_token.misconception("The audience is not checked: a token that was issued for another service opens yours.")
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    options = {"verify_aud": False, "require": ["exp", "sub"]}
    return jwt.decode(token, key, algorithms=[algorithm], options=options)["sub"]


@verify_token.misconception("The audience is not checked: a token that was issued for another service opens yours.")
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    options = {"verify_aud": False, "require": ["exp", "aud", "sub"]}
    return jwt.decode(token, key, algorithms=[algorithm], options=options)["sub"]


@verify_token.misconception(
    "Every algorithm is allowed for every key. A key goes with one algorithm: take both from `keys`."
)
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    allowed, options = [algorithm for algorithm, _ in keys.values()], {"require": ["exp", "sub"]}
    return jwt.decode(token, keys[kid][1], algorithms=allowed, audience=audience, options=options)["sub"]


@verify_token.misconception(
    "A refused token comes back as None, which a caller may take for a subject. Raise jwt.InvalidTokenError."
)
def _(token, keys, audience):
    try:
        return verify_token(token, keys, audience)
    except jwt.InvalidTokenError:
        return None


@verify_token.misconception(
    "A token without exp is accepted, and one without sub ends in a KeyError: require both claims, so that each is refused as an invalid "
    "token."
)
def _(token, keys, audience):
    algorithm, key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, key, algorithms=[algorithm], audience=audience)["sub"]


verify_token.misconception("All claims came back. What is wanted is the subject alone.", 'claims["sub"] → claims')
verify_token.misconception(
    "An unknown kid raises an exception of another kind, which nobody catches who expects jwt.InvalidTokenError.",
    'jwt.InvalidTokenError("unknown key") → ValueError("unknown key")',
)


@verify_token.misconception(
    "PyJWT was not told the audience, and then it refuses every token that names one. Say which service you are."
)
def _(token, keys, audience):
    kid = jwt.get_unverified_header(token).get("kid")
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown key")
    algorithm, key = keys[kid]
    return jwt.decode(token, key, algorithms=[algorithm], options={"require": ["exp", "sub"]})["sub"]


verify_token.hints(
    "Two steps: which key is it to be, and is the token right under it? Which of the header's words may you act on?",
    "`jwt.get_unverified_header(token)` has the kid. `jwt.decode(token, key, algorithms=[…], audience=…)` checks the rest, but a claim "
    "that is absent only if it is required.",
    "Refuse a kid that is not in keys; `algorithm, key = keys[kid]`; decode with `algorithms=[algorithm]` and "
    '`options={"require": ["exp", "sub"]}`.',
)
verify_token.explain(
    "The kid only looks up what you have agreed on: a key together with its algorithm. A token that names another algorithm is refused "
    "before its signature is looked at. With a public key the service can check tokens and cannot make any."
)

# -- TokenBucket -------------------------------------------------------------------------------------------------------


@reference
class TokenBucket:
    def __init__(self, rate, capacity):
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now):
        if self.last is not None:
            self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)
        self.last = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


TokenBucket.example(rate=2.0, capacity=3.0, moments=[10.0, 10.0, 10.0, 10.0, 10.25, 10.5, 10.5, 99.0, 99.0, 99.0, 99.0])
TokenBucket.example(rate=0.5, capacity=1.0, moments=[0.0, 1.0, 2.0, 3.0, 4.0])


@TokenBucket.cases(n=15)
def _(rng):
    # Sixteenths of seconds and rates in halves: exact in binary, so that no result hangs on rounding.
    gaps = rng.choice([0, 1, 2, 4, 8, 16, 64], size=20) / 16
    start = rng.integers(0, 100)
    return {
        "rate": rng.choice([0.5, 1.0, 2.0, 4.0]),
        "capacity": rng.choice([1, 1.5, 2, 3, 5]),
        "moments": (start + np.cumsum(gaps)).tolist(),
    }


@TokenBucket.probe
def _(candidate, rate, capacity, moments):
    bucket = candidate(rate, capacity)
    return [bool(bucket.allow(moment)) for moment in moments]


@TokenBucket.alternative
class _:
    def __init__(self, rate, capacity):
        # The generic cell rate algorithm: one number, the time at which the bucket would be full again.
        self.interval, self.burst, self.full_at = 1 / rate, capacity / rate, None

    def allow(self, now):
        full_at = now if self.full_at is None else max(self.full_at, now)
        if full_at + self.interval - now > self.burst:
            return False
        self.full_at = full_at + self.interval
        return True


TokenBucket.misconception(
    "The bucket never overflows: after a quiet hour it holds thousands of tokens. At most `capacity` are kept.",
    "min(self.capacity, self.tokens + (now - self.last) * self.rate) → self.tokens + (now - self.last) * self.rate",
)
TokenBucket.misconception(
    "The bucket starts empty, so the first callers are refused. It is full at the start.",
    "self.tokens = capacity → self.tokens = 0.0",
)
TokenBucket.misconception(
    "A refused request takes a token too: a caller who keeps trying is never let in again.",
    "return False → self.tokens -= 1; return False",
)
TokenBucket.misconception(
    "The clock stands still after a refusal: move `last` forward at every call, or the same time is credited twice.",
    "self.last = now → pass",
    "return True → self.last = now; return True",
)

TokenBucket.misconception(
    "A part of a token is taken for a whole one. At least one must be there.", "self.tokens < 1 → self.tokens <= 0"
)
TokenBucket.misconception(
    "Parts of tokens are thrown away: who asks often never gets one, as each gap alone earns less than one. Keep the fractions.",
    "(now - self.last) * self.rate → int((now - self.last) * self.rate)",
)
TokenBucket.misconception(
    "The rate is tokens per second, so a gap earns gap · rate, and not gap / rate.",
    "(now - self.last) * self.rate → (now - self.last) / self.rate",
)


@TokenBucket.misconception(
    "You count within windows. At the border of two windows twice the capacity gets through at once: let tokens accrue all the while."
)
class _(TokenBucket.implementation):
    def allow(self, now):
        if self.last is None or now - self.last >= 1:
            self.tokens, self.last = self.capacity, now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@TokenBucket.misconception(
    "You count within windows. At the border of two windows twice the capacity gets through at once: let tokens accrue all the while."
)
class _(TokenBucket.implementation):
    def allow(self, now):
        if self.last is None or now - self.last >= self.capacity / self.rate:
            self.tokens, self.last = self.capacity, now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


TokenBucket.hints(
    "Two steps in allow: pay in what has accrued since the last call, then try to take one.",
    "Accrued is (now − last)·rate, and the bucket never holds more than its capacity. Then remember now.",
    "`self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)`; if fewer than 1, return False.",
)
TokenBucket.explain(
    "The bucket need not be filled by a timer: what accrued since the last call can be computed when somebody asks. Refused requests take "
    "nothing, so patience is rewarded."
)

# -- Batcher -----------------------------------------------------------------------------------------------------------


@reference
class Batcher:
    def __init__(self, score, max_size, max_wait, later):
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.waiting = []

    def submit(self, row):
        future = Future()
        self.waiting.append((row, future))
        batch = self.waiting
        if len(batch) == self.max_size:
            self.send(batch)
        elif len(batch) == 1:
            self.later(self.max_wait, lambda: self.send(batch))
        return future

    def send(self, batch):
        if batch is not self.waiting:
            return
        self.waiting = []
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)
        else:
            for (_, future), result in zip(batch, results):
                future.set_result(result)


Batcher.example(moments=[0.0, 1.0, 6.0], max_size=2, max_wait=2.5)
Batcher.example(moments=[0.0, 1.0, 2.0, 4.0], max_size=2, max_wait=2.5)
Batcher.example(moments=[0.0, 1.0, 2.0], max_size=5, max_wait=1.5)
Batcher.example(moments=[0.0, 1.0, 5.0], max_size=2, max_wait=2.5, poison=1)


@Batcher.cases(n=14)
def _(rng, i):
    # Whole seconds, and waits that end between them: no request arrives at the moment at which a timer rings.
    moments = np.cumsum(rng.choice([0, 1, 2, 5], size=rng.integers(1, 12))).astype(float).tolist()
    inputs = {"moments": moments, "max_size": rng.integers(1, 5), "max_wait": rng.choice([0.5, 1.5, 2.5])}
    return inputs if i % 3 else inputs | {"poison": rng.integers(0, len(moments))}


@Batcher.probe
def _(candidate, moments, max_size, max_wait, poison=None):
    now, timers, story = 0.0, [], []

    def score(rows):
        story.append((now, list(rows)))
        if poison in rows:
            raise ValueError("a row that the model cannot digest")
        return [10 * row for row in rows]

    batcher = candidate(score, max_size, max_wait, lambda seconds, function: timers.append((now + seconds, function)))
    futures = []

    def watched(action):
        try:
            return action()
        except InvalidStateError:  # its text holds an address
            story.append((now, "a future is filled twice"))
            return None

    for k, moment in enumerate([*moments, math.inf]):
        while timers and min(time for time, _ in timers) < moment:
            first = min(range(len(timers)), key=lambda each: timers[each][0])
            now, function = timers.pop(first)
            watched(function)
        if moment < math.inf:
            now = moment
            futures.append(watched(lambda k=k: batcher.submit(k)))

    def outcome(future):
        if future is None:
            return "no future"
        if not future.done():
            return "waits for ever"
        return type(future.exception()).__name__ if future.exception() else future.result()

    return {"calls of score": story, "answers": [outcome(future) for future in futures]}


@Batcher.alternative
class _:
    def __init__(self, score, max_size, max_wait, later):
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.rows, self.futures, self.number = [], [], 0

    def submit(self, row):
        number = self.number
        if not self.rows:
            self.later(self.max_wait, lambda: self.send(number))
        future = Future()
        self.rows.append(row)
        self.futures.append(future)
        if len(self.rows) >= self.max_size:
            self.send(number)
        return future

    def send(self, number):
        if number != self.number:
            return
        rows, futures = self.rows, self.futures
        self.rows, self.futures, self.number = [], [], number + 1
        try:
            for future, result in zip(futures, self.score(rows)):
                future.set_result(result)
        except Exception as error:
            for future in futures:
                future.set_exception(error)


Batcher.misconception(
    "A timer sent a batch that was not its own: its batch had been full and gone, and the next one was sent before its time. "
    "A timer may only send the batch that it was set for.",
    "lambda: self.send(batch) → lambda: self.waiting and self.send(self.waiting)",
)
Batcher.misconception(
    "A timer sent a batch that was not its own: its batch had been full and gone, and the next one was sent before its time. "
    "A timer may only send the batch that it was set for.",
    "lambda: self.send(batch) → lambda: self.send(self.waiting)",
)
Batcher.misconception(
    "When score raises, the callers of the batch wait for ever: nobody fills their futures. Give each the exception.",
    "future.set_exception(error) → pass",
)


@Batcher.misconception(
    "When score raises, the exception comes out of submit or of the timer. It belongs in the futures of the batch."
)
class _(Batcher.implementation):
    def send(self, batch):
        if batch is not self.waiting:
            return
        self.waiting = []
        results = self.score([row for row, _ in batch])
        for (_, future), result in zip(batch, results):
            future.set_result(result)


@Batcher.misconception(
    "Every request sets a timer, and the last one decides: the first of the batch is held for longer than max_wait. It counts from the first."
)
class _(Batcher.implementation):
    def submit(self, row):
        future = Future()
        self.waiting.append((row, future))
        batch, size = self.waiting, len(self.waiting)
        if size == self.max_size:
            self.send(batch)
        else:
            self.later(self.max_wait, lambda: len(batch) == size and self.send(batch))
        return future


@Batcher.misconception("A full batch waits for its timer, and others pile in. Send it with the row that fills it.")
class _(Batcher.implementation):
    def submit(self, row):
        future = Future()
        self.waiting.append((row, future))
        batch = self.waiting
        if len(batch) == 1:
            self.later(self.max_wait, lambda: self.send(batch))
        return future


@Batcher.misconception("Only one future of the batch has an answer. Each waits for its own row: fill them all.")
class _(Batcher.implementation):
    def send(self, batch):
        if batch is not self.waiting:
            return
        self.waiting = []
        try:
            batch[-1][1].set_result(self.score([row for row, _ in batch])[-1])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)


@Batcher.misconception("There is no timer: a batch that does not fill is never sent, and its callers wait for ever.")
class _(Batcher.implementation):
    def submit(self, row):
        future = Future()
        self.waiting.append((row, future))
        if len(self.waiting) == self.max_size:
            self.send(self.waiting)
        return future


Batcher.misconception(
    "later was handed what send returns, and send ran at once. Hand it a function that sends when it is called.",
    "lambda: self.send(batch) → self.send(batch)",
)
Batcher.misconception(
    "A timer sends a batch that had been full and gone: its rows are scored twice, and its futures filled twice, which raises. Look whether "
    "the batch is still the open one.",
    "batch is not self.waiting → False",
)
Batcher.misconception(
    "score is called once for each row, so nothing is saved: call it once for all rows of the batch.",
    "results = self.score([row for row, _ in batch]) → results = [self.score([row])[0] for row, _ in batch]",
)


@Batcher.misconception(
    "score is called once for each row, so nothing is saved: call it once for all rows of the batch."
)
class _(Batcher.implementation):
    def send(self, batch):
        if batch is not self.waiting:
            return
        self.waiting = []
        for row, future in batch:
            try:
                future.set_result(self.score([row])[0])
            except Exception as error:
                future.set_exception(error)


Batcher.misconception(
    "Each caller has the answers of the whole batch. Its own is the one at the place of its row.",
    "future.set_result(result) → future.set_result(results)",
)
Batcher.misconception(
    "The batch that was sent stays open: the next rows join it, and its futures are filled a second time, which raises. Begin a new list.",
    "self.waiting = [] → pass",
)


@Batcher.misconception(
    "The batch stays open when score raises: its rows are scored again with those that come later, and spoil them. Close it before "
    "score is called."
)
class _(Batcher.implementation):
    def submit(self, row):
        future = Future()
        self.waiting.append((row, future))
        batch = self.waiting
        if len(batch) >= self.max_size:
            self.send(batch)
        elif len(batch) == 1:
            self.later(self.max_wait, lambda: self.send(batch))
        return future

    def send(self, batch):
        if batch is not self.waiting:
            return
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        self.waiting = []
        for (_, future), result in zip(batch, results):
            if not future.done():
                future.set_result(result)


@Batcher.misconception(
    "The batch stays open when score raises: its rows are scored again with those that come later, and spoil them. Close it before "
    "score is called."
)
class _(Batcher.implementation):
    def send(self, batch):
        if batch is not self.waiting:
            return
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        self.waiting = []
        for (_, future), result in zip(batch, results):
            if not future.done():
                future.set_result(result)


@Batcher.misconception(
    "The batch stays open when score raises: its rows are scored again with those that come later, and spoil them. Close it before "
    "score is called."
)
class _(Batcher.implementation):
    def send(self, batch):
        if batch is not self.waiting:
            return
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)
            return
        self.waiting = []
        for (_, future), result in zip(batch, results):
            future.set_result(result)


Batcher.misconception(
    "A batch is sent with one row too many, or waits for that row: it is full at max_size.",
    "len(batch) == self.max_size → len(batch) > self.max_size",
)

Batcher.hints(
    "submit has two occasions to act: the row opened a batch, or it filled one. What must be set, or done, on each?",
    "Hand the timer the very list that it is for: `batch = self.waiting`, and a function that sends `batch`. In send, a batch that "
    "is no longer `self.waiting` has gone already; put a new list in its place before you call score.",
    "`if batch is not self.waiting: return`, then `self.waiting = []`, then score the rows in a `try`; `set_result` for each pair, and "
    "in `except Exception as error` `set_exception(error)` for each.",
)
Batcher.explain(
    "The open batch is a list, and its identity is its name: a timer that comes late finds another list open and does nothing. The "
    "list is replaced before score is called, so that whatever happens there, later rows find an empty batch."
)

# -- histogram_quantile ------------------------------------------------------------------------------------------------


@reference
def histogram_quantile(q, bounds, cumulative):
    rank = q * cumulative[-1]
    k = next(k for k, count in enumerate(cumulative) if count >= rank)
    if math.isinf(bounds[k]):
        return bounds[k - 1]
    low, before = (bounds[k - 1], cumulative[k - 1]) if k else (0.0, 0)
    return low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before)


histogram_quantile.example(q=0.5, bounds=[1.0, 2.0, math.inf], cumulative=[0, 4, 5])
histogram_quantile.example(q=1.0, bounds=[1.0, 2.0, math.inf], cumulative=[1, 4, 5])
histogram_quantile.example(q=0.5, bounds=[1.0, 2.0, 3.0, math.inf], cumulative=[2, 2, 4, 4])


@histogram_quantile.cases(n=20)
def _(rng):
    bounds = [*np.cumsum(rng.uniform(0.1, 2, size=rng.integers(2, 6))).tolist(), math.inf]
    counts = rng.integers(0, 9, size=len(bounds))
    counts[0] += 1
    return {
        "q": rng.choice([0.05, 0.25, 0.5, 0.9, 0.99, 1.0]),
        "bounds": bounds,
        "cumulative": np.cumsum(counts).tolist(),
    }


@histogram_quantile.alternative
def _(q, bounds, cumulative):
    rank = q * cumulative[-1]
    if rank > cumulative[-2]:
        return bounds[-2]
    xs, ys = np.array([0, *cumulative[:-1]], dtype=float), np.array([0.0, *bounds[:-1]])
    k = int(np.searchsorted(xs[1:], rank, side="left"))
    return float(ys[k] + (ys[k + 1] - ys[k]) * (rank - xs[k]) / (xs[k + 1] - xs[k]))


histogram_quantile.misconception(
    "You returned the upper bound of the bucket. Interpolate: where in the bucket does the rank fall?",
    "low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before) → bounds[k]",
)


@histogram_quantile.misconception("The counts are cumulative already: you added them up once more.")
def _(q, bounds, cumulative):
    return histogram_quantile(q, bounds, np.cumsum(cumulative).tolist())


@histogram_quantile.misconception(
    "Nothing is known about the last bucket but its lower end: return the largest finite bound, not infinity."
)
def _(q, bounds, cumulative):
    rank = q * cumulative[-1]
    return math.inf if rank > cumulative[-2] else histogram_quantile(q, bounds, cumulative)


histogram_quantile.misconception(
    "Inside the bucket you divided by the cumulative count. The bucket holds only those above the previous bound.",
    "(bounds[k] - low) * (rank - before) / (cumulative[k] - before) → (bounds[k] - low) * rank / cumulative[k]",
)
histogram_quantile.misconception(
    "Inside the bucket you divided by the cumulative count. The bucket holds only those above the previous bound.",
    "(bounds[k] - low) * (rank - before) / (cumulative[k] - before) → (bounds[k] - low) * (rank - before) / cumulative[k]",
)
histogram_quantile.misconception(
    "Where buckets without anybody follow, you went to the end of the last of them. The first bucket that reaches the rank is "
    "the one.",
    "low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before) → "
    "float(np.interp(rank, [0, *cumulative[:-1]], [0.0, *bounds[:-1]]))",
)

histogram_quantile.misconception(
    "You took the middle of the bucket, whatever the rank. Interpolate: how far into the bucket does the rank fall?",
    "low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before) → (low + bounds[k]) / 2",
)
histogram_quantile.misconception(
    "In the first bucket index k − 1 is the last one, so the bucket begins at infinity. It begins at 0, and nobody is below it.",
    "(bounds[k - 1], cumulative[k - 1]) if k else (0.0, 0) → (bounds[k - 1], cumulative[k - 1])",
)


@histogram_quantile.misconception(
    "In the first bucket you returned its upper bound. It begins at 0, and one interpolates there as elsewhere."
)
def _(q, bounds, cumulative):
    return bounds[0] if cumulative[0] >= q * cumulative[-1] else histogram_quantile(q, bounds, cumulative)


histogram_quantile.hints(
    "First the bucket: the first one whose cumulative count reaches q times the total.",
    "Then the share of the way through it: (rank − count before) over (count in the bucket).",
    "`low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before)`, with low = 0 and before = 0 for the first.",
)
histogram_quantile.explain(
    "This is what Prometheus' histogram_quantile does. The error is at most the width of the bucket, so buckets belong where the promises "
    "to users lie."
)

# -- name_the_faults ---------------------------------------------------------------------------------------------------

_RECORDED = {"A": "timeout", "B": "queue", "C": "company", "D": "loading"}


@reference(role="decision")
def name_the_faults():
    return {"A": "timeout", "B": "queue", "C": "company", "D": "loading"}


@name_the_faults.verify
def _(got, expected, inputs):
    if not isinstance(got, dict) or set(got) != {"A", "B", "C", "D"}:
        return "A dictionary with the keys A, B, C and D was expected."
    if not all(isinstance(fault, str) and fault in _RECORDED.values() for fault in got.values()):
        return "A value is none of the keys of `faults`: company, loading, timeout, queue."
    if len(set(got.values())) < 4:
        return "One fault is named twice. All four are different."
    wrong = {name for name in got if got[name] != expected[name]}
    if not wrong:
        return None
    if {got["A"], got["D"]} == {"loading", "timeout"} and wrong == {"A", "D"}:
        return (
            "Loading and the timeout are swapped. Look at where the second hump stands, and at what share of the requests is in it: "
            "which fault meets one request in three, and by how much does it delay them?"
        )
    if wrong == {"B", "C"}:
        return (
            "Waiting for company and the queue are swapped. Company that does not come costs every request the same; a queue is short for some "
            "and long for others."
        )
    if wrong == {"A", "B"}:
        return (
            "The timeout and the queue are swapped. A fixed delay leaves nobody between the quick and the late ones; a queue makes delays of "
            "every length."
        )
    if wrong == {"B", "D"}:
        return (
            "Loading and the queue are swapped. A load of fixed length puts those whom it meets in one place, a third of all; a queue makes "
            "delays of every length."
        )
    if "C" in wrong:
        return "Look again at the service in which nobody at all is quick: which fault meets every single request, and all alike?"
    return "Two or more are mixed up. For each fault reckon where its requests must lie, and how many they must be."


@name_the_faults.alternative
def _():
    return dict(zip("DCBA", ("loading", "company", "queue", "timeout")))


@name_the_faults.misconception(
    "Loading and the timeout are swapped. Look at where the second hump stands, and at what share of the requests is in it: "
    "which fault meets one request in three, and by how much does it delay them?"
)
def _():
    return {"A": "loading", "B": "queue", "C": "company", "D": "timeout"}


@name_the_faults.misconception(
    "Waiting for company and the queue are swapped. Company that does not come costs every request the same; a queue is short for some "
    "and long for others."
)
def _():
    return {"A": "timeout", "B": "company", "C": "queue", "D": "loading"}


@name_the_faults.misconception(
    "Look again at the service in which nobody at all is quick: which fault meets every single request, and all alike?"
)
def _():
    return {"A": "timeout", "B": "queue", "C": "loading", "D": "company"}


@name_the_faults.misconception(
    "The timeout and the queue are swapped. A fixed delay leaves nobody between the quick and the late ones; a queue makes delays of "
    "every length."
)
def _():
    return {"A": "queue", "B": "timeout", "C": "company", "D": "loading"}


@name_the_faults.misconception(
    "Loading and the queue are swapped. A load of fixed length puts those whom it meets in one place, a third of all; a queue makes "
    "delays of every length."
)
def _():
    return {"A": "timeout", "B": "loading", "C": "company", "D": "queue"}


@name_the_faults.misconception(
    "Two or more are mixed up. For each fault reckon where its requests must lie, and how many they must be."
)
def _():
    return {"A": "queue", "B": "loading", "C": "company", "D": "timeout"}


name_the_faults.hints(
    "Without a fault nearly everybody is served within 50 ms. For each fault: who is delayed, everybody or some, and by how much?",
    "A second hump means that some are delayed by a fixed time: where it stands is the time, how high it is the share. No hump at all and a "
    "long slope means that the delay itself varies.",
    "Half a second with about one request in twenty; 0.15 s with one in three; 0.1 s with all; and one that spreads over every bucket.",
)
name_the_faults.explain(
    "The shape tells the mechanism: a fixed delay shifts a hump, and the share that it meets is the hump's height. One in three points to one of "
    "three replicas, a place just beyond half a second to the timeout, an empty left side to a price that everybody pays. Only a queue "
    "makes delays of every length."
)

# -- create_graphql_app ------------------------------------------------------------------------------------------------

_CONTRACT = build_schema("""
type Score { probability: Float!, ring: Boolean! }
type Query { score(age: Int!, balance: Float!): Score }
""")


@reference
def create_graphql_app(score, contract):
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        try:
            probability = score(age, balance)
        except Exception as error:
            raise GraphQLError("model unavailable") from error
        return {"probability": probability, "ring": probability >= 0.125}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("query"), str):
            return {"message": "a query is wanted"}, 400
        result = graphql_sync(contract, body["query"], {"score": resolve}, variable_values=body.get("variables"))
        return result.formatted

    return app


_WITH_VARIABLES = "query ($age: Int!) { score(age: $age, balance: 2) { probability ring } }"
create_graphql_app.example(body={"query": "{ score(age: 8, balance: 0) { ring } }"})
create_graphql_app.example(body={"query": "{ score(age: 99, balance: 0) { ring } }"})
create_graphql_app.example(body={"query": _WITH_VARIABLES, "variables": {"age": 4}})
create_graphql_app.example(body={"query": "{ score(age: 8, balance: 0) { iban } }"})
create_graphql_app.example(body={"variables": {}})
create_graphql_app.example(body=["{ score(age: 8, balance: 0) { ring } }"])
create_graphql_app.example(body="a text, and no JSON")


@create_graphql_app.cases(n=7)
def _(rng, i):
    age, balance = rng.integers(1, 40), rng.integers(0, 9)
    fields = ("probability", "ring probability", "ring")[i % 3]
    if i == 0:
        return {"body": {"query": _WITH_VARIABLES, "variables": {"age": age}}}
    if i == 1:
        return {"body": {"query": 7}}
    if i == 2:
        return {
            "body": {
                "query": f"{{ a: score(age: 99, balance: 0) {{ ring }} b: score(age: {age}, balance: 0) {{ ring }} }}"
            }
        }
    if i == 3:
        return {"body": {"query": "{ score(age: ", "variables": None}}
    if i == 4:  # a probability of exactly 0.125, which is reached in many ways
        age = rng.integers(1, 8)
        balance = 128 - 16 * age
    if i == 5:  # too little to ring
        age = rng.integers(1, 7)
    return {"body": {"query": f"{{ score(age: {age}, balance: {balance}) {{ {fields} }} }}"}}


@create_graphql_app.probe
def _(candidate, body):
    def score(age, balance):
        if age > 90:
            raise FileNotFoundError("/srv/secret-path")
        return age / 64 + balance / 1024

    app = candidate(score, _CONTRACT)
    app.logger.disabled = True  # what Flask would say of a failure
    sent = {"data": body} if isinstance(body, str) else {"json": body}
    answer = app.test_client().post("/graphql", **sent)
    if answer.status_code == 400:
        return {"status": 400}
    content = answer.get_json(silent=True)
    content = content if isinstance(content, dict) else {}
    messages = [error.get("message") for error in content.get("errors") or []]
    return {
        "status": answer.status_code,
        "data": content.get("data"),
        "errors": len(messages),
        "the model's failure": sorted({message for message in messages if message == "model unavailable"}),
        "the exception reaches the caller": "secret-path" in answer.text,
    }


@create_graphql_app.alternative
def _(score, contract):
    from graphql import graphql_sync as execute

    class Root:
        def score(self, info, **arguments):
            p = score(arguments["age"], arguments["balance"])
            return {"probability": p, "ring": bool(p >= 1 / 8)}

    app = flask.Flask(__name__)

    def answer():
        body = flask.request.get_json(force=True, silent=True) or {}
        if isinstance(body, list) or type(body.get("query")) is not str:
            flask.abort(400)
        result = execute(contract, body["query"], Root(), None, body.get("variables")).formatted
        for error in result.get("errors", []):
            if error.get("path"):
                error["message"] = "model unavailable"
        return flask.jsonify(result), 200

    app.add_url_rule("/graphql", view_func=answer, methods=["POST"])
    return app


create_graphql_app.misconception(
    "The text of the exception stands in `errors`, with a path in it: GraphQL passes on what a resolver raises. Catch it there, and raise a "
    "GraphQLError with a text of yours.",
    'GraphQLError("model unavailable") → GraphQLError(str(error))',
)
create_graphql_app.misconception(
    "The variables of the request do not reach the query, so every query that uses one fails: hand them to graphql_sync.",
    'body.get("variables") → None',
)
create_graphql_app.misconception(
    "A failed query is answered by another status. In this protocol the body tells: 200, with `errors` beside whatever data there are.",
    "return result.formatted → return result.formatted, 400 if result.errors else 200",
)
create_graphql_app.misconception(
    "A failed query is answered by another status. In this protocol the body tells: 200, with `errors` beside whatever data there are.",
    "return result.formatted → return result.formatted, 500 if result.errors else 200",
)
create_graphql_app.misconception(
    "Only the data are sent: a caller whose query failed is not told why. `result.formatted` has both.",
    "result.formatted → {'data': result.data}",
)
create_graphql_app.misconception(
    "Only the data are sent: a caller whose query failed is not told why. `result.formatted` has both.",
    "result.formatted → flask.jsonify(result.data)",
)
create_graphql_app.misconception(
    "Only the data are sent: a caller whose query failed is not told why. `result.formatted` has both.",
    "result.formatted → result.data",
)
create_graphql_app.misconception(
    "An ExecutionResult is nothing that Flask can send. Its `formatted` is a dictionary.",
    "return result.formatted → return result",
)
create_graphql_app.misconception(
    "A failure of the model looks like a score that does not exist: null, and not a word in `errors`. Raise in the resolver.",
    'raise GraphQLError("model unavailable") from error → return None',
)
create_graphql_app.misconception(
    "A dictionary that says “error” is no Score, and the library complains that its fields are missing. Raise in the resolver.",
    'raise GraphQLError("model unavailable") from error → return {"error": "model unavailable"}',
)
create_graphql_app.misconception(
    "A request without variables makes your code raise, and the answer is 500. They may be absent.",
    'body.get("variables") → body["variables"]',
)


@create_graphql_app.misconception(
    "A body without a query, or one that is no object, makes your code raise, and the answer is 500: look at it before you use it, "
    "and answer 400."
)
def _(score, contract):
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        try:
            probability = score(age, balance)
        except Exception as error:
            raise GraphQLError("model unavailable") from error
        return {"probability": probability, "ring": probability >= 0.125}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        result = graphql_sync(contract, body["query"], {"score": resolve}, variable_values=body.get("variables"))
        return result.formatted

    return app


create_graphql_app.misconception(
    "A query that is no text, but a number for instance, makes your code raise, and the answer is 500: look at its type too, and "
    "answer 400.",
    'not isinstance(body.get("query"), str) → "query" not in body',
)


@create_graphql_app.misconception(
    "A query that is no text, but a number for instance, makes your code raise, and the answer is 500: look at its type too, and "
    "answer 400."
)
def _(score, contract):
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        try:
            probability = score(age, balance)
        except Exception as error:
            raise GraphQLError("model unavailable") from error
        return {"probability": probability, "ring": probability >= 0.125}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        if not body or "query" not in body:
            return {"message": "a query is wanted"}, 400
        result = graphql_sync(contract, body["query"], {"score": resolve}, variable_values=body.get("variables"))
        return result.formatted

    return app


create_graphql_app.misconception(
    "At exactly 0.125 the customer is to be rung: from that probability on, so `>=`.",
    "probability >= 0.125 → probability > 0.125",
)

create_graphql_app.hints(
    "Three places: the resolver, whose exceptions go to the caller; the body, which may be anything; the answer.",
    "A `try` around `score`, and `raise GraphQLError(…)` in its `except`. The body must be a dict and its query a str, or the answer is 400. "
    "`result.formatted` is a dict, and Flask makes JSON of it.",
    '`if not isinstance(body, dict) or not isinstance(body.get("query"), str): return {…}, 400`, then `graphql_sync(contract, body["query"], '
    '{"score": resolve}, variable_values=body.get("variables"))`.',
)
create_graphql_app.explain(
    "The library parses, validates against the contract and executes; all that is yours is the resolver and the way in. One query may ask for "
    "several scores of which one fails, so a status for all of them would say too little."
)

# -- create_service ----------------------------------------------------------------------------------------------------


@reference(time_limit=30)
def create_service(model):
    @bentoml.service
    class Scores:
        @bentoml.api(batchable=True, max_batch_size=32)
        def score(self, rows: list[dict]) -> list[float]:
            return model.predict_proba(pd.DataFrame(rows))[:, 1].tolist()

    return Scores


create_service.example(rows=[{"weight": 2.0, "kind": "a"}, {"weight": 5.0, "kind": "b"}])


@create_service.cases(n=3)
def _(rng, i):
    n = i + 1
    return {"rows": [{"weight": np.round(rng.uniform(0, 9), 3).item(), "kind": "ab"[k % 2]} for k in range(n)]}


async def _awaited(scores):
    return await scores


@create_service.probe
def _(candidate, rows):
    model = _Model()
    service = candidate(model)
    found = dict.fromkeys(("batchable", "rows in a batch, at most", "scores", "calls of the model"))
    if not isinstance(service, bentoml.Service):
        return {"it is": "no BentoML service"} | found
    api = service.apis.get("score")
    if api is None:
        return {"it is": "a service without an API `score`"} | found
    scores = service.inner().score(rows=rows)
    if inspect.isawaitable(scores):  # an API may be asynchronous
        with ThreadPoolExecutor(1) as pool:
            scores = pool.submit(lambda: asyncio.run(_awaited(scores))).result()
    return {
        "it is": "a service",
        "batchable": api.batchable,
        "rows in a batch, at most": api.max_batch_size if api.batchable else None,
        "scores": scores if isinstance(scores, list) else f"no list, but {type(scores).__name__}",
        "calls of the model": model.calls,
    }


@create_service.alternative
def _(model):
    def score(self, rows: list[dict]) -> list[float]:
        return [float(p) for _, p in model.predict_proba(pd.DataFrame.from_records(rows))]

    scores = type("Offers", (), {"score": bentoml.api(score, batchable=True, max_batch_size=32)})
    return bentoml.service(scores, name="offers")


create_service.misconception(
    "The method is not batchable: BentoML hands it one request at a time, whatever the traffic. Say batchable=True.",
    "bentoml.api(batchable=True, max_batch_size=32) → bentoml.api",
)
create_service.misconception(
    "The model is called once for each row, so batching saves nothing. Make one table of all rows.",
    "model.predict_proba(pd.DataFrame(rows))[:, 1].tolist() → "
    "[float(model.predict_proba(pd.DataFrame([row]))[0, 1]) for row in rows]",
)
create_service.misconception(
    "The largest batch is not 32: without max_batch_size BentoML takes its own default.",
    "bentoml.api(batchable=True, max_batch_size=32) → bentoml.api(batchable=True)",
)
create_service.misconception(
    "That is the probability of the first class, “no”. The second column is the chance of a yes.",
    "model.predict_proba(pd.DataFrame(rows))[:, 1] → model.predict_proba(pd.DataFrame(rows))[:, 0]",
)
create_service.misconception(
    "An array came back. What goes over the wire is a list of Python's own floats: tolist().",
    "model.predict_proba(pd.DataFrame(rows))[:, 1].tolist() → model.predict_proba(pd.DataFrame(rows))[:, 1]",
)

create_service.misconception(
    "What came back is no BentoML service. `@bentoml.service` makes one of the class, and the class itself is returned, not an object of it.",
    "return Scores → return Scores()",
)
create_service.misconception(
    "The service has no API of the name `score`: the method's name is the route.",
    "return Scores → return bentoml.service(type('Scores', (), {'predict': bentoml.api(lambda self, rows: rows)}))",
)
create_service.misconception(
    "A row of the probabilities came back in place of a column: predict_proba has one row for each customer. The second column is [:, 1].",
    "model.predict_proba(pd.DataFrame(rows))[:, 1] → model.predict_proba(pd.DataFrame(rows))[1]",
)
create_service.misconception(
    "Both columns came back for each row. A score is one number, that of the second column.",
    "model.predict_proba(pd.DataFrame(rows))[:, 1] → model.predict_proba(pd.DataFrame(rows))",
)
create_service.misconception(
    "The model was given the list of dictionaries as it is. It wants a table with named columns.",
    "pd.DataFrame(rows) → rows",
)

create_service.hints(
    "A class, decorated as a service, with one method that is decorated as an API.",
    "`@bentoml.service` above the class, `@bentoml.api(batchable=True, …)` above the method. The annotations of the method are its schema.",
    "`def score(self, rows: list[dict]) -> list[float]`, and in it `model.predict_proba(pd.DataFrame(rows))[:, 1].tolist()`.",
)
create_service.explain(
    "BentoML joins the lists of several callers into one, calls the method, and cuts the result up again: so the method takes and returns "
    "lists, of equal length and order. The annotations become the schema of request and answer."
)

# -- tf_serving_request ------------------------------------------------------------------------------------------------


@reference
def tf_serving_request(name, version, rows):
    path = f"/v1/models/{name}"
    if version is not None:
        path += f"/versions/{version}"
    body = {"signature_name": "serving_default", "instances": rows.tolist()}
    return path + ":predict", json.dumps(body)


tf_serving_request.example(name="churn", version=0, rows=np.array([[1.0, 2.5]]))
tf_serving_request.example(name="churn", version=None, rows=np.array([[1.0], [2.0]]))


@tf_serving_request.cases(n=8)
def _(rng, i):
    return {
        "name": rng.choice(["churn", "price", "half_plus_two"]),
        "version": None if i % 3 == 0 else rng.integers(0, 30) if i > 3 else 0,
        "rows": rng.normal(size=rng.integers(1, 4, size=2)).astype(np.float32 if i % 2 else float),
    }


@tf_serving_request.probe
def _(candidate, name, version, rows):
    path, body = candidate(name, version, rows)
    try:
        parsed = json.loads(body)
    except (TypeError, ValueError):
        parsed = "the body is not JSON text"
    return {"path": path, "body": parsed}


@tf_serving_request.alternative
def _(name, version, rows):
    where = "" if version is None else f"/versions/{version}"
    instances = [[float(value) for value in row] for row in rows]
    return f"/v1/models/{name}{where}:predict", json.dumps(
        {"instances": instances, "signature_name": "serving_default"}, indent=1
    )


tf_serving_request.misconception(
    "Version 0 was taken for no version: `if version` is false for 0. Compare with None.",
    "version is not None → version",
)


@tf_serving_request.misconception(
    "The rows are under `inputs`: that is the columnar format. The row format of the exercise is called `instances`."
)
def _(name, version, rows):
    path, _ = tf_serving_request(name, version, rows)
    return path, json.dumps({"signature_name": "serving_default", "inputs": rows.tolist()})


tf_serving_request.misconception(
    "The body is no JSON text: a dictionary is none, nor is what str makes of it. json.dumps writes one.",
    "json.dumps(body) → body",
)
tf_serving_request.misconception(
    "The version is named after `:predict`. It belongs to the model: /versions/<version> before the colon.",
    'path = f"/v1/models/{name}" → path = f"/v1/models/{name}:predict"',
    'path + ":predict" → path',
)


tf_serving_request.misconception(
    "Arrays of NumPy are left in the body, and json cannot write them. tolist() makes lists of Python's own numbers, all the way down.",
    "rows.tolist() → list(rows)",
)
tf_serving_request.misconception(
    "The rows are sent by column, as d lists of n numbers. `instances` has one list for each row.",
    "rows.tolist() → rows.T.tolist()",
)
tf_serving_request.misconception(
    "`instances` is a text: the array was made a str before json saw it. tolist() makes lists of numbers.",
    "rows.tolist() → str(rows)",
)
tf_serving_request.misconception(
    "The body does not say which signature of the model is meant: signature_name.",
    '{"signature_name": "serving_default", "instances": rows.tolist()} → {"instances": rows.tolist()}',
)
tf_serving_request.misconception(
    "Without a version the path names one all the same. For the newest, leave that part out.",
    "version is not None → True",
)
tf_serving_request.misconception("The verb follows a colon, not a slash: <name>:predict.", '":predict" → "/predict"')

tf_serving_request.hints(
    "Build the path in two parts, the version only when there is one. An array is not JSON: what is its list form?",
    "`rows.tolist()` gives nested lists of Python numbers. Mind version 0: it exists.",
    '`json.dumps({"signature_name": "serving_default", "instances": rows.tolist()})`; `if version is not None`.',
)
tf_serving_request.explain(
    "tolist turns NumPy numbers, which json cannot write, into Python's own. Without a version the server answers with its newest one, which may "
    "change between two requests."
)

# -- dockerfile --------------------------------------------------------------------------------------------------------


@reference
def dockerfile():
    return """
FROM python:3.11.9-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd --create-home service
USER service
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
"""


def _instructions(text):
    """(instruction, argument) of each line; continued lines are joined, comments and empty lines left out."""
    joined = re.sub(r"\\\s*\n", " ", text)
    for name, value in re.findall(r"^\s*ARG\s+(\w+)=(\S+)", joined, flags=re.MULTILINE | re.IGNORECASE):
        joined = re.sub(rf"\$\{{{name}\}}|\${name}\b", value.strip("\"'"), joined)
    lines = [line.strip() for line in joined.splitlines()]
    parts = [line.split(None, 1) for line in lines if line and not line.startswith("#")]
    return [(part[0].upper(), part[1].strip() if len(part) > 1 else "") for part in parts]


def _first(steps, name):
    return next((argument for instruction, argument in steps if instruction == name), None)


def _base_problem(steps):
    if not steps or steps[0][0] not in ("FROM", "ARG"):
        return "A Dockerfile begins with FROM."
    stages = set()
    for instruction, argument in steps:
        if instruction == "FROM":
            base, name = _from(argument)
            if base not in stages and (problem := _image_problem(base)):
                return problem
            stages.add(name)
    return None


def _from(argument):
    """The image of a FROM, and the name of its stage."""
    words = [word for word in argument.split() if not word.startswith("--")]  # such as --platform
    return words[0] if words else "", words[2] if len(words) > 2 else None


def _image_problem(base):
    if "@sha256" in base:
        return None
    image, _, tag = base.partition(":")
    if not tag or tag == "latest":
        return "The base is not pinned: `latest` is another image next month. Name a full version, or a digest."
    if image.split("/")[-1] != "python":
        return "The base is no image of python, such as python:3.11.9-slim."
    if not re.match(r"\d+\.\d+\.\d+", tag):
        return (
            "The base is pinned loosely: such a tag moves on to the next patch release. Name a version of three numbers, such as "
            "3.11.9, or a digest."
        )
    return None


def _last_stage(steps):
    """The steps of the image that is run: those of the last stage, and of the stages that it is built from."""
    begins = [k for k, (instruction, _) in enumerate(steps) if instruction == "FROM"]
    stages, last = {}, []
    for begin, end in zip(begins, [*begins[1:], len(steps)]):
        base, name = _from(steps[begin][1])
        stages[name] = last = stages.get(base, []) + steps[begin:end]
    return last


def _layer_problem(steps):
    copies = [
        k for k, (name, argument) in enumerate(steps) if name in ("COPY", "ADD") and "requirements.txt" in argument
    ]
    installs = [
        k for k, (name, argument) in enumerate(steps) if name == "RUN" and "pip" in argument and "install" in argument
    ]
    rest = [
        k for k, (name, argument) in enumerate(steps) if name in ("COPY", "ADD") and "requirements.txt" not in argument
    ]
    if not installs:
        return "The dependencies are never installed: RUN pip install … -r requirements.txt."
    if not copies and not (rest and rest[0] < installs[0]):
        return "requirements.txt is never copied into the image."
    if not copies or copies[0] > installs[0] or (rest and rest[0] < installs[0]):
        return "The code is copied before the dependencies are installed, so every change of a line installs them anew. Copy requirements.txt first."
    if not rest:
        return "The code itself is never copied into the image."
    if "--no-cache-dir" not in steps[installs[0]][1] and "PIP_NO_CACHE_DIR" not in str(steps):
        return "pip's cache stays in the image: install with --no-cache-dir."
    return None


def _run_problem(steps):
    users = [argument for name, argument in steps if name == "USER"]
    if not users or users[-1].split(":")[0] in ("root", "0"):
        return (
            "The process runs as root: whoever breaks out of it owns the container. Make a user and switch with USER."
        )
    if not any(name == "EXPOSE" and "8000" in argument for name, argument in steps):
        return "EXPOSE 8000 is missing."
    if (_first(steps, "HEALTHCHECK") or "NONE").upper() == "NONE":
        return "There is no HEALTHCHECK: the platform cannot tell a hung process from a live one."
    command = [argument for name, argument in steps if name == "CMD"]
    if not command:
        return "There is no CMD."
    try:
        words = json.loads(command[-1])
    except ValueError:
        return "CMD is in shell form: a shell becomes process 1 and swallows the signal to stop. Write a JSON list."
    if not any("uvicorn" in word for word in words):
        return "CMD does not start uvicorn."
    if "0.0.0.0" not in " ".join(words):
        return "Uvicorn listens on 127.0.0.1 by default, which nobody outside the container reaches: --host 0.0.0.0."
    return None


@dockerfile.verify
def _(got, expected, inputs):
    if not isinstance(got, str):
        return "The text of a Dockerfile was expected."
    steps = _instructions(got)
    return _base_problem(steps) or _layer_problem(steps) or _run_problem(_last_stage(steps))


@dockerfile.alternative
def _():
    return """# syntax=docker/dockerfile:1
FROM python:3.12.4
ENV PIP_NO_CACHE_DIR=1
COPY requirements.txt /srv/requirements.txt
RUN python -m pip install \\
    -r /srv/requirements.txt
COPY app.py /srv/
WORKDIR /srv
USER 1000:1000
EXPOSE 8000/tcp
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8000/health
CMD ["python", "-m", "uvicorn", "app:app", "--host=0.0.0.0"]
"""


_GOOD = dockerfile.implementation()


@dockerfile.misconception(
    "The base is not pinned: `latest` is another image next month. Name a full version, or a digest."
)
def _():
    return _GOOD.replace("python:3.11.9-slim", "python:latest")


@dockerfile.misconception(
    "The base is pinned loosely: such a tag moves on to the next patch release. Name a version of three numbers, such as 3.11.9, or a "
    "digest."
)
def _():
    return _GOOD.replace("python:3.11.9-slim", "python:3.11-slim")


@dockerfile.misconception(
    "The code is copied before the dependencies are installed, so every change of a line installs them anew. Copy requirements.txt first."
)
def _():
    return _GOOD.replace("COPY requirements.txt .\n", "COPY . .\n", 1)


@dockerfile.misconception(
    "The process runs as root: whoever breaks out of it owns the container. Make a user and switch with USER."
)
def _():
    return _GOOD.replace("USER service\n", "")


@dockerfile.misconception(
    "CMD is in shell form: a shell becomes process 1 and swallows the signal to stop. Write a JSON list."
)
def _():
    return re.sub(r'CMD \["uvicorn.*', "CMD uvicorn app:app --host 0.0.0.0", _GOOD)


@dockerfile.misconception(
    "Uvicorn listens on 127.0.0.1 by default, which nobody outside the container reaches: --host 0.0.0.0."
)
def _():
    return _GOOD.replace('"0.0.0.0"', '"127.0.0.1"')


dockerfile.hints(
    "Go through the sentences of the docstring: each is one instruction or the order of two.",
    "Order: FROM, WORKDIR, COPY requirements.txt, RUN pip install, COPY the rest, USER, EXPOSE, HEALTHCHECK, CMD.",
    'The last line: CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]. A user is made by RUN useradd --create-home service.',
)
dockerfile.explain(
    "Docker reuses a layer as long as nothing before it changed, so what changes rarely comes first. In exec form uvicorn is process 1 and "
    "receives SIGTERM, which lets it finish its requests."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

as_it_stands = choice(
    "5",
    why={
        "4": 'Pydantic turns "41" into 41, and passes over a field that it does not know.',
        "2": "An age of four is a whole number, and astronaut is a text: nobody has said what else is wanted.",
        "1": "It refuses what it cannot turn into the type that is named. None of the five is so wrong.",
    },
    because='Types alone are a low door: the infant, the astronaut, the text "41" and the misspelt field all get through. What you add is what refuses them.',
)
token_trust = choice(
    "one",
    why={
        "none": "In one of them nothing is wrong but the algorithm. Try `jwt.decode(…, algorithms=[alg])` with what the header names.",
        "two": "The one without a signature is still refused, by PyJWT, which wants no key where there is nothing to check. Not every library is so careful.",
        "three": "Passed time, audience and a wrong key do not become right by another algorithm.",
    },
    because='The partner\'s token with HS384 is let in: signed with the right secret, by an algorithm that nobody agreed on. The unsigned one fails only because PyJWT refuses a key beside "none"; other libraries have let it in.',
)
batching = choice(
    "R",
    why={
        "P": "Most requests stay alone in these batches. How many others come within 10 ms?",
        "Q": "So few calls: here a batch holds a dozen requests or more, and in 10 ms only two or three others arrive.",
        "S": "These batches hold two at most: 400 requests need at least 200 calls.",
    },
    because="A batch is the one that opens it and the two or three that come within 10 ms.",
)
drowning = choice(
    "4",
    why={
        "2": "Two drown as one does, only later: the queue still takes seconds.",
        "3": "Three just keep up, and in the rush hours they do not: look at the caption's 99 %.",
        "6": "Six are better than the batches. The question was what matches them.",
    },
    because="One worker with batches of up to 8 costs a quarter of what four without them do, for about the same 99 %. It need not even "
    "wait for company: the queue is the company.",
)
saturday = choice(
    "185",
    why={
        "180": "The caller in a loop has a valid token too. How many requests are in its bucket?",
        "210": "That would be so if nobody limited the caller in a loop.",
        "240": "Count once more what is sent for k = 0, 1, …, 9; the three hundred are thirty rounds of that.",
    },
    because="Six of ten are good, which makes 180. Of the thirty of the caller in a loop the bucket lets five through.",
)
which_server = choice(
    "S",
    why={
        "P": "It names an archive of one framework. Which server reads `.mar` files?",
        "Q": "It keeps two versions of a model in service at once, which is another's speciality.",
        "R": "It wires one model behind another. The line that is asked for names a format and a delay.",
    },
    because="It names a format that is not of one framework alone, and how long a request may wait for others: many formats and dynamic batching are what Triton was built for.",
)
which_graph = choice(
    "R",
    why={
        "P": "Each of these lines speaks of one model. Which one says what happens to a request before it reaches the model?",
        "Q": "Each of these lines speaks of one model. Which one says what happens to a request before it reaches the model?",
        "S": "Each of these lines speaks of one model. Which one says what happens to a request before it reaches the model?",
    },
    because="A graph of models, detectors and combiners, declared as a Kubernetes resource, is what Seldon Core is made of: here a detector of outliers stands before the model.",
)
