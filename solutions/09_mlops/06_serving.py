"""Solutions of 09_mlops/06_serving: Serving a model."""

import json
import math
import re
import time
from typing import Literal

import jwt
import numpy as np
import pandas as pd
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
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


@Customer.cases(n=8)
def _(rng, i):
    age = rng.integers(18, 121) if i % 4 else rng.integers(121, 200)
    job = ("admin.", "management", "retired", "student", "technician")[rng.integers(5)]
    return {"body": {"age": age, "balance": np.round(rng.normal(500, 2000), 2), "job": job}}


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
    """Counts its calls; the probability follows from the row. With broken=True it fails with a telling message."""

    def __init__(self, broken=False):
        self.broken, self.calls = broken, 0

    def predict_proba(self, frame):
        self.calls += 1
        if self.broken:
            raise RuntimeError("no such file: /srv/models/secret-path.joblib")
        if not isinstance(frame, pd.DataFrame) or list(frame.columns) != ["weight", "kind"]:
            raise TypeError("predict_proba wants a DataFrame with the schema's columns")
        p = np.clip(frame["weight"].to_numpy(float) / 10 + (frame["kind"] == "b").to_numpy() * 0.05, 0, 1)
        return np.column_stack([1 - p, p])


class _Schema(BaseModel):
    weight: float
    kind: str = "a"


@reference(time_limit=30)
def create_app(model, schema):
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        row = pd.DataFrame([customer.model_dump()])
        try:
            probability = float(model.predict_proba(row)[0, 1])
        except Exception as error:
            raise HTTPException(503, "model unavailable") from error
        return {"probability": probability}

    return app


create_app.example(body={"weight": 3.5}, broken=False)
create_app.example(body={"weight": 1.0, "kind": "b"}, broken=False)
create_app.example(body={"weight": "heavy"}, broken=False)
create_app.example(body={}, broken=False)
create_app.example(body={"weight": 3.5}, broken=True)


@create_app.cases(n=4)
def _(rng, i):
    return {"body": {"weight": np.round(rng.uniform(0, 9), 3), "kind": "ab"[i % 2]}, "broken": False}


@create_app.probe
def _(candidate, body, broken):
    model = _Model(broken)
    client = TestClient(candidate(model, _Schema), raise_server_exceptions=False)
    answer = client.post("/predict", json=body)
    health = client.get("/health")
    try:
        content = answer.json()
    except ValueError:
        content = answer.text
    probability = content.get("probability") if isinstance(content, dict) else None
    return {
        "health": (health.status_code, health.text.replace(" ", "")),
        "status": answer.status_code,
        "probability": probability,
        "detail": content.get("detail") if isinstance(content, dict) and answer.status_code == 503 else None,
        "the exception leaks": "secret-path" in answer.text,
        "the model was called": model.calls > 0,
    }


@create_app.alternative
def _(model, schema):
    from fastapi.responses import JSONResponse

    app = FastAPI()

    @app.exception_handler(Exception)
    async def unavailable(request, error):
        return JSONResponse({"detail": "model unavailable"}, status_code=503)

    @app.get("/health")
    async def health():
        return {"status": "ok"}

    def score(item: schema):
        return {"probability": model.predict_proba(pd.DataFrame([dict(item)]))[:, 1].item()}

    app.add_api_route("/predict", score, methods=["POST"])
    return app


create_app.misconception(
    'The exception\'s text reaches the caller, with a path in it. Say "model unavailable" and log the rest.',
    '"model unavailable" → f"model unavailable: {error}"',
)
create_app.misconception(
    "That is the probability of the first class, “no”. The second column is the chance of a yes.",
    "model.predict_proba(row)[0, 1] → model.predict_proba(row)[0, 0]",
)
create_app.misconception(
    "An exception of the model goes through as 500. It is a state you know of: answer 503.",
    'raise HTTPException(503, "model unavailable") from error → raise',
)
create_app.misconception(
    "A failing model is not the caller's fault: 4xx says so. Answer 503.",
    'HTTPException(503, "model unavailable") → HTTPException(400, "model unavailable")',
)

create_app.hints(
    "Turn the customer into a table of one row, ask the model, return the number. What can fail?",
    "`pd.DataFrame([customer.model_dump()])` is the row. FastAPI has an exception that becomes an answer: HTTPException.",
    'Put `model.predict_proba(row)[0, 1]` in a `try`; on any Exception `raise HTTPException(503, "model unavailable")`.',
)
create_app.explain(
    "FastAPI validates the body by the annotation before your code runs, so 422 needs no line. HTTPException carries a status and a text that "
    "you chose; `from error` keeps the cause for the log."
)

# -- verify_token ------------------------------------------------------------------------------------------------------

_KEY = "0123456789abcdef0123456789abcdef"


@reference
def verify_token(token, key, audience):
    claims = jwt.decode(token, key, algorithms=["HS256"], audience=audience, options={"require": ["exp", "sub", "aud"]})
    return claims["sub"]


_KINDS = (
    "good",
    "expired",
    "other audience",
    "other key",
    "unsigned",
    "no exp",
    "no sub",
    "no audience",
    "HS512",
    "changed",
    "nonsense",
)
for _kind in _KINDS:
    verify_token.example(kind=_kind)


@verify_token.cases(n=4)
def _(rng):
    return {"kind": "good", "subject": "".join(rng.choice(list("abcdefgh"), size=6))}


def _token(kind, subject):
    """A token of each kind; a mean one where the kind is not good."""
    claims = {"sub": subject, "aud": "scores", "exp": time.time() + (-60 if kind == "expired" else 600)}
    claims |= {"aud": "billing"} if kind == "other audience" else {}
    claims = {k: v for k, v in claims.items() if f"no {k}" != kind and not (kind == "no audience" and k == "aud")}
    if kind == "unsigned":
        return jwt.encode(claims, "", algorithm="none")
    if kind == "nonsense":
        return "not.a.token"
    key = _KEY[::-1] if kind == "other key" else _KEY * 2 if kind == "HS512" else _KEY
    token = jwt.encode(claims, key, algorithm="HS512" if kind == "HS512" else "HS256")
    if kind == "changed":
        header, _, signature = token.split(".")
        other = jwt.encode(claims | {"sub": "root"}, _KEY, algorithm="HS256").split(".")[1]
        return f"{header}.{other}.{signature}"
    return token


@verify_token.probe
def _(candidate, kind, subject="ada"):
    key = _KEY * 2 if kind == "HS512" else _KEY
    try:
        return {"kind": kind, "accepted": True, "subject": candidate(_token(kind, subject), key, "scores")}
    except jwt.InvalidTokenError:
        return {"kind": kind, "accepted": False, "subject": None}


@verify_token.alternative
def _(token, key, audience):
    if jwt.get_unverified_header(token).get("alg") != "HS256":
        raise jwt.InvalidAlgorithmError("HS256 only")
    claims = jwt.decode(token, key, algorithms=["HS256"], audience=audience)
    for name in ("exp", "sub"):
        if name not in claims:
            raise jwt.MissingRequiredClaimError(name)
    return claims["sub"]


verify_token.misconception(
    "A token without exp is accepted: it would be valid for ever. Require the claims exp and sub.",
    '{"require": ["exp", "sub", "aud"]} → {"require": ["sub"]}',
)


@verify_token.misconception("The signature was not checked at all: anybody can write such a token.")
def _(token, key, audience):
    return jwt.decode(token, options={"verify_signature": False, "require": ["exp", "sub"]})["sub"]


@verify_token.misconception("The audience is not checked: a token issued for another service opens yours.")
def _(token, key, audience):
    options = {"verify_aud": False, "require": ["exp", "sub"]}
    return jwt.decode(token, key, algorithms=["HS256"], options=options)["sub"]


@verify_token.misconception(
    'You accept the algorithm that the token names. You must say which one it is: algorithms=["HS256"].'
)
def _(token, key, audience):
    algorithm = jwt.get_unverified_header(token)["alg"]
    options = {"require": ["exp", "sub"]}
    if algorithm == "none":
        return jwt.decode(token, options={"verify_signature": False})["sub"]
    return jwt.decode(token, key, algorithms=[algorithm], audience=audience, options=options)["sub"]


verify_token.hints(
    "PyJWT checks signature, audience and expiry if you let it. What must you tell it?",
    "`jwt.decode(token, key, algorithms=[…], audience=…)`. A claim that is absent is not checked unless it is required.",
    'Add `options={"require": ["exp", "sub"]}` and return the claim sub.',
)
verify_token.explain(
    "The list of algorithms is your decision; a token that says none or another one is refused before its signature is looked at. A missing exp "
    "would mean for ever, so it is required."
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
    "The bucket has no bottom: after a quiet hour it holds thousands of tokens. At most `capacity` are kept.",
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

TokenBucket.hints(
    "Two steps in allow: pay in what has accrued since the last call, then try to take one.",
    "Accrued is (now − last)·rate, and the bucket never holds more than its capacity. Then remember now.",
    "`self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)`; if fewer than 1, return False.",
)
TokenBucket.explain(
    "The bucket need not be filled by a timer: what accrued since the last call can be computed when somebody asks. Refused requests take "
    "nothing, so patience is rewarded."
)

# -- plan_batches ------------------------------------------------------------------------------------------------------


@reference
def plan_batches(arrivals, max_size, max_wait):
    batches, first = [], 0
    while first < len(arrivals):
        deadline = arrivals[first] + max_wait
        last = first
        while last + 1 < len(arrivals) and last + 1 - first < max_size and arrivals[last + 1] <= deadline:
            last += 1
        full = last + 1 - first == max_size
        batches.append((arrivals[last] if full else deadline, list(range(first, last + 1))))
        first = last + 1
    return batches


plan_batches.example(arrivals=[0.0, 1.0, 2.0, 9.0], max_size=2, max_wait=2.0)
plan_batches.example(arrivals=[0.0, 1.0, 2.0], max_size=5, max_wait=2.0)
plan_batches.example(arrivals=[], max_size=3, max_wait=1.0)
plan_batches.example(arrivals=[0.0, 0.0, 1.0], max_size=3, max_wait=0.0)


@plan_batches.cases(n=16)
def _(rng):
    gaps = rng.choice([0.0, 0.5, 1.0, 2.0, 4.0], size=rng.integers(1, 14))
    return {
        "arrivals": np.cumsum(gaps).tolist(),
        "max_size": rng.integers(1, 5),
        "max_wait": rng.choice([0.0, 1.0, 2.0, 3.0]),
    }


@plan_batches.alternative
def _(arrivals, max_size, max_wait):
    plan, members = [], []
    for k, moment in enumerate(arrivals):
        if members and moment > arrivals[members[0]] + max_wait:
            plan.append((arrivals[members[0]] + max_wait, members))
            members = []
        members = [*members, k]
        if len(members) == max_size:
            plan.append((moment, members))
            members = []
    return plan + ([(arrivals[members[0]] + max_wait, members)] if members else [])


plan_batches.misconception(
    "The wait begins anew with each request, so the first may wait for ever. It is counted from the first request of the batch.",
    "last += 1 → last += 1; deadline = arrivals[last] + max_wait",
)
plan_batches.misconception(
    "A full batch waits for its deadline. Nothing is gained by waiting: send it when its last request arrives.",
    "arrivals[last] if full else deadline → deadline",
)
plan_batches.misconception(
    "A request that arrives exactly at the deadline still belongs to the batch: up to *and including* max_wait.",
    "arrivals[last + 1] <= deadline → arrivals[last + 1] < deadline",
)

plan_batches.hints(
    "When does the inner loop go on? There must be another request, room for it, and it must come in time.",
    "`deadline = arrivals[first] + max_wait`. Three conditions joined by and, about number last + 1.",
    "`while last + 1 < len(arrivals) and last + 1 - first < max_size and arrivals[last + 1] <= deadline`; full means "
    "`last + 1 - first == max_size`.",
)
plan_batches.explain(
    "The first request of a batch fixes the deadline, so no request waits longer than max_wait. A batch that fills early goes early."
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

histogram_quantile.hints(
    "First the bucket: the first one whose cumulative count reaches q times the total.",
    "Then the share of the way through it: (rank − count before) over (count in the bucket).",
    "`low + (bounds[k] - low) * (rank - before) / (cumulative[k] - before)`, with low = 0 and before = 0 for the first.",
)
histogram_quantile.explain(
    "This is what Prometheus' histogram_quantile does. The error is at most the width of the bucket, so buckets belong where the promises "
    "to users lie."
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
    lines = [line.strip() for line in joined.splitlines()]
    parts = [line.split(None, 1) for line in lines if line and not line.startswith("#")]
    return [(part[0].upper(), part[1].strip() if len(part) > 1 else "") for part in parts]


def _first(steps, name):
    return next((argument for instruction, argument in steps if instruction == name), None)


def _base_problem(steps):
    if not steps or steps[0][0] not in ("FROM", "ARG"):
        return "A Dockerfile begins with FROM."
    base = (_first(steps, "FROM") or "").split()[0]
    image, _, tag = base.partition(":")
    if "@sha256" in base:
        return None
    if not tag or tag == "latest":
        return "The base is not pinned: `latest` is another image next month. Name a full version, or a digest."
    if image.split("/")[-1] != "python" or not re.match(r"\d+\.\d+\.\d+", tag):
        return f"The base {base!r} is pinned loosely: python with a full version such as 3.11.9 was asked for."
    return None


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
    if not copies or (rest and rest[0] < installs[0]):
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
    return _base_problem(steps) or _layer_problem(steps) or _run_problem(steps)


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

# -- tf_serving_request ------------------------------------------------------------------------------------------------


@reference
def tf_serving_request(name, version, rows):
    path = f"/v1/models/{name}"
    if version is not None:
        path += f"/versions/{version}"
    body = {"signature_name": "serving_default", "instances": rows.tolist()}
    return path + ":predict", json.dumps(body)


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
    "A dict came back as the body. What travels over HTTP is text: json.dumps.",
    "json.dumps(body) → body",
)
tf_serving_request.misconception(
    "The version is named after `:predict`. It belongs to the model: /versions/<version> before the colon.",
    'path = f"/v1/models/{name}" → path = f"/v1/models/{name}:predict"',
    'path + ":predict" → path',
)

tf_serving_request.hints(
    "Build the path in two parts, the version only when there is one. An array is not JSON: what is its list form?",
    "`rows.tolist()` gives nested lists of Python numbers. Mind version 0: it exists.",
    '`json.dumps({"signature_name": "serving_default", "instances": rows.tolist()})`; `if version is not None`.',
)
tf_serving_request.explain(
    "tolist turns NumPy numbers, which json cannot write, into Python's own. Without a version the server answers with its newest one, which may "
    "change between two requests."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

which_status = choice(
    "503",
    why={
        "400": "4xx tells the caller to change the request. There is nothing wrong with it.",
        "422": "The body is valid; 422 says that it is not.",
        "500": "500 says that you did not foresee it. You did, and the caller may try again soon.",
    },
    because="Service unavailable: temporary, and worth another try.",
)
token_trust = choice(
    "that the claims are secret",
    why={
        "that the claims were not changed": "Any change breaks the signature.",
        "that the issuer knew the key": "Without the key no valid signature can be made.",
    },
    because="A JWT is signed, not encrypted: its claims are base64, which anyone can read.",
)
batching = choice(
    "saves nothing and makes every request 50 ms slower",
    why={
        "collects large batches": "Nobody else arrives within the 50 ms.",
        "switches itself off": "Only an adaptive batcher does; this one waits every time.",
    },
    because="Each batch holds one request and still waits for its deadline: tune max_wait to the traffic.",
)
mean_latency = choice(
    "most page views meet at least one call of 900 ms or more",
    why={
        "2 seconds, nearly always": "100 means add up to that on average, but the tail makes most views slower, some much.",
        "one page in a hundred is slow": "One *call* in a hundred is. A page makes a hundred.",
    },
    because="The chance that none of 100 calls is among the slowest hundredth is 0.99¹⁰⁰, about 37 %.",
)
which_server = choice(
    "NVIDIA Triton",
    why={
        "Flask": "Flask serves HTTP; loading, scheduling and batching on GPUs would be yours to write.",
        "TorchServe": "It serves PyTorch archives, and its repository is archived.",
    },
    because="Several formats, shared GPUs and dynamic batching are what it was built for.",
)
