# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Serving a model
#     summary: The notebook's model works. What does it take until strangers may call it ten thousand times an hour?
#     minutes: 90
#     requires: [03_classical_ml/01_workflow]
#     objectives:
#       Describe a request by a schema that refuses nonsense before the model sees it: [as_it_stands, Customer]
#       Build an HTTP service whose errors reach the log and not the caller: [create_app]
#       Keep a model in memory, and replace it only by a file with a right signature: [ModelStore]
#       Admit only callers with a valid token, and not more often than agreed: [verify_token, token_trust, TokenBucket, saturday]
#       Score requests together inside the server, and know what waiting for company costs: [Batcher, batching, drowning]
#       Estimate a percentile from buckets, and read a fault off a histogram: [histogram_quantile, name_the_faults]
#       Offer the model through other doors and to other servers: [create_graphql_app, create_service, tf_serving_request]
#       Package the service, and choose a model server of another make: [dockerfile, which_server, which_graph]
#     datasets: [bank_marketing]
#     extras: [mlops]
#     teaches:
#       request schema: >-
#         A declaration of the fields, types and ranges of a request, by which a service refuses nonsense with a reason.
#       digital signature: >-
#         Bytes that only the holder of a private key can make for a message, and that everybody with the public key can check.
#       JSON web token: >-
#         A text with claims about a caller and a signature over them, which anybody can read and only the issuer can make.
#       token bucket: >-
#         A rate limit that allows bursts up to its capacity and bounds the average by the rate at which it fills.
#       micro-batching: >-
#         Holding requests back for a moment so that one call of the model answers several of them.
#       tail latency: >-
#         The time that the slowest requests take, told by a high percentile such as the 99th.
#       cumulative histogram: >-
#         For each of several upper bounds, the number of observations that are at most that bound.
#     uses: [pipeline, one-hot encoding]
#     covers:
#       FastAPI and Uvicorn: [create_app, dockerfile]
#       Flask: [create_graphql_app]
#       GraphQL: [create_graphql_app]
#       BentoML: [create_service]
#       TorchServe: [which_server]
#       TensorFlow Serving: [tf_serving_request, which_server]
#       NVIDIA Triton Inference Server: [which_server, which_graph]
#       Seldon: [which_graph]
#       "rate limits, JWT, input validation, signed models": [TokenBucket, verify_token, Customer, ModelStore]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Serving a model
#
# In a notebook the model's caller is you. From Saturday it will be a page that other people's programs call, and for
# its first evening somebody has promised you three hundred requests from eight clients at once: good ones, ages of four,
# JSON that breaks off, forged tokens, a caller in a loop, and half-way through a model file that is not yours. **How
# many of the three hundred should get a probability, and what becomes of each of the others?**
#
# You have written web services before, so HTTP is not explained here. You will build the parts that stand between a
# `predict_proba` and a service one can be paged for, each small enough to be judged without a network, and at the end
# run them together in a real server and count. The lesson builds on *The workflow, without leakage* and takes about an
# hour and a half.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import math
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("09_mlops/06_serving")
calls = load_dataset("bank_marketing")

# %% [markdown]
# ## The model, and a schema at the door
#
# Will a customer of a Portuguese bank accept a term deposit? One row is a customer in one campaign. To keep requests
# short, the pilot is for five jobs and asks for four columns. How good it is does not matter today, so nothing is held
# out and no score is reported.

# %%
table = calls[calls["job"].isin(["admin.", "management", "retired", "student", "technician"])]
accepted = table["y"] == "yes"
table = table[["age", "balance", "job", "housing"]].assign(housing=table["housing"] == "yes")
encoder = make_column_transformer(
    (StandardScaler(), ["age", "balance"]), (OneHotEncoder(handle_unknown="ignore"), ["job"]), remainder="passthrough"
)
model = make_pipeline(encoder, LogisticRegression()).fit(table, accepted)
odd = pd.DataFrame({"age": [4, 4000], "balance": [0.0, 0.0], "job": ["retired", "astronaut"], "housing": [False, True]})
print("probabilities for an infant, and for an astronaut of 4,000 years:", model.predict_proba(odd)[:, 1].round(3))

# %% [markdown]
# It did not complain. A model extrapolates, and a one-hot encoder that ignores the unknown ignores an astronaut. The
# *schema* is the place to refuse, with a message that names the field. Pydantic checks and documents it in one
# declaration, and FastAPI turns a violation into status 422. One trap: by default Pydantic is helpful. It turns `"41"`
# into 41, and passes over fields it does not know, so a misspelt optional field goes unnoticed.

# %%
good = {"age": 41, "balance": 1200.5, "job": "retired", "housing": True}
bodies = (good, good | {"age": 4}, good | {"age": "41"}, good | {"job": "astronaut"}, good | {"hosing": True})

# %%
lesson.quiz(
    "as_it_stands",
    "The class below has its four fields, and nothing is added to it. How many of the five bodies does it accept?",
    ["4", "2", "1", "5"],
    answer=...,
)


# %%
@lesson.exercise
class Customer(BaseModel):
    """One customer in a request.

    Customer(age=…, balance=…, job=…, housing=…): age a whole number from 18 to 120; balance a finite number (euros,
    may be negative); job one of "admin.", "management", "retired", "student", "technician"; housing a bool, False
    when left out. Nothing is converted: "41" is no age, "yes" and 1 are no bool; a whole balance is fine. Unknown
    fields are refused. model_dump() returns the four fields. Raises pydantic.ValidationError for anything else.
    """

    age: int
    balance: float
    job: str
    housing: bool


# %%
def accepts(body: dict) -> bool:
    try:
        Customer(**body)
    except ValidationError:
        return False
    return True


for body in bodies:
    try:
        print("accepted:", Customer(**body))
    except ValidationError as error:
        first = error.errors()[0]
        print("refused: ", first["loc"], first["msg"])
jobs = {job for job in calls["job"].unique() if accepts(good | {"job": job})}
lesson.claim("The schema accepts just the jobs that the model was fitted on", jobs == set(table["job"]))

# %% [markdown]
# ## An app whose errors are read by the right people
#
# A caller may learn that something failed, and whether another try makes sense. The text of an exception contains
# paths, column names and sometimes data of other customers: it belongs in the log, with its traceback. `raise HTTPException(…) from error` looks as if it kept the cause for somebody, but FastAPI turns an
# HTTPException into an answer like any other, and of the cause nothing is written anywhere. And to call every failure
# "unavailable" sends callers into retries against a bug that no retry will mend.

# %%
import logging

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.testclient import TestClient


class Lines(logging.Handler):
    """A log of one line for each record, to be looked at."""

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[0].__name__ if record.exc_info else "no traceback"
        print(f"    log: {record.levelname} {record.getMessage()} ({cause})")


logging.getLogger("scores").addHandler(Lines())
logging.getLogger("scores").propagate = False


# %%
@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    """A FastAPI application around a fitted classifier.

    model: has predict_proba(DataFrame) → array of shape (1, 2); schema: a pydantic model class whose model_dump()
    gives the columns of one row. GET /health answers {"status": "ok"}. POST /predict takes a body of the schema and
    answers {"probability": p}, p a float, the second column; an invalid body is answered by 422 without a call of the
    model. If the model raises FileNotFoundError (it is being replaced) the answer is 503 with the detail "model
    unavailable"; if it raises any other Exception, 500 with the detail "internal error". Both are logged by the logger
    "scores" at level ERROR with the traceback, and nothing of the exception reaches the caller. Returns the app.
    """
    app = FastAPI()
    log = logging.getLogger("scores")

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema): ...

    return app


# %%
class Fails:
    """In place of a model."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def predict_proba(self, frame: pd.DataFrame):
        raise self.error


for served, body in (
    (model, good),
    (model, good | {"age": "forty"}),
    (Fails(FileNotFoundError("/srv/models/offer.pickle")), good),
    (Fails(KeyError("iban of customer 4711")), good),
):
    answer = TestClient(create_app(served, Customer), raise_server_exceptions=False).post("/predict", json=body)
    print(answer.status_code, answer.text[:76])

# %% [markdown]
# ## The model in memory, and whose model it is
#
# Loading in every request is slow; loading once at the start needs a restart for every new model. So a server keeps the
# model in memory and looks for another file now and then. But a pickle is a program: whoever can write the file runs
# code in your service. A *digital signature* settles whose file it is. The training job signs the bytes with its private
# key, and the server holds only the public one.

# %%
import pickle

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

trainer = Ed25519PrivateKey.generate()
model_file = pickle.dumps(model)
model_signature = trainer.sign(model_file)


class Trojan:
    """Pickled, it is a file that prints when it is loaded. It could as well delete."""

    def __reduce__(self):
        return print, ("    code from the file is running in your process",)


trojan_file = pickle.dumps(Trojan())
pickle.loads(trojan_file)

# %% [markdown]
# The class below keeps a model, refuses files with a wrong signature, and passed its review: the tests offered a good
# file and a forged one, and the forged one raised InvalidSignature. **Repair it.**


# %%
@lesson.exercise
class ModelStore:
    """The model in use, replaced only by files that the training job has signed.

    ModelStore(public_key, load): public_key.verify(signature, data) raises InvalidSignature where the signature is
    wrong; load turns the bytes of a file into a model (never None), and runs whatever code is in them.
    update(data, signature) uses the model of this file from now on and returns None. First the signature is checked,
    whatever the bytes, those in use included: with a wrong one InvalidSignature goes to the caller and nothing of the
    file is loaded. The bytes of the file in use, rightly signed, are not loaded again. If load raises, its exception
    goes to the caller. Whenever update has raised, the model in use is the one before, and the same bytes may be
    offered again: they are judged as if for the first time.
    get() returns the model in use, and raises FileNotFoundError while there is none.
    """

    def __init__(self, public_key, load) -> None:
        self.public_key = public_key
        self.load = load
        self.data = None
        self.model = None

    def update(self, data: bytes, signature: bytes) -> None:
        if data == self.data:
            return
        self.data = data
        self.model = self.load(data)
        self.public_key.verify(signature, data)

    def get(self):
        if self.model is None:
            raise FileNotFoundError("no model yet")
        return self.model


# %%
store = ModelStore(trainer.public_key(), pickle.loads)
store.update(model_file, model_signature)
for label, data in (("the same file again", model_file), ("a file of somebody else", trojan_file)):
    try:
        store.update(data, model_signature)
        print(f"{label}: accepted")
    except InvalidSignature:
        print(f"{label}: refused")
lesson.claim("The model of the training job is still in use", hasattr(store.get(), "predict_proba"))

# %% [markdown]
# ## Who is calling?
#
# A *JSON web token* says who calls, whom it is meant for and until when: these are its claims, and a signature is made
# over them. There are two families of signatures. With HS256,
# issuer and service share a secret, so the service could issue tokens itself, and so can whoever breaks into it. With
# EdDSA or RS256 the issuer signs with a private key and the service holds the public one: asymmetric, as with the file.
#
# The token's header names the key (`kid`) and the algorithm (`alg`). The first is a hint. The second is chosen by
# whoever wrote the token, perhaps as "none", and **must never choose how you check**.

# %%
import time

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

issuer = Ed25519PrivateKey.generate()
public_text = issuer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
shared = "a secret of sixty-four characters, which no lesson should print.."
keys = {"partner": ("HS256", shared), "website": ("EdDSA", public_text)}


# %%
@lesson.exercise
def verify_token(token: str, keys: dict[str, tuple[str, str]], audience: str) -> str:
    """The subject of a valid token.

    token: a JWT; keys: for each name of a key the algorithm it is for and the key, a shared secret or a public key as
    PEM text; audience: the name of this service. The header's `kid` names the key. Accepts only tokens whose kid is in
    keys, with a right signature under that key and its algorithm, this audience, and the claims exp (not passed) and
    sub, both required. Returns the claim sub. Raises jwt.InvalidTokenError for any other token. Left open: other
    claims, an audience that is a list, an empty sub.
    """


# %%
def issue(subject: str, *, kid="website", key=issuer, algorithm="EdDSA", seconds=600.0, audience="scores") -> str:
    claims = {"sub": subject, "aud": audience, "exp": time.time() + seconds}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


for label, token in {
    "website": issue("ada"),
    "partner": issue("bob", kid="partner", key=shared, algorithm="HS256"),
    "expired": issue("ada", seconds=-5),
    "for another service": issue("ada", audience="billing"),
    "signed by somebody else": issue("ada", key=trainer),
    "unsigned": issue("ada", key=None, algorithm="none"),
    "another algorithm": issue("bob", kid="partner", key=shared, algorithm="HS384"),
}.items():
    try:
        print(f"{label:24} accepted, subject {verify_token(token, keys, 'scores')}")
    except jwt.InvalidTokenError as error:
        print(f"{label:24} refused: {type(error).__name__}")

# %%
lesson.quiz(
    "token_trust",
    "Suppose the key is still looked up by its name, but the algorithm is taken from the header. How many of the five refused tokens are then accepted?",
    ["none", "one", "two", "three"],
    answer=...,
)

# %% [markdown]
# ## Not too often
#
# One caller in a loop can starve all others. A *token bucket* allows bursts and bounds the average: it holds at most `capacity` tokens, gains `rate` a second, and a request takes one, or gets 429. The clock comes
# in as an argument: a class that calls `time.time()` itself cannot be tested without waiting.


# %%
@lesson.exercise
class TokenBucket:
    """A rate limit that allows bursts.

    TokenBucket(rate, capacity): rate tokens per second, > 0; at most capacity tokens, ≥ 1; full at the start.
    allow(now) takes one token and returns True if at least one is there, else returns False and takes nothing. now:
    seconds on some clock, never decreasing; the first may be any number.
    """

    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = ...
        self.last = None

    def allow(self, now: float) -> bool: ...


# %%
bucket = TokenBucket(rate=2.0, capacity=3)
for moment in (0.0, 0.0, 0.0, 0.0, 0.4, 0.5, 0.6, 5.0, 5.0, 5.0, 5.0):
    print(f"{moment:3.1f} s: {'allowed' if bucket.allow(moment) else '429'}", end="   ")

# %% [markdown]
# ## Together
#
# A call of a model has a fixed price, of tables made and functions entered, and another for each row. *Micro-batching*
# holds requests back for a moment and pays the fixed price once for several. Two numbers bound it: the size of a batch,
# and the time for which anybody is held.
#
# Inside a server this needs care. Each caller waits on a promise of its own, a *future*. When the model raises, every
# one of them must hear of it, or callers hang for ever. And when a batch is sent because it is full, its timer is still
# running, and must not send the next one early.

# %%
from concurrent.futures import Future


# %%
@lesson.exercise
class Batcher:
    """Collects single requests and scores them together.

    Batcher(score, max_size, max_wait, later): score takes a list of rows and returns a list of as many results, in the
    same order; max_size: ≥ 1; max_wait: seconds, > 0; later(seconds, function) sees to it that function() is called
    once, that many seconds from now, and returns at once: the only clock there is.
    submit(row) returns a Future at once. The row joins the open batch; if there is none, it is the first of a new one.
    A batch is scored, by one call, and is open no longer, within the submit that brings its max_size-th row, or else
    when max_wait has passed since its first row, and never at another time. Then each future has the result of its own
    row; if score raises an Exception, each future of the batch has this exception, nothing is raised by submit or by
    the timer, and later rows are served as ever. Two of these calls never run at the same time, so no lock is needed,
    and nobody cancels a future.
    """

    def __init__(self, score, max_size: int, max_wait: float, later) -> None:
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.waiting = []  # the open batch: pairs of a row and its future

    def submit(self, row) -> Future:
        future = Future()
        self.waiting.append((row, future))
        if ...:
            self.send(self.waiting)
        elif ...:
            self.later(self.max_wait, ...)
        return future

    def send(self, batch: list) -> None: ...


# %% [markdown]
# By a clock that only we move, 400 requests come four milliseconds apart on average, at random. The calls of the model, by
# lot, for batches of at most 16 held for 1, 10 or 50 ms, and of at most 2 held for 10 ms:


# %%
def replay(arrivals: list[float], max_size: int, max_wait: float) -> tuple[list[int], list[float]]:
    """The sizes of the batches, and how long each request was held."""
    now, timers, sizes, held = 0.0, [], [], []

    def score(rows):
        sizes.append(len(rows))
        held.extend(now - row for row in rows)
        return rows

    batcher = Batcher(score, max_size, max_wait, lambda seconds, function: timers.append((now + seconds, function)))
    for k, moment in enumerate([*arrivals, arrivals[-1] + 2 * max_wait]):
        while timers and timers[0][0] < moment:
            now, ring = timers.pop(0)
            ring()
        now = moment
        if k < len(arrivals):
            batcher.submit(moment)
    return sizes, held


rng = np.random.default_rng(seed)
arrivals = np.cumsum(rng.exponential(0.004, size=400)).tolist()
ways = [(16, 0.001), (16, 0.01), (2, 0.01), (16, 0.05)]
for letter, i in zip("PQRS", np.random.default_rng(6).permutation(4), strict=True):
    print(f"{letter}: {len(replay(arrivals, *ways[i])[0])} calls")

# %%
lesson.quiz(
    "batching",
    "Which count belongs to batches of at most 16, held open for 10 ms?",
    ["R", "Q", "S", "P"],
    answer=...,
)

# %%
import matplotlib.pyplot as plt

replayed = {wait: replay(arrivals, 16, wait) for wait in (0.001, 0.01, 0.05)}
figure, axes = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
for wait, (sizes, held) in replayed.items():
    axes[0].hist(sizes, bins=np.arange(0.5, 17), histtype="step", label=f"{wait * 1000:.0f} ms")
    axes[1].plot(np.sort(held) * 1000, np.linspace(0, 1, len(held)))
axes[0].set(xlabel="requests in a batch", ylabel="batches", title="Size of the batches")
axes[0].legend(title="max_wait")
axes[1].set(xlabel="held back, ms", ylabel="share of requests", title="The price of waiting")
plt.show()
called = {wait: len(sizes) for wait, (sizes, _) in replayed.items()}
print("calls of the model for 400 requests:", {f"{wait * 1000:.0f} ms": n for wait, n in called.items()})
lesson.claim("Holding for 10 ms saves over half of the calls", called[0.01] < 200)
lesson.claim("Holding for 50 ms needs under a tenth of the calls", called[0.05] < 40)
lesson.claim("Nobody is held for longer than max_wait", all(max(h) <= w + 1e-9 for w, (_, h) in replayed.items()))

# %% [markdown]
# That leaves out how long the model takes, and the queue that forms behind it. In the explorer a day of departures from
# New York's airports, compressed, arrives as requests at a model that takes 18 ms for a call and 2 ms for each row. Raise
# the traffic until one worker drowns. Then try to rescue it in two ways: more workers, or larger batches.

# %%
lesson.explore("latency")

# %%
lesson.quiz(
    "drowning",
    "At 120 requests a second, how many workers without batches answer 99 % about as soon as one with batches of up to 8?",
    ["2", "3", "4", "6"],
    answer=...,
)

# %% [markdown]
# ## Percentiles from buckets
#
# A page often needs many calls before it can be shown, and waits for the last of them: of views with a hundred independent
# calls, $1 - 0.99^{100}$, nearly two in three, meet a call such as only one in a hundred is. So one asks for percentiles. But a
# service cannot keep every latency. Prometheus keeps a *cumulative histogram*: how many requests took at most 5 ms,
# at most 10 ms, and so on up to +Inf. Counts of several processes add up, which percentiles do not. A percentile is
# then estimated: find the bucket in which it falls, and interpolate inside as if its requests were evenly spread. The
# last bucket has no upper bound, and all that can be said of it is where it begins.


# %%
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    """A quantile estimated from a Prometheus histogram.

    q: in (0, 1]; bounds: ascending upper bounds > 0, at least two, the last one math.inf; cumulative: how many
    observations are at most each bound, at least one in all. The quantile has the rank q · total; the first bucket whose cumulative
    count reaches the rank holds it; the first bucket begins at 0. Returns the linear interpolation inside, or the
    largest finite bound for the last bucket.
    """


# %%
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

registry = CollectorRegistry()
edges = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)
latency = Histogram("latency_seconds", "seconds per request", registry=registry, buckets=edges)
simulated = rng.lognormal(np.log(0.012), 0.8, size=5000)
for value in simulated:
    latency.observe(value)


def read_buckets(histogram: Histogram) -> tuple[list[float], list[int]]:
    """Upper bounds and cumulative counts."""
    samples = [s for metric in histogram.collect() for s in metric.samples if s.name.endswith("_bucket")]
    return [float(s.labels["le"]) for s in samples], [int(s.value) for s in samples]


bounds, cumulative = read_buckets(latency)
for q in (0.5, 0.95, 0.99):
    estimate, exact = histogram_quantile(q, bounds, cumulative), np.quantile(simulated, q)
    print(f"p{q * 100:.0f}: from the buckets {estimate * 1000:5.1f} ms, exactly {exact * 1000:5.1f} ms")

# %% [markdown]
# ## Read a histogram
#
# Four services run the same model, which takes about 12 ms. Each has one fault, all four different, and all you have of
# each is the histogram of 20,000 requests (simulated). The faults to choose from, and what is known of each:

# %%
faults = {
    "company": "the batcher holds each request for 0.1 s, until others come, and hardly any do",
    "loading": "one of three replicas loads the model in every request, which takes 0.15 s",
    "timeout": "some requests go to a dead replica, and are sent again after 0.5 s",
    "queue": "the traffic is close to what the replicas can do",
}
recorded = {
    "A": [743, 6710, 17463, 18779, 18815, 18815, 18815, 20000, 20000],
    "B": [64, 640, 3044, 6457, 11611, 18359, 19915, 20000, 20000],
    "C": [0, 0, 0, 0, 0, 20000, 20000, 20000, 20000],
    "D": [537, 4731, 12401, 13317, 13343, 20000, 20000, 20000, 20000],
}
labels = ["≤5", "≤10", "≤25", "≤50", "≤100", "≤250", "≤500", "≤1 s", "more"]
figure, axes = plt.subplots(1, 4, figsize=(10, 2.6), layout="constrained", sharey=True)
for each, (name, counts) in zip(axes, recorded.items()):
    each.barh(labels, np.diff(counts, prepend=0), color="tab:blue")
    each.set(title=f"Service {name}", xlabel="requests")
axes[0].set(ylabel="latency, ms")
axes[0].invert_yaxis()
plt.show()


# %%
@lesson.exercise
def name_the_faults() -> dict[str, str]:
    """Which fault each of the four services has.

    Returns a dictionary with the keys "A", "B", "C" and "D", and for each one of the keys of `faults`.
    """


# %%
def with_fault(fault: str, rng: np.random.Generator, n: int = 20_000) -> np.ndarray:
    """Latencies of a service that has this fault."""
    work = rng.lognormal(np.log(0.012), 0.5, n)
    if fault == "company":
        return work + 0.1
    if fault == "loading":
        return work + np.where(rng.random(n) < 1 / 3, 0.15, 0)
    if fault == "timeout":
        return work + np.where(rng.random(n) < 0.06, 0.5, 0)
    surplus = np.cumsum(work - rng.exponential(work.mean() / 0.93, n))
    return work + surplus - np.minimum.accumulate(surplus)


again = {fault: [int((with_fault(fault, rng) <= bound).sum()) for bound in bounds] for fault in faults}
named = name_the_faults()
apart = {
    f: {name: np.abs(np.subtract(recorded[name], counts)).max() for name in recorded} for f, counts in again.items()
}
lesson.claim(
    "Each fault, simulated again, gives a histogram that is nearest to that of the service you named",
    all(named[min(distances, key=distances.get)] == fault for fault, distances in apart.items()),
)

# %% [markdown]
# ## Other doors
#
# A mobile app asks for fewer fields, a dashboard for several scores at once. With *GraphQL* the caller says in a query
# what it wants, and a schema says what there is. The library executes the query; the HTTP around it can be anything,
# here Flask. Two habits change: a query that fails is answered by 200 with `errors` in the body, and the text of your
# exception stands there, for the world to read, unless you see to it.

# %%
import flask
from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync

contract = build_schema("""
type Score { probability: Float!, ring: Boolean! }
type Query { score(age: Int!, balance: Float!): Score }
""")


# %%
@lesson.exercise
def create_graphql_app(score, contract: GraphQLSchema) -> flask.Flask:
    """A Flask application that answers GraphQL queries.

    score(age, balance) → a probability, a float; contract: the schema above. POST /graphql takes a JSON object with
    "query", a text, and perhaps "variables", an object. The field score has two fields: probability, and ring, which is
    true from a probability of 0.125 on. The answer is the result of graphql_sync as `formatted` gives it, with status
    200, whether or not it holds errors. If score raises an Exception, its message in the errors is "model unavailable",
    and nothing of the exception reaches the caller. A body that is no JSON object with a text "query" is answered by
    400, with any content. Left open: JSON under another Content-Type, "variables" that are no object. Returns the app.
    """
    app = flask.Flask("offers")

    def resolve(info, age, balance):
        return {"probability": score(age, balance), "ring": ...}

    @app.post("/graphql")
    def answer():
        body = flask.request.get_json(silent=True)
        result = graphql_sync(contract, ..., {"score": resolve}, variable_values=...)
        return ...

    return app


# %%
def score_two(age: int, balance: float) -> float:
    if age > 120:
        raise KeyError("iban of customer 4711")
    return float(model.predict_proba(pd.DataFrame([good | {"age": age, "balance": balance}]))[0, 1].round(3))


door = create_graphql_app(score_two, contract).test_client()
for query in (
    "{ young: score(age: 25, balance: 0) { ring } old: score(age: 70, balance: 900) { ring probability } }",
    "{ score(age: 4000, balance: 0) { ring } }",
    "{ score(age: 25, balance: 0) { iban } }",
):
    answer = door.post("/graphql", json={"query": query})
    print(answer.status_code, answer.json.get("data"), [error["message"] for error in answer.json.get("errors", [])])

# %% [markdown]
# *BentoML* turns a class into a service: routes, health, metrics, an image, and a batcher that learns how long to
# wait from what it measures. You say which method can take several callers' rows in one call.

# %%
import os

os.environ["BENTOML_DO_NOT_TRACK"] = "True"
import bentoml


# %%
@lesson.exercise
def create_service(model):
    """A BentoML service around a fitted classifier.

    model: has predict_proba(DataFrame) → array of shape (n, 2). The service has one API, `score`, which is batchable
    with at most 32 rows in a batch. It takes `rows`, a list of dictionaries which is never empty, and returns a list of
    floats, the second column, by one call of the model for all rows. Returns the decorated class.
    """


# %%
two = [good, good | {"age": 25}]
service = create_service(model)
service.config["metrics"] = {"enabled": False}  # its metrics can be registered only once in a process
with TestClient(service.to_asgi()) as bento:
    over_http = bento.post("/score", json={"rows": two}).json()
print("BentoML, over HTTP:", np.round(over_http, 3))
lesson.claim("It answers as the model does", np.allclose(over_http, model.predict_proba(pd.DataFrame(two))[:, 1]))

# %% [markdown]
# Often somebody else runs the model server. *TorchServe* serves PyTorch archives; its repository was archived in 2025.
# *TensorFlow Serving* serves SavedModels, several versions side by side. *Triton* serves many formats on GPUs and CPUs,
# with dynamic batching, and *Seldon Core* wires models into graphs on Kubernetes; both speak the Open Inference
# Protocol, of named and typed tensors. Each of these lines comes from the settings of one of the four.
#
# - **P**: `models={"bank": {"1.0": {"marName": "bank.mar", "batchSize": 8}}}`
# - **Q**: `model_version_policy { specific { versions: 41 versions: 42 } }`
# - **R**: `graph: {name: outliers, type: TRANSFORMER, children: [{name: bank, type: MODEL}]}`
# - **S**: `platform: "onnxruntime_onnx"  dynamic_batching { max_queue_delay_microseconds: 100 }`

# %%
lesson.quiz(
    "which_server",
    "Which line sets up a model in NVIDIA Triton?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %%
lesson.quiz(
    "which_graph",
    "Which line belongs to Seldon Core?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %% [markdown]
# A request to TensorFlow Serving:

# %%
import json


# %%
@lesson.exercise
def tf_serving_request(name: str, version: int | None, rows: np.ndarray) -> tuple[str, str]:
    """Path and body of a prediction request to TensorFlow Serving's REST interface.

    name: of the model; version: a number, or None for the newest; rows: shape (n, d), floats. Returns (path, body):
    path "/v1/models/<name>:predict", with "/versions/<version>" after the name if there is a version; body: JSON
    text of an object with "signature_name" equal to "serving_default" and "instances", a list of n lists of d
    numbers.
    """


# %%
print(*tf_serving_request("churn", 3, np.array([[1.0, 2.5], [0.0, -1.0]])), sep="\n")

# %% [markdown]
# ## An image that one may run
#
# Most of what goes wrong with images is visible in their Dockerfile: a base that changes under you, a process that
# runs as root, dependencies that are installed again whenever a line of code changes, a shell that swallows the signal
# to stop.


# %%
@lesson.exercise
def dockerfile() -> str:
    """The text of a Dockerfile for the service in app.py, with its dependencies in requirements.txt.

    It must: start from python with a full version tag (of three numbers, such as 3.11.9 or 3.11.9-slim) or a digest; copy
    requirements.txt and install it with pip, without pip's cache, before the rest of the code is copied; run as a
    user other than root; EXPOSE 8000; have a HEALTHCHECK; and start uvicorn with CMD in exec form (a JSON list), on
    host 0.0.0.0. Returns the text.
    """
    return """
FROM python:latest
COPY . /app
WORKDIR /app
RUN pip install -r requirements.txt
CMD uvicorn app:app
"""


# %% [markdown]
# ## Saturday evening
#
# Now all of it runs together: Uvicorn on a free port of this machine, your app, schema, tokens, buckets, store and
# batcher, and a histogram around them. FastAPI runs the endpoint in several threads at once. `Together` hands the row of
# each to the batcher, under a lock, and lets the thread wait on its own future.

# %%
import threading
from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor

import httpx
import uvicorn


class Together:
    """Looks like a model of one row to each thread, and calls the model in the store for several at once."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.batcher = Batcher(self.score, max_size=8, max_wait=0.005, later=self.later)

    def score(self, rows: list[dict]) -> list[float]:
        return store.get().predict_proba(pd.DataFrame(rows))[:, 1].tolist()

    def later(self, seconds: float, function) -> None:
        threading.Timer(seconds, self.locked, [function]).start()

    def locked(self, function, *arguments):
        with self.lock:
            return function(*arguments)

    def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
        row = frame.to_dict("records")[0]
        p = self.locked(self.batcher.submit, row).result(timeout=30)
        return np.array([[1 - p, p]])


app = create_app(Together(), Customer)


def admit(request: Request) -> Response | None:
    """The answer to a caller who is not admitted."""
    try:
        caller = verify_token(request.headers.get("authorization", "").removeprefix("Bearer "), keys, "scores")
    except jwt.InvalidTokenError:
        return Response("token refused", 401, {"WWW-Authenticate": "Bearer"})
    agreed = TokenBucket(rate=0.001, capacity=5) if caller == "greedy" else TokenBucket(rate=1000.0, capacity=1000)
    if not buckets.setdefault(caller, agreed).allow(time.monotonic()):
        return Response("too many requests", 429, {"Retry-After": "1000"})
    return None


@app.middleware("http")
async def guard(request: Request, forward):
    """Token, then rate limit, then the endpoint; every answer is counted and timed."""
    if request.url.path != "/predict":
        return await forward(request)
    begun = time.perf_counter()
    response = admit(request) or await forward(request)
    counted.labels(str(response.status_code)).inc()
    latency.observe(time.perf_counter() - begun)
    return response


@app.get("/metrics")
def metrics_page():
    return Response(generate_latest(registry), media_type="text/plain")


# %% [markdown]
# Here is what is sent.


# %%
def call(k: int, http: httpx.Client) -> tuple[int, str]:
    """Send request number k. Its status, and the status that it deserves or "" where the bucket decides."""
    token, content, deserved = issue("ada"), json.dumps(good | {"age": 18 + k % 60}), "200"
    match k % 10:
        case 3:  # an age of four
            content, deserved = json.dumps(good | {"age": 4}), "422"
        case 5:  # JSON that breaks off
            content, deserved = content[:-1], "422"
        case 7:  # signed by somebody else, or expired
            token, deserved = issue("ada", key=trainer) if k % 20 == 7 else issue("ada", seconds=-5), "401"
        case 9:  # a caller in a loop, with five requests in the bucket
            token, deserved = issue("greedy"), ""
    if k == 150:  # half-way, a file that is not ours
        try:
            store.update(trojan_file, model_signature)
        except InvalidSignature:
            print("a model file was refused")
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return http.post("/predict", content=content, headers=headers).status_code, deserved


# %%
lesson.quiz(
    "saturday",
    "How many of the three hundred are answered by 200?",
    ["210", "185", "240", "180"],
    answer=...,
)


# %%
class Server(uvicorn.Server):
    """Says when it listens."""

    listening = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.listening.set()


# All that is counted begins here, so that this cell can be run again.
registry = CollectorRegistry()
counted = Counter("requests", "requests by status", ["status"], registry=registry)
latency = Histogram("latency_seconds", "seconds per request", registry=registry, buckets=edges)
buckets: dict[str, TokenBucket] = {}
server = Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
thread = threading.Thread(target=server.run, daemon=True)
thread.start()
try:
    assert server.listening.wait(30), "the server did not start"
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with httpx.Client(base_url=address, timeout=30) as http, ThreadPoolExecutor(8) as pool:
        print("health:", http.get("/health").json())
        outcomes = list(pool.map(lambda k: call(k, http), range(300)))
        page = http.get("/metrics").text
finally:
    server.should_exit = True
    thread.join(timeout=30)

statuses = Tally(str(status) for status, _ in outcomes)
told = {line.split('"')[1]: int(float(line.split()[-1])) for line in page.splitlines() if "requests_total{" in line}
print("seen by the callers:   ", dict(sorted(statuses.items())))
print("counted by the server: ", dict(sorted(told.items())))
lesson.claim("Every request got the status it deserves", all(str(s) == due for s, due in outcomes if due))
lesson.claim("Of thirty requests of the caller in a loop, five were let through", statuses["429"] == 25)
lesson.claim("The server counted what the callers saw", told == statuses)
lesson.claim("The server has ended", not thread.is_alive())

# %% tags=["nbval-ignore-output"]
# (A picture of times is another one in every run.)
bounds, cumulative = read_buckets(latency)
figure, axes = plt.subplots(figsize=(7, 2.6), layout="constrained")
axes.bar([f"≤{1000 * bound:.0f}" for bound in bounds[:-1]] + ["more"], np.diff(cumulative, prepend=0))
p50, p99 = (1000 * histogram_quantile(q, bounds, cumulative) for q in (0.5, 0.99))
axes.set(
    xlabel="latency, ms", ylabel="requests", title=f"On this machine, just now: p50 {p50:.0f} ms, p99 {p99:.0f} ms"
)
plt.show()

# %% [markdown]
# What would the notebook have done? Nobody stands at its door: wherever the JSON can be parsed, the model is asked, and
# it answers.

# %%
answerable = 300 - sum(k % 10 == 5 for k in range(300))
print(f"the bare model: {answerable} probabilities; the service: {statuses['200']}")
infant = model.predict_proba(pd.DataFrame([good | {"age": 4}]))[0, 1]
lesson.claim("The bare model gives an infant a probability too", 0 < infant < 1)
lesson.claim(
    "185 of the 300 get a probability, 85 fewer than without a door", statuses["200"] == answerable - 85 == 185
)

# %% [markdown]
# That is the number you were asked for. The other 115 have their reason in the status, the server's own count accounts
# for every one of them, and the foreign model file is a line of output instead of the new owner of your process.
#
# ## The mistakes people make
#
# The model is loaded in the request, or loaded before its signature is looked at. The exception's text is returned,
# though it was written for you, and nothing is logged, because `from error` looked like enough. `jwt.decode` is told the
# algorithm that the token names. A rate limit is kept per process while eight processes run: eight times the rate. The
# batcher swallows an exception, and its callers wait for ever. An `async def` endpoint calls a model that computes, which stops the event loop for everybody; a plain `def` runs
# in a pool of threads.
#
# ## What to remember
#
# - Refuse at the door, by schema: 422 is the caller's fault, 503 a state you know of, 500 a bug, and both go to the log.
# - Check the signature first, then load; the algorithm and the key are your choice, never the message's.
# - Batching trades waiting for calls. Bound size and time, and let every caller hear of a failure.
# - Counts in buckets add up across processes, percentiles do not; the shape of a histogram names the fault.
#
# Next, *Batch scoring* has no caller who waits, and another question: what happens when a job dies half-way.
#
# ## Read on
#
# - B. Beyer et al. (eds.), *Site Reliability Engineering*, O'Reilly 2016: chapters 4, 6 and 21.
# - J. Dean and L. Barroso, *The Tail at Scale*, Communications of the ACM 56, 2013.
# - D. Crankshaw et al., *Clipper: A Low-Latency Online Prediction Serving System*, NSDI 2017: adaptive batching.
# - M. Jones, J. Bradley and N. Sakimura, *JSON Web Token*, RFC 7519, 2015; Y. Sheffer, D. Hardt and M. Jones, *JSON Web
#   Token Best Current Practices*, RFC 8725, 2020.
# - Prometheus documentation: *Histograms and summaries*. Docker documentation: *Building best practices*.
