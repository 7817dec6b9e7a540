"""Bayes and sampling: what an alarm means at a given prevalence, and how far a sample of people can tell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Bars, Line, Panel, Points, Rule, Scene, Slider, explorer

Array = NDArray[np.float64]
_SAMPLES, _MOST, _BINS = 60, 10_000, 20
_PER_COLUMN = 25  # of the thousand people
_CURVE = 61  # places of the curve over the prevalence
_FIRST, _LAST = 0.001, 0.5
_QUIET = Points(x=(), y=(), colour="muted", size=3, opacity=0.45, label="healthy, no alarm")
_WRONG = Points(x=(), y=(), colour="series1", marker="triangle", size=6, label="healthy, alarm")
_MISSED = Points(x=(), y=(), colour="series0", marker="ring", size=6, label="sick, missed")
_CAUGHT = Points(x=(), y=(), colour="series0", size=6, label="sick, alarm")


@cache
def _drawn() -> Array:
    """A number in [0, 1) for each person of each sample, shape (_SAMPLES, _MOST), the same in bayes_lab.js.

    The generator is Mulberry32, whose state after i steps is i times a constant, so that all come at once.
    """
    t = np.arange(1, _SAMPLES * _MOST + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
    t = (t ^ (t >> np.uint32(15))) * (t | np.uint32(1))
    t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
    return np.asarray((t ^ (t >> np.uint32(14))) / 2.0**32).reshape(_SAMPLES, _MOST)


def _round(value: float) -> int:
    """As JavaScript rounds."""
    return int(np.floor(value + 0.5))


def _value(prevalence: float, sensitivity: float, specificity: float) -> float:
    """The share of alarms that are right: the positive predictive value."""
    hits, slips = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return hits / (hits + slips)


def _estimates(prevalence: float, sensitivity: float, specificity: float, people: int) -> list[tuple[int, int]]:
    """Right alarms and all alarms in each sample."""
    drawn = _drawn()[:, :people]
    right = (drawn < prevalence * sensitivity).sum(axis=1)
    wrong = ((drawn >= prevalence) & (drawn < prevalence + (1 - prevalence) * (1 - specificity))).sum(axis=1)
    return [(int(a), int(a + b)) for a, b in zip(right, wrong, strict=True)]


def _places(first: int, count: int, look: Points) -> Points:
    """The people with these numbers, column after column, drawn alike."""
    numbers = range(first, first + count)
    return replace(look, x=[i // _PER_COLUMN for i in numbers], y=[i % _PER_COLUMN for i in numbers])


def _people_panel(caught: int, missed: int, wrong: int) -> Panel:
    quiet = 1000 - caught - missed - wrong
    marks = [
        _places(caught + missed + wrong, quiet, _QUIET),
        _places(caught + missed, wrong, _WRONG),
        _places(caught, missed, _MISSED),
        _places(0, caught, _CAUGHT),
    ]
    across, up = Axis(low=-1, high=40, ticks=(), grid=False), Axis(low=-1, high=36, ticks=(), grid=False)
    return Panel(marks=marks, x=across, y=up, title="1,000 people", weight=1.2)


def _curve_panel(prevalence: float, sensitivity: float, specificity: float, share: float) -> Panel:
    x = [_FIRST * (_LAST / _FIRST) ** (k / (_CURVE - 1)) for k in range(_CURVE)]
    marks = [
        Line(x=x, y=[_value(p, sensitivity, specificity) for p in x], colour="series0"),
        Rule(x=prevalence, colour="muted", width=1, dash="dashed"),
        Points(x=[prevalence], y=[share], colour="accent", size=11),
    ]
    across = Axis(low=_FIRST, high=_LAST, log=True, label="prevalence")
    return Panel(marks=marks, x=across, y=Axis(low=0, high=1.03), title="Alarms that are right")


def _samples_panel(estimates: list[float], share: float, people: int) -> Panel:
    heights = [0] * _BINS
    for estimate in estimates:
        heights[min(int(estimate * _BINS), _BINS - 1)] += 1
    marks = [
        Bars(at=[(k + 0.5) / _BINS for k in range(_BINS)], value=heights, span=1 / _BINS, colour="series0"),
        Rule(x=share, colour="accent", width=2),
    ]
    across, up = Axis(low=0, high=1, label="estimated share"), Axis(low=0, high=_SAMPLES, label="samples")
    return Panel(marks=marks, x=across, y=up, title=f"{_SAMPLES} × {people:,} people")


def script_data() -> dict[str, Any]:
    """The sizes that bayes_lab.js shares."""
    return {
        "samples": _SAMPLES,
        "most": _MOST,
        "bins": _BINS,
        "perColumn": _PER_COLUMN,
        "curve": _CURVE,
        "first": _FIRST,
        "last": _LAST,
    }


@explorer(
    "bayes_lab",
    title="Bayes and sampling lab",
    question="A test sounds the alarm: how likely is the disease, and how many people does it take to find out?",
    controls=[
        Slider("prevalence", _FIRST, _LAST, log=True, value=0.02, label="prevalence"),
        Slider("sensitivity", 0.5, 1.0, step=0.01, value=0.55, label="sensitivity"),
        Slider("specificity", 0.5, 1.0, step=0.01, value=0.86, label="specificity"),
        Slider("people", 50, _MOST, log=True, value=300, label="people in a sample"),
    ],
    about="It begins with the exercise test of the heart clinic. Take the prevalence down from a half and see the "
    "triangles take over the alarms. Then change the size of a sample and see how widely the estimates scatter.",
    height=360,
    data=script_data,
)
def bayes_lab(*, prevalence: float, sensitivity: float, specificity: float, people: int) -> Scene:
    """A thousand people as expected, the share of right alarms over the prevalence, and sixty samples."""
    share = _value(prevalence, sensitivity, specificity)
    sick = _round(1000 * prevalence)
    caught, wrong = _round(sick * sensitivity), _round((1000 - sick) * (1 - specificity))
    counted = _estimates(prevalence, sensitivity, specificity, people)
    estimates = [right / alarms for right, alarms in counted if alarms]
    silent = sum(alarms == 0 for _, alarms in counted)
    empty = sum(right == 0 for right, _ in counted)
    spread = f"from {min(estimates):.3f} to {max(estimates):.3f}" if estimates else "nowhere"
    return Scene(
        panels=[
            _people_panel(caught, sick - caught, wrong),
            _curve_panel(prevalence, sensitivity, specificity, share),
            _samples_panel(estimates, share, people),
        ],
        caption=f"Prevalence {prevalence:.3g}, sensitivity {sensitivity:.2f}, specificity {specificity:.2f}: "
        f"of 1,000 people {sick} are sick, {caught} of them get an alarm, and so do {wrong} healthy ones. "
        f"A share of {share:.3f} of all alarms is right. {_SAMPLES} samples of {people:,} people estimate it "
        f"{spread}; {empty} of them have no right alarm, {silent} no alarm at all.",
    )
