"""Gradient descent on a surface of two parameters: the path it takes, and the loss along the path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.explorers import Axis, Choice, Grid, Line, Marker, Panel, Paths, Points, Scene, Slider, Texts, explorer

Array = NDArray[np.float64]
_TITLE = "Path (★ minimum)"
_CELLS, _LEVELS = 61, 12
_OUT_OF_SIGHT = 1e3
_ROUNDING = 1e-15  # a smaller difference of two losses is rounding; a log scale needs something above zero
_BEYOND = 1e6  # a parameter this large is past returning: stop, before numbers overflow


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A loss of two parameters. ``loss`` takes arrays of shape (2, …), ``gradient`` one point of shape (2,)."""

    loss: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    start: tuple[float, float]
    minimum: tuple[float, float]
    window: tuple[float, float, float, float]
    axes: tuple[str, str]
    hessian: Array | None
    """Where it is the same everywhere, else None."""

    @property
    def steepest(self) -> float | None:
        """The largest curvature, where it is the same everywhere."""
        return None if self.hessian is None else float(np.linalg.eigvalsh(self.hessian)[-1])


def _quadratic(
    hessian: Array, minimum: Array, floor: float, start: tuple[float, float], reach: float, axes: tuple[str, str]
) -> Surface:
    """The surface floor + ½ (w − minimum)ᵀ H (w − minimum), seen ``reach`` far around its minimum."""

    def loss(w: Array) -> Array:
        away = w - minimum.reshape((2,) + (1,) * (w.ndim - 1))
        return np.asarray(floor + 0.5 * np.einsum("i...,ij,j...->...", away, hessian, away))

    x, y = (float(v) for v in minimum)
    return Surface(
        loss=loss,
        gradient=lambda w: np.asarray(hessian @ (w - minimum)),
        start=start,
        minimum=(x, y),
        window=(x - reach, x + reach, y - reach, y + reach),
        axes=axes,
        hessian=hessian,
    )


def _valley() -> Surface:
    return _quadratic(np.diag([0.1, 2.0]), np.zeros(2), 0.0, (-2.6, 1.6), 3.0, ("w₁", "w₂"))


def _rosenbrock() -> Surface:
    def loss(w: Array) -> Array:
        return np.asarray((1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2)

    def gradient(w: Array) -> Array:
        bend = w[1] - w[0] ** 2
        return np.array([-2 * (1 - w[0]) - 400 * w[0] * bend, 200 * bend])

    return Surface(
        loss=loss,
        gradient=gradient,
        start=(-1.2, 1.0),
        minimum=(1.0, 1.0),
        window=(-2.0, 2.0, -1.0, 3.0),
        axes=("w₁", "w₂"),
        hessian=None,
    )


def _regression(centred: bool) -> Surface:
    """Half the mean squared error of body mass (standardised) ≈ w₀ + w₁ · flipper length, over the real penguins.

    The loss of a linear model is quadratic: with X = [1, x], H = XᵀX / n and the minimum is least squares.
    """
    from workbench.datasets import load_dataset

    table = load_dataset("penguins")[["flipper_length_mm", "body_mass_g"]].dropna()
    flipper, mass = (table[name].to_numpy(dtype=float) for name in table.columns)
    origin = flipper.mean() if centred else flipper.min()
    x, y = (flipper - origin) / flipper.std(), (mass - mass.mean()) / mass.std()
    design = np.column_stack([np.ones_like(x), x])
    best, *_ = np.linalg.lstsq(design, y)
    hessian = design.T @ design / len(y)
    floor = float(np.mean((y - design @ best) ** 2)) / 2
    start = (float(best[0]) - 1.6, float(best[1]) + 1.5)
    return _quadratic(hessian, best, floor, start, 2.2, ("intercept", "slope"))


_SURFACES: dict[str, Callable[[], Surface]] = {
    "valley": _valley,
    "rosenbrock": _rosenbrock,
    "penguins centred": lambda: _regression(centred=True),
    "penguins": lambda: _regression(centred=False),
}


@cache
def surface_named(name: str) -> Surface:
    return _SURFACES[name]()


def walk(surface: Surface, *, lr: float, momentum: float, steps: int) -> Array:
    """The points visited, shape (≤ steps + 1, 2): shorter when the path runs away."""
    point, velocity = np.array(surface.start), np.zeros(2)
    path = [point]
    for _ in range(steps):
        velocity = momentum * velocity + surface.gradient(point)  # as torch.optim.SGD does it
        point = point - lr * velocity
        path.append(point)
        if np.abs(point).max() > _BEYOND:
            break
    return np.array(path)


@cache
def _ground(name: str) -> tuple[Grid, Paths]:
    """The surface in shades that each cover the same area, so that any surface is readable, and twelve contours."""
    from contourpy import contour_generator

    surface = surface_named(name)
    left, right, bottom, top = surface.window
    x, y = np.linspace(left, right, _CELLS), np.linspace(bottom, top, _CELLS)
    loss = surface.loss(np.stack(np.meshgrid(x, y)))
    levels = np.quantile(loss, np.linspace(0, 1, _LEVELS + 1))
    shades = np.interp(loss, levels, np.linspace(0, 1, _LEVELS + 1))
    generator = contour_generator(x, y, loss)
    lines: list[Any] = [line for level in levels[1:-1] for line in generator.lines(float(level))]
    lines = [line.round(4) for line in lines]
    paths = Paths(x=[line[:, 0] for line in lines], y=[line[:, 1] for line in lines])
    return Grid(values=shades.tolist(), x=(left, right), y=(bottom, top), smooth=True), paths


def _path_panel(name: str, path: Array) -> Panel:
    surface = surface_named(name)
    # The first point far outside still shows which way the path left; what follows cannot be seen.
    far = np.flatnonzero(np.abs(path).max(axis=1) > _OUT_OF_SIGHT)
    x, y = (path[: far[0] + 1] if far.size else path).T.tolist()
    left, right, bottom, top = surface.window
    marks = [
        *_ground(name),
        Points(x=[surface.minimum[0]], y=[surface.minimum[1]], marker="star", colour="text", size=15),
        Line(x=x, y=y, colour="accent", width=1.6),
        Points(x=x, y=y, colour="accent", size=4),
        Points(x=x[:1], y=y[:1], colour="accent", marker="ring", size=11),
        Points(x=x[-1:], y=y[-1:], colour="accent", size=11),
        Texts(x=x[:1], y=y[:1], text=["start"], dx=10, dy=11),
    ]
    across, up = Axis(low=left, high=right, label=surface.axes[0]), Axis(low=bottom, high=top, label=surface.axes[1])
    return Panel(marks=marks, x=replace(across, grid=False), y=replace(up, grid=False), title=_TITLE, equal=True)


def _loss_panel(losses: Array, steps: int) -> Panel:
    # The same scale for all values of the controls: what moves is the curve.
    low, high = float(losses[0]) * 1e-5, float(losses[0]) * 30
    inside = np.flatnonzero((losses >= low) & (losses <= high))
    end = int(min(inside[-1] + 1, len(losses) - 1))
    marker: Marker = "triangle" if losses[end] > high else "down" if losses[end] < low else "circle"
    seen = losses[: end + 1]
    marks = [
        Line(x=list(range(end + 1)), y=seen, colour="accent"),
        Points(x=[end], y=[float(np.clip(losses[end], low, high))], colour="accent", marker=marker, size=11),
    ]
    across = Axis(low=0, high=steps * 1.03, label="step")
    up = Axis(low=low, high=high, log=True)
    return Panel(marks=marks, x=across, y=up, title="Loss above the minimum", weight=1.15)


def _limit(surface: Surface, momentum: float) -> str:
    if surface.steepest is None:
        return "The curvature differs from place to place, so no one learning rate suits all of it."
    largest = 2 * (1 + momentum) / surface.steepest
    return f"On this surface the learning rate must stay below {largest:.3g}."


def _outcome(losses: Array, path: Array, minimum: tuple[float, float]) -> str:
    first, last, steps = losses[0], losses[-1], len(losses) - 1
    if not np.isfinite(last) or last > 2 * first:
        return f"it diverges: the loss above the minimum grows from {first:.3g} to {last:.3g} in {steps} steps."
    near = np.flatnonzero(losses < 0.01 * first)
    away = float(np.hypot(*(path[-1] - minimum)))
    end = f"{last:.2g}" if last > _ROUNDING else "zero"
    text = f"in {steps} steps the loss above the minimum goes from {first:.3g} to {end}, ending {away:.2g} away"
    if near.size:
        return f"{text}; 99 % of the way was done after {near[0]} step{'s' if near[0] != 1 else ''}."
    return f"{text}; it has not come 99 % of the way."


def script_data() -> dict[str, Any]:
    """The surfaces, for descent.js: ``hessian`` is null where the surface is Rosenbrock's."""
    found = {}
    for name in _SURFACES:
        surface = surface_named(name)
        found[name] = {
            "hessian": None if surface.hessian is None else surface.hessian.tolist(),
            "floor": float(surface.loss(np.array(surface.minimum))),
            "start": list(surface.start),
            "minimum": list(surface.minimum),
            "window": list(surface.window),
            "axes": list(surface.axes),
            "steepest": surface.steepest,
            "ground": [mark.as_dict() for mark in _ground(name)],
        }
    return {"surfaces": found}


@explorer(
    "descent",
    title="Gradient descent on a surface",
    question="How large may the learning rate be before gradient descent flies off?",
    controls=[
        Choice(
            "surface",
            {
                "valley": "long valley (one direction 20 times steeper)",
                "rosenbrock": "Rosenbrock's banana",
                "penguins centred": "penguins: body mass on flipper length, standardised",
                "penguins": "penguins: the same, flipper counted from the shortest",
            },
            label="surface",
        ),
        Slider("lr", 0.0005, 4.0, log=True, value=0.1, label="learning rate"),
        Slider("momentum", 0.0, 0.95, step=0.05, value=0.0, label="momentum"),
        Slider("steps", 5, 200, step=5, value=40, label="steps"),
    ],
    about="Raise the learning rate until the path swings across the valley, then flies off. Compare the two penguin "
    "surfaces: same data, same model, only the zero of the ruler moved. Then add momentum, in the valley and on the "
    "banana.",
    height=360,
    data=script_data,
)
def descent(*, surface: str, lr: float, momentum: float, steps: int) -> Scene:
    """The path of gradient descent with momentum, in the form of torch.optim.SGD."""
    shape = surface_named(surface)
    path = walk(shape, lr=lr, momentum=momentum, steps=steps)
    floor = shape.loss(np.array(shape.minimum))
    losses = np.maximum(shape.loss(path.T) - floor, _ROUNDING)
    carried = f"momentum {momentum:g}" if momentum else "no momentum"
    outcome = _outcome(losses, path, shape.minimum)
    return Scene(
        panels=[_path_panel(surface, path), _loss_panel(losses, steps)],
        caption=f"Learning rate {lr:.3g}, {carried}: {outcome} {_limit(shape, momentum)}",
    )
