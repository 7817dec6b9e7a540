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
#       Describe a request by a schema that refuses nonsense before the model sees it: [Customer, which_status]
#       Build an HTTP service with health check and errors that do not leak: [create_app]
#       Admit only callers with a valid token, and not more often than agreed: [verify_token, TokenBucket, token_trust]
#       Batch requests without keeping anyone waiting too long: [plan_batches, batching]
#       Measure latency as Prometheus does, and read percentiles: [histogram_quantile, mean_latency]
#       Package the service, and speak to a model server of another make: [dockerfile, tf_serving_request, which_server]
#     datasets: [bank_marketing]
#     extras: [mlops]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Serving a model
#
# In a notebook the model's caller is you. You know which columns it wants, you restart it when it hangs, and you
# never send it a balance of "lots". On the other side of an HTTP port all of this changes: requests are malformed,
# hostile, simultaneous and impatient, and the process runs at three in the morning.
#
# You have written web services before, so this lesson does not explain HTTP. It builds the parts that stand between a
# `predict_proba` and a service one can be paged for: a schema, an app, tokens, a rate limit, micro-batches, metrics,
# an image. At the end they run together in a real server, under load, with bad requests among the good ones.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import json
import math
import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

os.environ["BENTOML_DO_NOT_TRACK"] = "True"

import flask
import httpx
import jwt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client import Counter as MetricCounter
from pydantic import BaseModel, ConfigDict, Field
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from workbench import Lesson, load_dataset

lesson = Lesson("09_mlops/06_serving")

# %% [markdown]
# ## The model
#
# Will a customer accept the savings account? Four columns are enough here; the lesson on the workflow says how to do
# it properly.

# %%
calls = load_dataset("bank_marketing")
columns = ["age", "balance", "job", "housing"]
table = calls[columns].assign(housing=calls["housing"] == "yes")
model = make_pipeline(
    make_column_transformer(
        (StandardScaler(), ["age", "balance"]),
        (OneHotEncoder(handle_unknown="ignore"), ["job"]),
        ("passthrough", ["housing"]),
    ),
    LogisticRegression(max_iter=1000),
).fit(table, calls["y"] == "yes")
print(f"{model.predict_proba(table.head(3))[:, 1].round(3)} for the first three customers")
print("jobs:", ", ".join(sorted(table["job"].unique())))

# %% [markdown]
# ## A schema at the door
#
# A model does not complain about an age of −3 or 4,000. It extrapolates. The schema is the place to refuse, with a
# message that tells the caller which field is wrong and why. Pydantic checks and documents it in one declaration;
# FastAPI turns a violation into status 422 by itself.
#
# One trap: by default Pydantic is helpful. It turns `"42"` into 42, and ignores fields it does not know, so a
# misspelt optional field passes unnoticed.


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
for body in (
    {"age": 41, "balance": 1200.5, "job": "retired"},
    {"age": 4, "balance": 0, "job": "retired"},
    {"age": 41, "balance": 0, "job": "retired", "hosing": True},
):
    try:
        print("accepted:", Customer(**body))
    except ValueError as error:
        first = error.errors()[0]
        print("refused: ", first["loc"], first["msg"])

# %%
lesson.quiz(
    "which_status",
    "The body is valid, but the model file is being replaced and cannot answer for a moment. Which status?",
    ["400", "422", "500", "503"],
    answer=...,
)

# %% [markdown]
# ## The app
#
# Two endpoints. `/health` says that the process lives. `/predict` scores one customer. When the model raises, the
# caller learns that it is unavailable, and nothing else: an exception text contains paths, column names and sometimes
# data of other customers. The details belong into the log.


# %%
@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    """A FastAPI application around a fitted classifier.

    model: has predict_proba(DataFrame) → array of shape (1, 2); schema: a pydantic model class whose model_dump()
    gives the columns of one row. GET /health answers {"status": "ok"}. POST /predict takes a body of the schema and
    answers {"probability": p}, p a float, the second column. An invalid body is answered by 422 without calling the
    model; an exception of the model by 503 with the detail "model unavailable" and nothing about the exception.
    Returns the app.
    """
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema): ...

    return app


# %%
client = TestClient(create_app(model, Customer))
good = {"age": 41, "balance": 1200.5, "job": "retired", "housing": True}
for body in (good, good | {"age": "forty"}, {}):
    answer = client.post("/predict", json=body)
    content = answer.json()
    print(
        answer.status_code,
        round(content["probability"], 3) if "probability" in content else content["detail"][0]["msg"],
    )

# %% [markdown]
# The same in Flask, to compare: no schema, so the checks are yours to write and to forget.

# %%
flask_app = flask.Flask("scores")
flask_app.logger.disabled = True  # it would print the whole traceback of the failure below


@flask_app.post("/predict")
def flask_predict():
    body = flask.request.get_json(silent=True)
    if not isinstance(body, dict) or set(body) - set(columns) or not isinstance(body.get("age"), int):
        return {"detail": "bad request"}, 400
    row = pd.DataFrame([{"balance": 0.0, "job": "unknown", "housing": False} | body])
    return {"probability": float(model.predict_proba(row)[0, 1])}


answers = [
    flask_app.test_client().post("/predict", json=body)
    for body in (good, good | {"age": "forty"}, good | {"balance": "lots"})
]
print(
    [answer.status_code for answer in answers],
    "— the last one is a server error made by a caller: the balance was not checked",
)

# %% [markdown]
# ## Who is calling?
#
# A *JSON web token* carries claims (who, for whom, until when) and a signature over them. Anyone can read it; only
# the holder of the key can make one. Verifying means: the signature is right **under the algorithm that *we* chose**
# (a token may say "no signature needed"), it has not expired, and it was issued for this service.


# %%
@lesson.exercise
def verify_token(token: str, key: str, audience: str) -> str:
    """The subject of a valid token.

    token: a JWT; key: the shared secret; audience: the name of this service. Accepts only HS256 tokens with a right
    signature, this audience, and the claims exp (not passed) and sub, both required. Returns the claim sub. Raises
    jwt.InvalidTokenError for any other token.
    """


# %%
key = "a-key-of-at-least-thirty-two-bytes!"


def issue(
    subject: str, *, seconds: float = 600, audience: str = "scores", signed_with: str = key, algorithm: str = "HS256"
) -> str:
    claims = {"sub": subject, "aud": audience, "exp": time.time() + seconds}
    return jwt.encode(claims, signed_with, algorithm=algorithm)


for label, token in {
    "good": issue("ada"),
    "expired": issue("ada", seconds=-5),
    "for another service": issue("ada", audience="billing"),
    "signed with another key": issue("ada", signed_with="b" * 40),
    "unsigned": issue("ada", signed_with="", algorithm="none"),
}.items():
    try:
        print(f"{label:24} accepted, subject {verify_token(token, key, 'scores')}")
    except jwt.InvalidTokenError as error:
        print(f"{label:24} refused: {type(error).__name__}")

# %%
lesson.quiz(
    "token_trust",
    "Which of these is *not* ensured by a valid signature?",
    ["that the claims were not changed", "that the claims are secret", "that the issuer knew the key"],
    answer=...,
)

# %% [markdown]
# ## Not too often
#
# One caller with a loop can starve all others. A *token bucket* allows bursts and bounds the average: a bucket holds
# at most `capacity` tokens, gains `rate` tokens a second, and every request takes one. If none is left, the answer is
# 429.
#
# The clock comes in as an argument. A class that calls `time.time()` itself cannot be tested without waiting.


# %%
@lesson.exercise
class TokenBucket:
    """A rate limit that allows bursts.

    TokenBucket(rate, capacity): rate tokens per second, > 0; at most capacity tokens, ≥ 1; full at the start.
    allow(now) takes one token and returns True if at least one is there, else returns False and takes nothing. now:
    seconds, never decreasing; the first call sets the beginning.
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
# ## Together is cheaper
#
# A model scores 32 rows in little more time than one. *Micro-batching* collects requests for a moment and scores them
# together. Two numbers bound it: no batch is larger than `max_size`, and nobody waits longer than `max_wait` for
# company.


# %%
@lesson.exercise
def plan_batches(arrivals: list[float], max_size: int, max_wait: float) -> list[tuple[float, list[int]]]:
    """When which requests are sent to the model.

    arrivals: times in seconds, ascending; max_size: ≥ 1; max_wait: seconds, ≥ 0. A batch opens with the first
    request that is in no batch. It takes requests that arrive up to and including max_wait after that one, and is
    sent when it holds max_size of them (at the arrival of the last), or else when max_wait has passed. Returns
    (time of sending, numbers of the requests) for each batch, in order.
    """
    batches, first = [], 0
    while first < len(arrivals):
        deadline = ...
        last = first
        while ...:
            last += 1
        full = ...
        batches.append((arrivals[last] if full else deadline, list(range(first, last + 1))))
        first = last + 1
    return batches


# %%
rng = np.random.default_rng(seed)
arrivals = np.cumsum(rng.exponential(0.004, size=400)).tolist()
figure, axes = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
for max_wait in (0.0, 0.01, 0.05):
    plan = plan_batches(arrivals, 16, max_wait)
    waits = [sent - arrivals[k] for sent, members in plan for k in members]
    print(
        f"max_wait {max_wait * 1000:3.0f} ms: {len(plan):3} batches, {400 / len(plan):4.1f} requests each, longest wait {max(waits) * 1000:4.1f} ms"
    )
    axes[0].hist(
        [len(members) for _, members in plan], bins=range(1, 18), histtype="step", label=f"{max_wait * 1000:.0f} ms"
    )
    axes[1].plot(np.sort(waits) * 1000, np.linspace(0, 1, len(waits)))
axes[0].set(xlabel="requests in a batch", ylabel="batches", title="Company…")
axes[0].legend(title="max_wait")
axes[1].set(xlabel="wait, ms", ylabel="share of requests", title="…and its price")
plt.show()

# %%
lesson.quiz(
    "batching",
    "At night one request arrives every ten seconds. What does micro-batching with max_wait = 50 ms do?",
    ["saves nothing and makes every request 50 ms slower", "collects large batches", "switches itself off"],
    answer=...,
)

# %% [markdown]
# Play with it: the requests below arrive as real departures from New York's airports did in the course of one day in
# 2013, compressed. Find the traffic at which one worker breaks down, and see what batching does to it.

# %%
lesson.explore("latency")

# %% [markdown]
# ## Percentiles from buckets
#
# A service cannot keep every latency. Prometheus keeps *cumulative buckets*: how many requests took at most 5 ms, at
# most 10 ms, and so on up to +Inf. From these a percentile is estimated: find the bucket in which it falls, and
# interpolate inside as if its requests were evenly spread. If it falls into the last bucket, which has no upper
# bound, the best that can be said is the largest finite bound.


# %%
@lesson.exercise
def histogram_quantile(q: float, bounds: list[float], cumulative: list[int]) -> float:
    """A quantile estimated from a Prometheus histogram.

    q: in (0, 1]; bounds: ascending upper bounds > 0, the last one math.inf; cumulative: how many observations are
    at most each bound, at least one in all. The quantile has the rank q · total; the first bucket whose cumulative
    count reaches the rank holds it; the first bucket begins at 0. Returns the linear interpolation inside, or the
    largest finite bound for the last bucket.
    """


# %%
registry = CollectorRegistry()
latency = Histogram(
    "latency_seconds", "seconds per request", registry=registry, buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25)
)
simulated = rng.lognormal(np.log(0.012), 0.8, size=5000)
for value in simulated:
    latency.observe(value)
samples = [sample for metric in registry.collect() for sample in metric.samples if sample.name.endswith("_bucket")]
bounds, cumulative = [float(s.labels["le"]) for s in samples], [int(s.value) for s in samples]
for q in (0.5, 0.95, 0.99):
    print(
        f"p{q * 100:.0f}: from the buckets {histogram_quantile(q, bounds, cumulative) * 1000:5.1f} ms, exactly {np.quantile(simulated, q) * 1000:5.1f} ms"
    )

# %%
lesson.quiz(
    "mean_latency",
    "The mean latency is 20 ms, the 99th percentile 900 ms. A page makes 100 calls, one after the other. What do its users see?",
    [
        "2 seconds, nearly always",
        "most page views meet at least one call of 900 ms or more",
        "one page in a hundred is slow",
    ],
    answer=...,
)

# %% [markdown]
# ## A real server
#
# Now all of it runs together: Uvicorn on a free port of this machine, in a thread, with your schema, tokens, rate
# limit and metrics.

# %%
registry = CollectorRegistry()
requests_total = MetricCounter("requests_total", "requests by status", ["status"], registry=registry)
latency = Histogram(
    "latency_seconds", "seconds per request", registry=registry, buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
)
buckets: dict[str, TokenBucket] = {}
lock = threading.Lock()
app = create_app(model, Customer)


@app.middleware("http")
async def guard(request: Request, forward):
    """Token, then rate limit, then the endpoint; every answer is counted and timed."""
    begun = time.perf_counter()
    response = await admit(request, forward)
    if request.url.path == "/predict":
        requests_total.labels(str(response.status_code)).inc()
        latency.observe(time.perf_counter() - begun)
    return response


async def admit(request: Request, forward):
    if request.url.path != "/predict":
        return await forward(request)
    try:
        caller = verify_token(request.headers.get("authorization", "").removeprefix("Bearer "), key, "scores")
    except jwt.InvalidTokenError:
        return Response(
            '{"detail": "token refused"}', 401, {"WWW-Authenticate": "Bearer"}, media_type="application/json"
        )
    with lock:
        bucket = buckets.setdefault(
            caller,
            TokenBucket(rate=1000.0 if caller != "greedy" else 0.001, capacity=1000 if caller != "greedy" else 5),
        )
        allowed = bucket.allow(time.monotonic())
    if not allowed:
        return Response('{"detail": "too many requests"}', 429, {"Retry-After": "1"}, media_type="application/json")
    return await forward(request)


@app.get("/metrics")
def metrics_page():
    return Response(generate_latest(registry), media_type="text/plain")


server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="off"))
thread = threading.Thread(target=server.run, daemon=True)
thread.start()
while not server.started:
    time.sleep(0.02)
port = server.servers[0].sockets[0].getsockname()[1]
address = f"http://127.0.0.1:{port}"
print("health:", httpx.get(f"{address}/health").json())

# %% [markdown]
# 300 requests from eight threads: good ones, invalid bodies, broken JSON, no token, an expired token, and a caller
# who exceeds an allowance of five. **Predict** the table of statuses before you run it.


# %%
def request(k: int, http: httpx.Client) -> tuple[int, float]:
    """Send request number k; its status and latency in seconds."""
    headers, body = {"Authorization": f"Bearer {issue('ada')}"}, json.dumps(good | {"age": 18 + k % 60})
    if k % 10 == 3:
        body = json.dumps(good | {"age": 4})
    if k % 10 == 5:
        body = "{not json"
    if k % 10 == 7:
        headers = {} if k % 20 == 7 else {"Authorization": f"Bearer {issue('ada', seconds=-5)}"}
    if k % 10 == 9:
        headers = {"Authorization": f"Bearer {issue('greedy')}"}
    begun = time.perf_counter()
    answer = http.post(f"{address}/predict", content=body, headers=headers | {"Content-Type": "application/json"})
    return answer.status_code, time.perf_counter() - begun


try:
    with httpx.Client(timeout=30) as http, ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda k: request(k, http), range(300)))
    page = httpx.get(f"{address}/metrics").text
finally:
    server.should_exit = True
    thread.join(timeout=10)

statuses = Counter(status for status, _ in outcomes)
print("statuses seen by the callers: ", dict(sorted(statuses.items())))
counted = {
    line.split('"')[1]: int(float(line.split()[-1])) for line in page.splitlines() if line.startswith("requests_total{")
}
print("statuses counted by the server:", {int(status): counted[status] for status in sorted(counted)})
print("server stopped:", not thread.is_alive())

# %% tags=["nbval-ignore-output"]
# (A picture of times is another one in every run.)
seconds = np.array([taken for status, taken in outcomes if status == 200])
figure, axes = plt.subplots(figsize=(7, 2.8), layout="constrained")
axes.hist(seconds * 1000, bins=40)
for q in (0.5, 0.95, 0.99):
    axes.axvline(np.quantile(seconds, q) * 1000, color="tab:red", linewidth=1)
    axes.annotate(f"p{q * 100:.0f}", (np.quantile(seconds, q) * 1000, axes.get_ylim()[1] * 0.9), fontsize=8)
axes.set(xlabel="latency, ms, as the callers saw it", ylabel="requests", title="On this machine, just now")
plt.show()

# %% [markdown]
# ## An image that one may run
#
# Most of what goes wrong with images is visible in their Dockerfile: a base that changes under you, a process that
# runs as root, dependencies that are installed anew whenever a line of code changes, a shell that swallows the signal
# to stop.


# %%
@lesson.exercise
def dockerfile() -> str:
    """The text of a Dockerfile for the service in app.py, with its dependencies in requirements.txt.

    It must: start from python with a full version tag (such as python:3.11.9-slim) or a digest; copy
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
# ## Servers of other makes
#
# You will often meet a model server that somebody else runs. They differ in what they load, how they batch and what a
# request looks like:
#
# | server | made for | request | batching |
# | --- | --- | --- | --- |
# | FastAPI + Uvicorn | anything in Python; you write the rest | yours | yours |
# | BentoML | Python models, packaged with their environment | by method name | built in, adaptive |
# | TorchServe | PyTorch archives (.mar); its repository was archived in 2025 | `POST /predictions/<name>` | per model, by configuration |
# | TensorFlow Serving | SavedModel, several versions at once | `POST /v1/models/<name>:predict` | by configuration |
# | NVIDIA Triton | many formats on GPUs, ensembles | KServe v2 protocol: named, typed tensors | dynamic, by configuration |
# | Seldon Core | graphs of models on Kubernetes | KServe v2 protocol | by the server it runs |
#
# BentoML, for a taste, in this process:

# %%
import bentoml


@bentoml.service
class Scores:
    @bentoml.api(batchable=True, max_batch_size=32)
    def score(self, customers: list[dict]) -> list[float]:
        """One call of the model for all customers of the batch."""
        return model.predict_proba(pd.DataFrame(customers))[:, 1].tolist()


print("called as a class:", np.round(Scores().score([good, good | {"age": 25}]), 3))
with TestClient(Scores.to_asgi()) as bento:
    print(
        "called over HTTP: ", np.round(bento.post("/score", json={"customers": [good, good | {"age": 25}]}).json(), 3)
    )

# %% [markdown]
# Now write a request for TensorFlow Serving. Its REST interface takes rows under `instances`, and a version in the
# path pins what answers.


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

# %%
lesson.quiz(
    "which_server",
    "Twelve models in ONNX and TensorRT share two GPUs, with batching across callers and no Python of yours. Which server is made for this?",
    ["Flask", "NVIDIA Triton", "TorchServe"],
    answer=...,
)

# %% [markdown]
# ## The mistakes people make
#
# - **Loading the model in the request.** Load once, at the start, and report ready only then.
# - **Returning the exception's text.** It is written for you, not for strangers.
# - **`jwt.decode` without `algorithms=[…]`**, or with the algorithm that the token names.
# - **A rate limit per process** with eight processes: eight times the rate. Keep the bucket where all see it.
# - **Reporting the mean latency.** Users meet the tail.
# - **`async def` around a model that computes**: it blocks the event loop. A plain `def` runs in a thread pool.
#
# ## What to remember
#
# - Refuse at the door, by schema: 422 is the caller's fault, 503 yours, 500 a bug.
# - A token proves who; a bucket limits how often; neither belongs into the model's code.
# - Batching buys throughput with latency; bound both size and wait.
# - Histograms with cumulative buckets add up across processes; percentiles do not.
# - Pin the base, copy dependencies first, drop root, use the exec form.
#
# ## Read on
#
# - B. Beyer et al. (eds.), *Site Reliability Engineering*, O'Reilly 2016, free online: chapters 4, 6 and 21.
# - J. Dean and L. Barroso, *The Tail at Scale*, Communications of the ACM 56, 2013.
# - D. Crankshaw et al., *Clipper: A Low-Latency Online Prediction Serving System*, NSDI 2017: adaptive batching.
# - M. Jones, J. Bradley and N. Sakimura, *JSON Web Token*, RFC 7519; Y. Sheffer et al., *JSON Web Token Best Current
#   Practices*, RFC 8725.
# - Prometheus documentation: *Histograms and summaries*. Docker documentation: *Building best practices*.
# - C. Huyen, *Designing Machine Learning Systems*, O'Reilly 2022: chapter 7.
