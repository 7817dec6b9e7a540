"""Many samples of one curve, fitted alike: how far the fits lie from the truth, and how far from each other."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Choice, Grid, Line, Panel, Paths, Points, Rule, Scene, Slider, explorer

Array = NDArray[np.float64]
_ROWS, _PLACES, _SAMPLES, _MOST = 20, 61, 24, 12
_LOW, _HIGH, _STEP = -6.0, 3.0, 0.25  # the penalty, as a power of ten
_PENALTIES = tuple(_LOW + _STEP * k for k in range(round((_HIGH - _LOW) / _STEP) + 1))
_FLOOR, _CEILING = 1e-3, 10.0  # what the curves of error show
_SHADES = (0.008, 0.8)  # bias² + variance that is drawn palest, and darkest


def _truth(x: Array) -> Array:
    return np.asarray(np.sin(3.6 * x) + 0.6 * x)


def _columns(x: Array, degree: int) -> Array:
    """Legendre polynomials up to `degree`, one column each."""
    return np.asarray(np.polynomial.legendre.legvander(x, degree))


@cache
def _fixed() -> tuple[Array, Array, Array]:
    """The rows' x, the places where fits are judged, and the noise of each sample in units of its spread."""
    noise = np.random.default_rng(7).normal(size=(_SAMPLES, _ROWS)).round(3)
    return np.linspace(-1, 1, _ROWS), np.linspace(-1, 1, _PLACES), noise


def _smoother(degree: int, power: float) -> Array:
    """What turns the values at the rows into the fit at the places; the constant goes unpenalised."""
    rows, places, _ = _fixed()
    basis = _columns(rows, degree)
    free = np.diag([0.0] + [10.0**power] * degree)
    return np.asarray(_columns(places, degree) @ np.linalg.solve(basis.T @ basis + free, basis.T))


@cache
def _tables() -> tuple[Array, Array]:
    """Squared bias, and variance for noise of spread 1, by degree and penalty: exact, as both fits are linear."""
    rows, places, _ = _fixed()
    bias, variance = np.empty((_MOST + 1, len(_PENALTIES))), np.empty((_MOST + 1, len(_PENALTIES)))
    for d in range(_MOST + 1):
        for k, power in enumerate(_PENALTIES):
            matrix = _smoother(d, power)
            bias[d, k] = np.mean((matrix @ _truth(rows) - _truth(places)) ** 2)
            variance[d, k] = np.mean(np.sum(matrix**2, axis=1))
    return bias, variance


def script_data() -> dict[str, Any]:
    """What bias_variance.js needs: the places, the noise and the two tables."""
    rows, places, noise = _fixed()
    bias, variance = _tables()
    return {
        "rows": rows.tolist(),
        "places": places.tolist(),
        "truthRows": _truth(rows).tolist(),
        "truthPlaces": _truth(places).tolist(),
        "noise": noise.tolist(),
        "bias": bias.tolist(),
        "variance": variance.tolist(),
        "powers": list(_PENALTIES),
        "floor": _FLOOR,
        "ceiling": _CEILING,
        "shades": list(_SHADES),
    }


def _fits_panel(degree: int, power: float, noise: float, samples: int) -> Panel:
    rows, places, drawn = _fixed()
    matrix = _smoother(degree, power)
    fits = [matrix @ (_truth(rows) + noise * each) for each in drawn[:samples]]
    marks = [
        Paths(x=[places] * samples, y=fits, colour="series0", width=0.9, opacity=0.45),
        Points(x=rows, y=_truth(rows) + noise * drawn[0], colour="muted", size=4),
        Line(x=places, y=_truth(places), colour="text", width=2.2, label="truth"),
        Line(x=places, y=matrix @ _truth(rows), colour="series1", dash="dashed", width=2.4, label="mean fit"),
    ]
    across, up = Axis(low=-1, high=1, label="x"), Axis(low=-3, high=3)
    return Panel(marks=marks, x=across, y=up, title="Fits to many samples", weight=1.15)


def _parts_panel(along: str, degree: int, place: int, noise: float) -> Panel:
    bias, variance = _tables()
    if along == "degree":
        x, here = np.arange(_MOST + 1.0), float(degree)
        squared, scatter = bias[:, place], noise**2 * variance[:, place]
        across = Axis(low=-0.3, high=_MOST + 0.3, label="degree")
    else:
        x, here = np.array(_PENALTIES), _PENALTIES[place]
        squared, scatter = bias[degree], noise**2 * variance[degree]
        across = Axis(low=_LOW, high=_HIGH, label="log₁₀ penalty")
    marks = [
        Line(x=x, y=_within(squared), colour="series0", label="bias²"),
        Line(x=x, y=_within(scatter), colour="series1", dash="dashed", label="variance"),
        Line(x=x, y=_within(squared + scatter + noise**2), colour="text", width=2.4, label="sum with noise"),
        Rule(y=float(_within(np.array([noise**2]))[0]), dash="dotted"),
        Rule(x=here, colour="accent"),
    ]
    up = Axis(low=_FLOOR, high=_CEILING, log=True)
    return Panel(marks=marks, x=across, y=up, title="Squared error and its parts", weight=1.15)


def _within(values: Array) -> Array:
    return np.asarray(np.clip(values, _FLOOR, _CEILING))


def _map_panel(degree: int, power: float, noise: float) -> Panel:
    bias, variance = _tables()
    total = bias + noise**2 * variance
    palest, darkest = np.log10(_SHADES)
    shades = (np.log10(total) - palest) / (darkest - palest)
    half = _STEP / 2
    marks = [
        Grid(values=shades.T, x=(-0.5, _MOST + 0.5), y=(_LOW - half, _HIGH + half)),
        Points(x=[degree], y=[power], colour="accent", size=13, moves=("degree", "penalty")),
    ]
    across = Axis(low=-0.5, high=_MOST + 0.5, label="degree", grid=False)
    up = Axis(low=_LOW - half, high=_HIGH + half, label="log₁₀ penalty", grid=False)
    return Panel(marks=marks, x=across, y=up, title="Drag the dot")


@explorer(
    "bias_variance",
    title="Bias and variance",
    question="How much of an error is stubbornness, how much is nerves, and how much is nobody's fault?",
    controls=[
        Slider("degree", 0, _MOST, value=12, label="degree of the polynomial"),
        Slider("penalty", _LOW, _HIGH, step=_STEP, value=-6.0, label="log₁₀ of the ridge penalty"),
        Slider("noise", 0.1, 1.0, step=0.05, value=0.4, label="spread of the noise"),
        Slider("samples", 1, _SAMPLES, value=12, label="samples drawn"),
        Choice("along", {"degree": "along the degree", "penalty": "along the penalty"}, value="degree", label="curves"),
    ],
    about="Each thin line is the same model, fitted to another sample of 20 points. On the map the colour "
    "fades where bias² + variance is small. Drag the dot: to the left and "
    "upwards the fits agree with each other and miss the truth together.",
    height=340,
    data=script_data,
)
def bias_variance(*, degree: int, penalty: float, noise: float, samples: int, along: str) -> Scene:
    """The fits, their error in parts along degree or penalty, and the error over both."""
    bias, variance = _tables()
    place = round((penalty - _LOW) / _STEP)
    squared, scatter = float(bias[degree, place]), float(noise**2 * variance[degree, place])
    drawn = "1 sample" if samples == 1 else f"{samples} samples"
    return Scene(
        panels=[
            _fits_panel(degree, penalty, noise, samples),
            _parts_panel(along, degree, place, noise),
            _map_panel(degree, penalty, noise),
        ],
        caption=f"Degree {degree}, penalty 10^{penalty:.2f}, {drawn} of noise {noise:.2f}; the curves run along the "
        f"{along}. Bias² {squared:.4f} + variance {scatter:.4f} + noise {noise**2:.4f} = "
        f"{squared + scatter + noise**2:.4f}.",
    )
