"""Gradient descent on a surface of two parameters: the path it takes, and the loss along the path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.explorers._controls import Choice, Slider
from workbench.explorers._declare import explorer
from workbench.explorers.style import colours, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = NDArray[np.float64]
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
    steepest: float | None
    """The largest eigenvalue of the Hessian where it is the same everywhere, else None."""


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
        steepest=float(np.linalg.eigvalsh(hessian)[-1]),
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
        steepest=None,
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


@cache
def _grid(name: str) -> tuple[Array, Array, Array, Array]:
    """x, y, loss on a grid, and levels that each enclose the same area more (so any surface is readable)."""
    surface = surface_named(name)
    left, right, bottom, top = surface.window
    x, y = np.linspace(left, right, 81), np.linspace(bottom, top, 81)
    loss = surface.loss(np.stack(np.meshgrid(x, y)))
    return x, y, loss, np.quantile(loss, np.linspace(0, 1, 13))


def walk(surface: Surface, *, lr: float, momentum: float, steps: int) -> Array:
    """The points visited, shape (≤ steps + 1, 2): shorter when the path runs away."""
    point, velocity = np.array(surface.start), np.zeros(2)
    path = [point]
    for _ in range(steps):
        velocity = momentum * velocity - lr * surface.gradient(point)
        point = point + velocity
        path.append(point)
        if np.abs(point).max() > _BEYOND:
            break
    return np.array(path)


def _draw_surface(axes: Axes, name: str, path: Array) -> None:
    surface, palette = surface_named(name), colours(axes.figure)  # type: ignore[arg-type]
    x, y, loss, levels = _grid(name)
    shades = [palette.surface(i / (len(levels) - 2)) for i in range(len(levels) - 1)]
    axes.contourf(x, y, loss, levels=levels, colors=shades)
    axes.contour(x, y, loss, levels=levels[1:-1], colors=palette.muted, linewidths=0.4)
    # The first point far outside still shows which way the path left; what follows cannot be seen.
    far = np.flatnonzero(np.abs(path).max(axis=1) > _OUT_OF_SIGHT)
    seen = path[: far[0] + 1] if far.size else path
    axes.plot(*seen.T, color=palette.accent, linewidth=1.4, marker="o", markersize=3, zorder=3)
    axes.plot(*seen[0], "o", color=palette.background, markeredgecolor=palette.accent, markersize=9, zorder=4)
    axes.plot(*seen[-1], "o", color=palette.accent, markersize=9, zorder=5)
    axes.plot(*surface.minimum, "*", color=palette.text, markersize=13, zorder=4)
    axes.annotate("start", seen[0], xytext=(9, 7), textcoords="offset points", color=palette.text)
    left, right, bottom, top = surface.window
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", title="Path (★ minimum)")
    axes.set(xlabel=surface.axes[0], ylabel=surface.axes[1])
    axes.grid(False)


def _draw_loss(axes: Axes, losses: Array, steps: int) -> None:
    from matplotlib.ticker import NullLocator

    palette = colours(axes.figure)  # type: ignore[arg-type]
    # The same scale for all values of the controls: what moves is the curve.
    low, high = losses[0] * 1e-5, losses[0] * 30
    axes.plot(losses, color=palette.accent)
    inside = np.flatnonzero((losses >= low) & (losses <= high))
    end = min(inside[-1] + 1, len(losses) - 1)
    marker = "^" if losses[end] > high else "v" if losses[end] < low else "o"
    axes.plot(end, np.clip(losses[end], low, high), marker, color=palette.accent, markersize=9, clip_on=False)
    axes.set(yscale="log", xlim=(0, steps * 1.03), ylim=(low, high))
    axes.set(xlabel="step", title="Loss above the minimum")
    axes.yaxis.set_minor_locator(NullLocator())  # fifty ticks that nobody reads cost half a frame


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


@explorer(
    "descent",
    title="Gradient descent on a surface",
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
        Slider("lr", 0.0005, 2.4, log=True, value=0.1, label="learning rate"),
        Slider("momentum", 0.0, 0.95, step=0.05, value=0.0, label="momentum"),
        Slider("steps", 5, 200, step=5, value=40, label="steps"),
    ],
    about="Raise the learning rate until the path swings across the valley, then flies off. "
    "Then compare the two penguin surfaces: same data, same model, only the zero of the ruler moved.",
    height=360,
)
def descent(figure: Figure, *, surface: str, lr: float, momentum: float, steps: int) -> str:
    """The path of gradient descent with (heavy-ball) momentum."""
    shape = surface_named(surface)
    path = walk(shape, lr=lr, momentum=momentum, steps=steps)
    floor = shape.loss(np.array(shape.minimum))
    losses = np.maximum(shape.loss(path.T) - floor, _ROUNDING)
    left, right = panels(figure, 2, widths=[1, 1.15])
    _draw_surface(left, surface, path)
    _draw_loss(right, losses, steps)
    carried = f"momentum {momentum:g}" if momentum else "no momentum"
    return f"Learning rate {lr:.3g}, {carried}: {_outcome(losses, path, shape.minimum)} {_limit(shape, momentum)}"
