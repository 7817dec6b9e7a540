"""Classes of animals and patients by two measurements: where a softmax regression draws its borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Bars, Choice, Grid, Panel, Points, Scene, Segments, Slider, explorer

Array = NDArray[np.float64]
_SIDE, _REACH = 48, 3.0  # cells along an axis; the window, in standard deviations from the mean
_DEGREES = (1, 2, 3)
_LOOKS: tuple[tuple[str, Any], ...] = (("series0", "circle"), ("series1", "square"), ("series2", "triangle"))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Real rows that judge, in standard units of the rows that fitted, and the weights of each degree."""

    axes: tuple[str, str]
    centre: Array
    spread: Array
    classes: tuple[str, ...]
    watched: int
    places: Array
    truth: NDArray[np.int64]
    weights: dict[int, Array]


def _terms(places: Array, degree: int) -> Array:
    """1, and all products of powers up to this degree, in the order of decision_boundary.js."""
    x, y = places[:, 0], places[:, 1]
    powers = [(total - j, j) for total in range(degree + 1) for j in range(total + 1)]
    return np.stack([x**i * y**j for i, j in powers], axis=1)


def _learn(places: Array, truth: NDArray[np.int64], degree: int) -> Array:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=5000, tol=1e-8).fit(_terms(places, degree)[:, 1:], truth)
    table = np.column_stack([model.intercept_, model.coef_]).T
    if table.shape[1] == 1:
        table = np.column_stack([np.zeros(len(table)), table])
    return np.asarray(table.round(6))


def _sample(
    table: Any, columns: list[str], axes: tuple[str, str], label: str, names: list[Any], watched: int
) -> Sample:
    # Two penguins of one nest follow each other in the file, so every second pair of rows fits.
    lots = np.arange(len(table)) // 2 % 2 == 0
    known = table[[*columns, label]].notna().all(axis=1).to_numpy()
    table, fits = table[known], lots[known]
    places = table[columns].to_numpy(dtype=float)
    truth = np.array([names.index(value) for value in table[label]])
    centre, spread = places[fits].mean(axis=0), places[fits].std(axis=0)
    scaled = np.clip((places - centre) / spread, -_REACH, _REACH).round(4)
    return Sample(
        axes=axes,
        centre=centre,
        spread=spread,
        classes=tuple(str(name) for name in names),
        watched=watched,
        places=scaled[~fits],
        truth=truth[~fits],
        weights={degree: _learn(scaled[fits], truth[fits], degree) for degree in _DEGREES},
    )


@cache
def sample_named(name: str) -> Sample:
    """One of the three sets of points."""
    from workbench.datasets import load_dataset

    if name == "heart":
        heart = load_dataset("heart_disease")
        heart["found"] = np.where(heart["diameter_narrowing"] == 1, "narrowed", "open")
        axes = ("age, years", "highest heart rate, per minute")
        return _sample(heart, ["age", "max_HR"], axes, "found", ["open", "narrowed"], 1)
    across = ("bill_depth_mm", "bill depth, mm") if name == "mass" else ("bill_length_mm", "bill length, mm")
    up = ("body_mass_g", "body mass, g") if name == "mass" else ("bill_depth_mm", "bill depth, mm")
    species = ["Adelie", "Chinstrap", "Gentoo"]
    return _sample(load_dataset("penguins"), [across[0], up[0]], (across[1], up[1]), "species", species, 1)


def chances(sample: Sample, places: Array, degree: int, temperature: float) -> Array:
    """The probability of each class at these places."""
    height = _terms(places, degree) @ sample.weights[degree] / temperature
    height = np.exp(height - height.max(axis=1, keepdims=True))
    return np.asarray(height / height.sum(axis=1, keepdims=True))


def choose(sample: Sample, odds: Array, price: float) -> NDArray[np.int64]:
    """The cheapest answer where missing the watched class costs ``price`` and any other mistake 1."""
    scale = np.ones(len(sample.classes))
    scale[sample.watched] = price
    return np.asarray((odds * scale).argmax(axis=1))


def _cells() -> Array:
    step = 2 * _REACH / _SIDE
    middle = (np.arange(_SIDE) + 0.5) * step - _REACH
    across, up = np.meshgrid(middle, middle)
    return np.stack([across.ravel(), up.ravel()], axis=1)


def _borders(answers: NDArray[np.int64]) -> Segments:
    """The edges between cells with different answers."""
    step = 2 * _REACH / _SIDE
    table = answers.reshape(_SIDE, _SIDE)
    x0, y0, x1, y1 = [], [], [], []
    for row in range(_SIDE):
        for column in range(_SIDE):
            left, low = column * step - _REACH, row * step - _REACH
            if column + 1 < _SIDE and table[row, column] != table[row, column + 1]:
                x0.append(left + step)
                y0.append(low)
                x1.append(left + step)
                y1.append(low + step)
            if row + 1 < _SIDE and table[row, column] != table[row + 1, column]:
                x0.append(left)
                y0.append(low + step)
                x1.append(left + step)
                y1.append(low + step)
    return Segments(x0=x0, y0=y0, x1=x1, y1=y1, colour="text", width=1.6)


def ticks(sample: Sample, axis: int) -> list[tuple[float, str]]:
    """Five round places of one axis, in the unit of the measurement."""
    low, high = (float(sample.centre[axis] + side * 2.4 * sample.spread[axis]) for side in (-1, 1))
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if (high - low) / s <= 6)
    first = int(np.ceil(low / step))
    values = [step * k for k in range(first, int(np.floor(high / step)) + 1)]
    return [(round(float((v - sample.centre[axis]) / sample.spread[axis]), 4), str(v)) for v in values]


def script_data() -> dict[str, Any]:
    """What decision_boundary.js needs of each set of points."""
    found = {}
    for name in ("mass", "bill", "heart"):
        sample = sample_named(name)
        found[name] = {
            "axes": list(sample.axes),
            "centre": sample.centre.tolist(),
            "spread": sample.spread.tolist(),
            "classes": list(sample.classes),
            "watched": sample.watched,
            "places": sample.places.tolist(),
            "truth": sample.truth.tolist(),
            "weights": {str(degree): table.tolist() for degree, table in sample.weights.items()},
            "ticks": [ticks(sample, 0), ticks(sample, 1)],
        }
    return {"samples": found, "side": _SIDE, "reach": _REACH, "looks": [list(look) for look in _LOOKS]}


def _map_panel(
    sample: Sample, odds: Array, answers: NDArray[np.int64], wrong: NDArray[np.bool_], x: float, y: float
) -> Panel:
    edge, missed = (-_REACH, _REACH), sample.places[wrong]
    marks: list[Any] = [
        Grid(values=odds[:, sample.watched].reshape(_SIDE, _SIDE).tolist(), x=edge, y=edge, smooth=True),
        _borders(answers),
        Points(x=missed[:, 0].tolist(), y=missed[:, 1].tolist(), colour="text", marker="ring", size=11),
    ]
    for k, (colour, marker) in enumerate(_LOOKS[: len(sample.classes)]):
        own = sample.places[sample.truth == k]
        marks.append(Points(x=own[:, 0].tolist(), y=own[:, 1].tolist(), colour=colour, marker=marker, size=6))
    marks.append(Points(x=[x], y=[y], colour="accent", marker="star", size=17, moves=("x", "y")))
    across, up = (
        Axis(low=-_REACH, high=_REACH, label=sample.axes[axis], ticks=ticks(sample, axis), grid=False)
        for axis in (0, 1)
    )
    return Panel(
        marks=marks, x=across, y=up, title=f"Shade: probability of {sample.classes[sample.watched]}", weight=1.5
    )


def _bars_panel(sample: Sample, here: Array) -> Panel:
    k = len(sample.classes)
    bars = Bars(
        at=list(range(k)),
        value=here.tolist(),
        colour=[colour for colour, _ in _LOOKS[:k]],
        texts=[f"{p:.2f}" for p in here],
    )
    across = Axis(low=-0.6, high=k - 0.4, ticks=[(i, name) for i, name in enumerate(sample.classes)], grid=False)
    return Panel(marks=[bars], x=across, y=Axis(low=0, high=1.12, label="probability"), title="At the star", weight=0.8)


@explorer(
    "decision_boundary",
    title="Where a classifier draws its borders",
    question="How can a classifier have sensible probabilities and never name one of its classes?",
    controls=[
        Choice(
            "points",
            {
                "mass": "penguins: bill depth and body mass",
                "bill": "penguins: bill length and bill depth",
                "heart": "patients: age and highest heart rate",
            },
            label="points",
        ),
        Slider("degree", 1, 3, value=1, label="degree of the terms"),
        Slider("temperature", 0.25, 4.0, log=True, value=1.0, label="temperature"),
        Slider("price", 1.0, 6.0, step=0.1, value=1.0, label="price of missing the watched class"),
        Slider("x", -2.5, 2.5, step=0.05, value=-0.5, label="star across, in standard deviations"),
        Slider("y", -2.5, 2.5, step=0.05, value=0.0, label="star up, in standard deviations"),
    ],
    about="Every second pair of rows has fitted; the rows shown judge, and a ring marks each that is named wrongly. "
    "Raise the price of missing the watched class and see when it is named at all. Then change the temperature and "
    "watch the log loss.",
    height=380,
    data=script_data,
)
def decision_boundary(*, points: str, degree: int, temperature: float, price: float, x: float, y: float) -> Scene:
    """Shades, borders and judging points on the left; the probabilities at the star on the right."""
    sample = sample_named(points)
    odds = chances(sample, _cells(), degree, temperature)
    judged = chances(sample, sample.places, degree, temperature)
    named = choose(sample, judged, price)
    wrong = named != sample.truth
    loss = float(-np.log(judged[np.arange(len(judged)), sample.truth]).mean())
    here = chances(sample, np.array([[x, y]]), degree, temperature)[0]
    name, k = sample.classes[sample.watched], sample.watched
    place = sample.centre + np.array([x, y]) * sample.spread
    at_star = ", ".join(f"{each} {p:.2f}" for each, p in zip(sample.classes, here, strict=True))
    return Scene(
        panels=[
            _map_panel(sample, odds, choose(sample, odds, price), wrong, x, y),
            _bars_panel(sample, here),
        ],
        caption=f"Degree {degree}, temperature {temperature:.2f}, price {price:.1f}: log loss {loss:.3f}, "
        f"{wrong.sum()} of {len(named)} judging rows named wrongly. {name} is named {(named == k).sum()} times, "
        f"and {(sample.truth == k).sum()} are. At the star, {place[0]:.1f} and {place[1]:.1f}: {at_star}.",
    )
