"""A line through real stones, moved by hand: squares or distances, the loss, and the best line when asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

from workbench.explorers import (
    Axis,
    Boxes,
    Choice,
    Line,
    Mark,
    Panel,
    Points,
    Scene,
    Segments,
    Slider,
    Texts,
    Toggle,
    explorer,
)

_LOSSES = {"squares": "squared error", "distances": "absolute error"}
_WIDE, _LOW, _HIGH = 3.0, -4.0, 20.0  # the axes of the stones: carat, and thousands of dollars


@cache
def _stones() -> list[tuple[float, float]]:
    """Weight in carats and price in thousands of dollars of some ideal stones of one colour and clarity."""
    from workbench.datasets import load_dataset

    table = load_dataset("diamonds")
    alike = table[(table["cut"] == "Ideal") & (table["color"] == "G") & (table["clarity"] == "VS2")]
    some = alike.drop_duplicates("carat").sort_values("carat").iloc[::4]
    return [(float(c), float(p) / 1000) for c, p in zip(some["carat"], some["price"], strict=True)]


def _least_squares(stones: list[tuple[float, float]]) -> tuple[float, float]:
    n, sums = len(stones), [0.0, 0.0, 0.0, 0.0]
    for carat, price in stones:
        for k, term in enumerate((carat, price, carat * carat, carat * price)):
            sums[k] += term
    slope = (n * sums[3] - sums[0] * sums[1]) / (n * sums[2] - sums[0] * sums[0])
    return slope, (sums[1] - slope * sums[0]) / n


def _mean_loss(stones: list[tuple[float, float]], slope: float, intercept: float, loss: str) -> float:
    total = 0.0
    for carat, price in stones:
        off = price - intercept - slope * carat
        total += off * off if loss == "squares" else abs(off)
    return total / len(stones)


def _least_distances(stones: list[tuple[float, float]]) -> tuple[float, float]:
    """Some line with the least sum of distances runs through two of the stones: try them all."""
    best, found = float("inf"), (0.0, 0.0)
    for i, (carat, price) in enumerate(stones):
        for other, dear in stones[i + 1 :]:
            if other == carat:
                continue
            slope = (dear - price) / (other - carat)
            loss = _mean_loss(stones, slope, price - slope * carat, "distances")
            if loss < best - 1e-9:
                best, found = loss, (slope, price - slope * carat)
    return found


def _gaps(stones: list[tuple[float, float]], slope: float, intercept: float, loss: str) -> Mark:
    """From each stone to the line: a square, or a distance."""
    carats = [carat for carat, _ in stones]
    prices = [price for _, price in stones]
    ends = [intercept + slope * carat for carat in carats]
    if loss == "distances":
        return Segments(x0=carats, y0=prices, x1=carats, y1=ends, colour="series1", width=1.6)
    scale = _WIDE / (_HIGH - _LOW)
    sides = [carat + abs(price - end) * scale for carat, price, end in zip(carats, prices, ends, strict=True)]
    return Boxes(x0=carats, y0=prices, x1=sides, y1=ends, colour="series1", width=0.8, fill="series1", opacity=0.3)


def script_data() -> dict[str, Any]:
    """The stones and sizes that fit_by_hand.js shares."""
    return {"stones": _stones(), "wide": _WIDE, "low": _LOW, "high": _HIGH, "losses": _LOSSES}


@explorer(
    "fit_by_hand",
    title="Fit a line by hand",
    question="Which line lies nearest to the stones, and what can a single one of them do to it?",
    controls=[
        Slider("slope", -4.0, 16.0, step=0.1, value=4.0, label="slope, thousand dollars a carat"),
        Slider("intercept", -8.0, 8.0, step=0.1, value=0.0, label="intercept, thousand dollars"),
        Choice("loss", _LOSSES, value="squares", label="loss"),
        Toggle("best", False, label="show the line of least loss"),
        Slider("star_carat", 0.2, 2.8, step=0.1, value=1.0, label="the star's weight, carats"),
        Slider("star_price", 0.0, 20.0, step=0.5, value=6.0, label="the star's price, thousand dollars"),
    ],
    about="Drag the round handle until the mean loss is as small as you can get it; only then ask for the "
    "line of least loss. Then drag the star away, and compare what it does to the best line of either loss.",
    height=360,
    data=script_data,
)
def fit_by_hand(
    *, slope: float, intercept: float, loss: str, best: bool, star_carat: float, star_price: float
) -> Scene:
    """The stones with the line and its gaps, and the line as a point of slope and intercept."""
    stones = [*_stones(), (star_carat, star_price)]
    marks: list[Mark] = [
        _gaps(stones, slope, intercept, loss),
        Points(x=[c for c, _ in stones[:-1]], y=[p for _, p in stones[:-1]], colour="series0", size=6),
        Line(x=[0, _WIDE], y=[intercept, intercept + _WIDE * slope], colour="text", label="yours"),
    ]
    handles: list[Mark] = []
    told = ""
    if best:
        rise, start = _least_squares(stones) if loss == "squares" else _least_distances(stones)
        least = _mean_loss(stones, rise, start, loss)
        ends = [start, start + _WIDE * rise]
        marks.append(Line(x=[0, _WIDE], y=ends, colour="series2", dash="dashed", width=2.4, label="least loss"))
        handles = [
            Points(x=[rise], y=[start], colour="series2", marker="square", size=10),
            Texts(x=[rise], y=[start], text=["least loss"], dx=9, dy=9),
        ]
        told = f" The line of least loss has slope {rise:.2f} and intercept {start:.2f}, with {least:.3f}."
    star = Points(
        x=[star_carat], y=[star_price], colour="accent", marker="star", size=15, moves=("star_carat", "star_price")
    )
    handles.append(Points(x=[slope], y=[intercept], colour="text", size=13, moves=("slope", "intercept")))
    price = Axis(low=_LOW, high=_HIGH, label="thousand dollars")
    return Scene(
        panels=[
            Panel(
                marks=[*marks, star],
                x=Axis(low=0, high=_WIDE, label="carats"),
                y=price,
                title="Drag the star",
                weight=1.3,
                legend="top left",
            ),
            Panel(
                marks=handles,
                x=Axis(low=-4.6, high=16.6, label="slope"),
                y=Axis(low=-8.8, high=8.8, label="intercept"),
                title="Drag the line",
            ),
        ],
        caption=f"{len(stones) - 1} stones and the star at {star_carat:.1f} carats and {star_price:.1f} thousand "
        f"dollars. Your line has slope {slope:.1f} and intercept {intercept:.1f}; its mean {_LOSSES[loss]} is "
        f"{_mean_loss(stones, slope, intercept, loss):.3f}.{told}",
    )
