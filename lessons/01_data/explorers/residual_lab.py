"""Residual diagnostics: a fault is turned on or a point dragged, and the pictures and tests of a regression move."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from workbench.explorers import Axis, Choice, Dash, Line, Mark, Panel, Points, Rule, Scene, Slider, explorer

_FAULTS = {
    "none": "no fault",
    "curve": "curve (linearity)",
    "funnel": "funnel (constant variance)",
    "memory": "memory (independence)",
}
_SPREAD, _LINE = 1.2, (2.0, 0.8)
_POINTS = 40
_FAR = 20.0  # the right end of the data's axis


@cache
def _noise() -> list[float]:
    """Forty standard normal numbers, the same for every picture."""
    drawn = np.random.default_rng(11).normal(size=_POINTS)
    return [float(number) for number in drawn.round(2)]


@dataclass(frozen=True)
class _Fit:
    """A line through points, with what is asked of it."""

    intercept: float
    slope: float
    error: float
    robust: float
    fitted: list[float]
    leverage: list[float]
    standard: list[float]
    cook: list[float]
    breusch_pagan: float
    durbin_watson: float


def _total(values: Sequence[float]) -> float:
    """From the first to the last, as the script adds."""
    added = 0.0
    for value in values:
        added += value
    return added


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    across, up = _total(x) / len(x), _total(y) / len(y)
    slope = _total([(a - across) * (b - up) for a, b in zip(x, y, strict=True)]) / _total(
        [(a - across) ** 2 for a in x]
    )
    return up - slope * across, slope


def _data(fault: str, strength: float, odd_x: float, odd_y: float) -> tuple[list[float], list[float]]:
    """Forty points in time order, their x rising with time, and the odd one as the last."""
    xs, ys, before = [], [], 0.0
    kept = 0.95 * strength if fault == "memory" else 0.0
    for i, drawn in enumerate(_noise()):
        x = (i + 0.5) / 4
        before = kept * before + math.sqrt(1 - kept**2) * drawn if i else drawn
        spread = _SPREAD * (1 - strength + strength * x / 4) if fault == "funnel" else _SPREAD
        bend = strength * 0.3 * ((x - 5) ** 2 - 8.3) if fault == "curve" else 0.0
        xs.append(x)
        ys.append(_LINE[0] + _LINE[1] * x + bend + spread * before)
    return [*xs, odd_x], [*ys, odd_y]


def _fit(x: list[float], y: list[float]) -> _Fit:
    n, (intercept, slope) = len(x), _line(x, y)
    centre = _total(x) / n
    width = _total([(a - centre) ** 2 for a in x])
    fitted = [intercept + slope * a for a in x]
    left = [b - f for b, f in zip(y, fitted, strict=True)]
    squares = [e * e for e in left]
    variance = _total(squares) / (n - 2)
    leverage = [1 / n + (a - centre) ** 2 / width for a in x]
    pairs = list(zip(left, leverage, strict=True))
    robust = _total([(a - centre) ** 2 * (e / (1 - h)) ** 2 for a, (e, h) in zip(x, pairs, strict=True)])
    start, rise = _line(x, squares)
    mean = _total(squares) / n
    told = _total([(start + rise * a - mean) ** 2 for a in x]) / _total([(s - mean) ** 2 for s in squares])
    return _Fit(
        intercept,
        slope,
        math.sqrt(variance / width),
        math.sqrt(robust) / width,
        fitted,
        leverage,
        standard=[e / math.sqrt(variance * (1 - h)) for e, h in pairs],
        cook=[e * e / (2 * variance) * h / (1 - h) ** 2 for e, h in pairs],
        breusch_pagan=n * told,
        durbin_watson=_total([(b - a) ** 2 for a, b in pairwise(left)]) / _total(squares),
    )


def _dots(x: Sequence[float], y: Sequence[float]) -> list[Points]:
    """The forty as dots, the odd one as a star."""
    return [
        Points(x=x[:-1], y=y[:-1], colour="series0", size=5),
        Points(x=x[-1:], y=y[-1:], colour="accent", marker="star", size=14),
    ]


def _data_panel(x: list[float], y: list[float], fit: _Fit) -> Panel:
    forty, odd = _dots(x, y)
    marks = [
        Line(x=[0, _FAR], y=[_LINE[0], _LINE[0] + _LINE[1] * _FAR], colour="muted", dash="dashed", label="truth"),
        Line(x=[0, _FAR], y=[fit.intercept, fit.intercept + fit.slope * _FAR], colour="accent", label="fitted"),
        forty,
        Points(x=odd.x, y=odd.y, colour="accent", marker="star", size=14, moves=("odd_x", "odd_y")),
    ]
    across, up = Axis(low=0, high=_FAR, label="x"), Axis(low=-4, high=22, label="y")
    return Panel(marks=marks, x=across, y=up, title="Drag the star", legend="bottom right")


def _residual_panel(at: list[float], fit: _Fit, low: float, high: float, label: str, joined: bool) -> Panel:
    marks: list[Mark] = [Rule(y=0.0, colour="muted"), *_dots(at, fit.standard)]
    if joined:
        marks = [Line(x=at, y=fit.standard, colour="muted", width=1), *marks]
    across, up = Axis(low=low, high=high, label=label), Axis(low=-6.5, high=6.5)
    return Panel(marks=marks, x=across, y=up, title="Residuals")


def _leverage_panel(fit: _Fit) -> Panel:
    h = [0.01 + 0.01 * k for k in range(44)]
    marks: list[Mark] = [Rule(y=0.0, colour="muted")]
    limits: tuple[tuple[float, Dash], ...] = ((0.5, "dotted"), (1.0, "dashed"))
    for limit, dash in limits:
        edge = [min(math.sqrt(2 * limit * (1 - v) / v), 6.5) for v in h]
        marks.append(Line(x=h, y=edge, colour="series1", width=1.2, dash=dash, label=f"Cook {limit:.1f}"))
        marks.append(Line(x=h, y=[-e for e in edge], colour="series1", width=1.2, dash=dash))
    across, up = Axis(low=0, high=0.45, label="leverage"), Axis(low=-6.5, high=6.5)
    return Panel(marks=[*marks, *_dots(fit.leverage, fit.standard)], x=across, y=up, title="Influence")


def script_data() -> dict[str, Any]:
    """The drawn numbers and sizes that residual_lab.js shares."""
    return {"noise": _noise(), "spread": _SPREAD, "line": _LINE, "far": _FAR, "faults": _FAULTS}


@explorer(
    "residual_lab",
    title="What residuals tell",
    question="Which picture of the residuals shows which broken assumption, and which standard error still holds?",
    controls=[
        Choice("fault", _FAULTS, value="curve", label="fault"),
        Slider("strength", 0.0, 1.0, step=0.05, value=0.8, label="strength of the fault"),
        Slider("odd_x", 0.0, _FAR, step=0.5, value=5.0, label="the star's x"),
        Slider("odd_y", -4.0, 22.0, step=0.5, value=6.0, label="the star's y"),
    ],
    about="Choose a fault and raise its strength: which of the pictures shows it, and which of the numbers? Then "
    "choose no fault and drag the star, first straight up and then far to the right.",
    height=340,
    data=script_data,
)
def residual_lab(*, fault: str, strength: float, odd_x: float, odd_y: float) -> Scene:
    """The data with the fitted line, and standardised residuals by fitted value, by time and by leverage."""
    x, y = _data(fault, strength, odd_x, odd_y)
    fit = _fit(x, y)
    times = [float(t + 1) for t in range(len(x))]
    worst = max(fit.cook)
    which = "the star" if worst == fit.cook[-1] else f"point {fit.cook.index(worst) + 1}"
    named = "no fault" if fault == "none" else f"{_FAULTS[fault]}, strength {strength:.2f}"
    errors = f"textbook standard error {fit.error:.3f}, HC3 {fit.robust:.3f}"
    tests = f"Breusch–Pagan {fit.breusch_pagan:.2f} (significant above 3.84), Durbin–Watson {fit.durbin_watson:.2f}"
    cook = (
        f"largest Cook's distance {worst:.2f}, at {which}, whose leverage is {fit.leverage[fit.cook.index(worst)]:.2f}"
    )
    return Scene(
        panels=[
            _data_panel(x, y, fit),
            _residual_panel(fit.fitted, fit, -4, 22, "fitted value", joined=False),
            _residual_panel(times, fit, 0, len(x) + 1, "time", joined=True),
            _leverage_panel(fit),
        ],
        caption=f"Fault: {named}; the star at ({odd_x:.1f}, {odd_y:.1f}). Slope {fit.slope:.3f}, in truth 0.8; "
        f"{errors}. {tests}, {cook}.",
    )
