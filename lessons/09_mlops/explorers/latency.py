"""Latency under load: real departures as requests, a queue, workers, and micro-batches."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from workbench.explorers import Axis, Line, Panel, Points, Rule, Scene, Slider, Texts, explorer

_PER_BATCH = 0.018
_PER_ROW = 0.002
"""Seconds: what a call of the model costs by itself, and what each row adds."""


@cache
def _arrivals() -> Any:
    """Moments of 14 February 2013's scheduled departures, as shares of the day, ascending."""
    from workbench.datasets import load_dataset

    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    day = flights[(flights["month"] == 2) & (flights["day"] == 14)]["sched_dep_time"].to_numpy(int)
    minutes = day // 100 * 60 + day % 100
    # Departures are planned to the minute: spread those of one minute evenly over it.
    moments = np.sort(minutes + np.random.default_rng(0).random(len(minutes)))
    return (moments - moments[0]) / (moments[-1] - moments[0])


def simulate(arrivals: Any, *, workers: int, size: int, wait: float) -> Any:
    """Latency of each request, seconds: first-come batches of at most ``size``, which wait at most ``wait`` seconds
    for company, on ``workers`` equal workers."""
    free = np.zeros(workers)
    latency = np.empty(len(arrivals))
    first = 0
    while first < len(arrivals):
        worker = int(free.argmin())
        deadline = max(arrivals[first] + wait, free[worker])
        last = int(np.searchsorted(arrivals, deadline, side="right"))
        last = max(first + 1, min(last, first + size))
        ready = arrivals[last - 1] if last - first == size else deadline
        begun = max(ready, free[worker], arrivals[first])
        free[worker] = begun + _PER_BATCH + _PER_ROW * (last - first)
        latency[first:last] = free[worker] - arrivals[first:last]
        first = last
    return latency


def script_data() -> dict[str, Any]:
    """For latency.js: the moments of the requests."""
    return {"arrivals": _arrivals().tolist(), "per_batch": _PER_BATCH, "per_row": _PER_ROW}


def _panels(milliseconds: Any, percentiles: dict[str, float]) -> list[Panel]:
    each = Panel(
        marks=[Points(x=_arrivals(), y=milliseconds, colour="series0", size=3)],
        x=Axis(low=0, high=1, label="the day, compressed", ticks=()),
        y=Axis(low=10, high=1e5, log=True, label="latency, ms"),
        title="Each request",
        weight=1.2,
    )
    share = np.linspace(0, 1, len(milliseconds))
    spots = list(percentiles.values())
    marks = [
        *(Rule(x=value, colour="accent", dash="dashed") for value in spots),
        Line(x=np.sort(milliseconds), y=share, colour="series0"),
        Texts(x=spots, y=[0.06, 0.14], text=list(percentiles), dx=4),
    ]
    across, up = Axis(low=10, high=1e5, log=True, label="latency, ms"), Axis(low=0, high=1, label="share of requests")
    return [each, Panel(marks=marks, x=across, y=up, title="Distribution")]


@explorer(
    "latency",
    title="Latency under load",
    question="Why do a few more requests per second make everybody wait?",
    controls=[
        Slider("traffic", 5, 120, value=30, label="requests per second, mean"),
        Slider("workers", 1, 6, value=1, label="workers"),
        Slider("size", 1, 32, value=1, label="largest batch"),
        Slider("wait", 0, 100, step=5, value=0, label="longest wait for company, ms"),
    ],
    about="One day's departures from New York play the requests, with their rush hours. A call costs 18 ms and 2 ms "
    "for each row. Raise the traffic until one worker drowns, then give it larger batches instead of colleagues.",
    height=320,
    data=script_data,
)
def latency(*, traffic: int, workers: int, size: int, wait: float) -> Scene:
    """Latency over the day on the left, its distribution with percentiles on the right."""
    shares = _arrivals()
    arrivals = shares * (len(shares) / traffic)
    milliseconds = simulate(arrivals, workers=workers, size=size, wait=wait / 1000) * 1000
    p50, p95, p99 = np.quantile(milliseconds, [0.5, 0.95, 0.99]).tolist()
    return Scene(
        panels=_panels(milliseconds, {"p50": p50, "p99": p99}),
        caption=f"{traffic} requests a second on {workers} worker{'s' if workers > 1 else ''}, "
        f"batches of up to {size}, waiting at most {wait:g} ms: half are answered within {p50:,.0f} ms, "
        f"95 % within {p95:,.0f} ms, 99 % within {p99:,.0f} ms.",
    )
