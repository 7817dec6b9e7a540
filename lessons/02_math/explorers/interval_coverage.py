"""Coverage of confidence intervals: many samples of one population, an interval from each, and those that miss."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Choice, Line, Panel, Points, Rule, Scene, Segments, Slider, explorer

Array = NDArray[np.float64]
_REPEATS, _LARGEST, _AGAIN = 200, 60, 400  # samples, most values in one, resamples of each
_CURVE, _EDGE = 81, 5.0  # points of the population's curve, and where it is cut
_QUANTILES = [NormalDist().inv_cdf(0.5 + percent / 200) for percent in range(50, 100)]
_METHODS = {"normal": "normal", "t": "t", "bootstrap": "bootstrap"}


def _mulberry(first: int, count: int) -> Array:
    """Numbers in [0, 1) from Mulberry32: its state after i steps is i times a constant, so all come at once."""
    h = np.arange(first + 1, first + count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
    h = (h ^ (h >> np.uint32(15))) * (h | np.uint32(1))
    h ^= h + (h ^ (h >> np.uint32(7))) * (h | np.uint32(61))
    return np.asarray((h ^ (h >> np.uint32(14))) / 2.0**32)


@cache
def _normals() -> Array:
    """Standard normal numbers by the method of Box and Muller, shape (_REPEATS, _LARGEST)."""
    size = _REPEATS * _LARGEST
    radius = np.sqrt(-2 * np.log(1 - _mulberry(0, size)))
    turned: Array = radius * np.cos(2 * np.pi * _mulberry(size, size))
    return turned.reshape(_REPEATS, _LARGEST)


@cache
def _picks(n: int) -> Array:
    """How often each resample takes each of n values, shape (_AGAIN, n)."""
    places = np.floor(_mulberry(2 * _REPEATS * _LARGEST, _AGAIN * _LARGEST) * n).astype(int)
    table = np.zeros((_AGAIN, n))
    np.add.at(table, (np.arange(_AGAIN)[:, None], places.reshape(_AGAIN, _LARGEST)[:, :n]), 1)
    return table


def _sigma(skewness: float) -> float:
    """The spread of the logarithm in a log-normal population of this skewness, by bisection."""
    low, high = 0.0, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        w = np.exp(middle * middle)
        if (w + 2) * np.sqrt(w - 1) < skewness:
            low = middle
        else:
            high = middle
    return low


def _population(z: Array, skewness: float) -> tuple[Array, Array]:
    """What normal numbers become in a population of mean 0 and spread 1, and the slope there."""
    if skewness == 0:
        return z, np.ones_like(z)
    sigma = _sigma(skewness)
    half = np.exp(sigma * sigma / 2)
    spread = half * np.sqrt(np.exp(sigma * sigma) - 1)
    return (np.exp(sigma * z) - half) / spread, sigma * np.exp(sigma * z) / spread


def _student(z: float, v: int) -> float:
    """The quantile of t with v degrees of freedom, by the series of Cornish and Fisher from the normal one, z."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + float(sum(term / v ** (k + 1) for k, term in enumerate(terms)))


def _intervals(n: int, level: float, skewness: float, method: str) -> tuple[Array, Array]:
    sample = _population(_normals()[:, :n], skewness)[0]
    if method == "bootstrap":
        means = np.sort(sample @ _picks(n).T / n, axis=1)
        tail = (1 - level) * (_AGAIN - 1) / 2
        k, rest = int(tail), tail - int(tail)
        below = means[:, k] + rest * (means[:, k + 1] - means[:, k])
        last = _AGAIN - 1 - k
        return below, means[:, last] - rest * (means[:, last] - means[:, last - 1])
    z = _QUANTILES[round(100 * level) - 50]
    reach = (z if method == "normal" else _student(z, n - 1)) * sample.std(axis=1, ddof=1) / np.sqrt(n)
    middle = sample.mean(axis=1)
    return middle - reach, middle + reach


def _shape_panel(skewness: float) -> Panel:
    z = np.array([-3 + 6 * k / (_CURVE - 1) for k in range(_CURVE)])
    x, slope = _population(z, skewness)
    height = np.exp(-z * z / 2) / slope
    seen = x <= _EDGE
    marks = [
        Line(x=x[seen].tolist(), y=(height / height.max())[seen].tolist(), colour="series0", under=0.0),
        Rule(x=0.0, colour="text", width=1, dash="dashed"),
    ]
    across, up = Axis(low=-3, high=_EDGE), Axis(low=0, high=1.05, ticks=())
    return Panel(marks=marks, x=across, y=up, title="The population")


def _interval_panel(low: Array, high: Array) -> Panel:
    missed = (low > 0) | (high < 0)
    hit = np.flatnonzero(~missed)
    under, over = np.flatnonzero(high < 0), np.flatnonzero(low > 0)
    out = np.flatnonzero(missed)
    marks = [
        Segments(x0=hit, y0=low[hit], x1=hit, y1=high[hit], colour="muted", width=1),
        Segments(x0=out, y0=low[out], x1=out, y1=high[out], colour="accent", width=2.6),
        Points(x=under, y=(low + high)[under] / 2, colour="accent", marker="triangle", size=7, label="below"),
        Points(x=over, y=(low + high)[over] / 2, colour="series1", marker="square", size=7, label="above"),
        Rule(y=0.0, colour="text", width=1.4),
    ]
    across, up = Axis(low=-2, high=_REPEATS + 1, ticks=(), grid=False), Axis(low=-2.15, high=2.15)
    return Panel(marks=marks, x=across, y=up, title=f"{_REPEATS} intervals and the true mean", weight=2.2)


def script_data() -> dict[str, Any]:
    """The sizes and the normal quantiles that interval_coverage.js shares."""
    return {
        "repeats": _REPEATS,
        "largest": _LARGEST,
        "again": _AGAIN,
        "curve": _CURVE,
        "edge": _EDGE,
        "quantiles": _QUANTILES,
    }


@explorer(
    "interval_coverage",
    title="Do 95 % intervals hold the truth 95 times in 100?",
    question="How often does a confidence interval hold the true mean of a skewed population or from a small sample?",
    controls=[
        Slider("n", 5, _LARGEST, value=10, label="values in a sample"),
        Slider("level", 0.5, 0.99, step=0.01, value=0.95, label="level"),
        Slider("skewness", 0.0, 6.0, step=0.5, value=0.0, label="skewness of the population"),
        Choice("method", _METHODS, value="normal", label="method"),
    ],
    about="Each line is the interval that one sample gives; those that miss the true mean are thick and marked. "
    "Change the method first, then make the population skewed and see on which side they miss.",
    height=360,
    data=script_data,
)
def interval_coverage(*, n: int, level: float, skewness: float, method: str) -> Scene:
    """The population, and two hundred intervals for its mean from as many samples."""
    low, high = _intervals(n, level, skewness, method)
    under, over = int((high < 0).sum()), int((low > 0).sum())
    held = _REPEATS - under - over
    return Scene(
        panels=[_shape_panel(skewness), _interval_panel(low, high)],
        caption=f"Skewness {skewness:.1f}, {n} values in a sample, method {method}, level {level:.2f}: "
        f"{held} of {_REPEATS} intervals hold the true mean, a share of {held / _REPEATS:.3f}. "
        f"{under} lie wholly below it and {over} wholly above. "
        f"Their mean width is {float((high - low).mean()):.2f} standard deviations of the population.",
    )
