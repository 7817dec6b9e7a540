"""A matrix as a map of the plane: where grid and unit circle go, which directions it keeps, which it stretches most."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from workbench.explorers import Axis, Bars, Choice, Line, Panel, Paths, Points, Scene, Segments, Slider, Texts, explorer

_REACH = 4.2
_LINES = range(-6, 7)
_TURN = 72  # chords of the unit circle
_ZERO = 1e-9  # what is smaller is rounding: the sliders move in tenths

Pair = tuple[float, float]


def _snap(value: float) -> float:
    return 0.0 if abs(value) < _ZERO else value


def singular(ax: float, ay: float, bx: float, by: float) -> tuple[float, float, float]:
    """Both singular values of the matrix with columns (ax, ay) and (bx, by), and the angle of the longer semi-axis."""
    e, f = _snap((ax + by) / 2), _snap((ax - by) / 2)
    g, h = _snap((ay + bx) / 2), _snap((ay - bx) / 2)
    turning, stretching = math.hypot(e, h), math.hypot(f, g)
    angle = (math.atan2(h, e) + math.atan2(g, f)) / 2
    return turning + stretching, _snap(abs(turning - stretching)), angle


def eigen(ax: float, ay: float, bx: float, by: float) -> list[tuple[float, Pair | None]]:
    """Real eigenvalues, the larger first, each with a unit eigenvector; None where every direction is one."""
    half, off = (ax + by) / 2, (ax - by) / 2
    inside = _snap(off * off + ay * bx)
    if inside < 0:
        return []
    if _snap(off) == 0 and _snap(ay) == 0 and _snap(bx) == 0:
        return [(half, None)]
    root = math.sqrt(inside)
    found: list[tuple[float, Pair | None]] = []
    for value in [half + root, half - root] if root > 0 else [half]:
        # Both are orthogonal to a row of M − λI; the longer one is safe from rounding.
        one, other = (bx, value - ax), (value - by, ay)
        x, y = one if math.hypot(*one) >= math.hypot(*other) else other
        length = math.hypot(x, y)
        found.append((_snap(value), (x / length, y / length)))
    return found


def _moved_grid(ax: float, ay: float, bx: float, by: float) -> Paths:
    far = _LINES[-1]
    ends = [((k, -far), (k, far)) for k in _LINES] + [((-far, k), (far, k)) for k in _LINES]
    return Paths(
        x=[[ax * u + bx * v for u, v in line] for line in ends],
        y=[[ay * u + by * v for u, v in line] for line in ends],
    )


def _special(show: str, ax: float, ay: float, bx: float, by: float) -> Segments:
    """The directions asked for: eigenvectors as whole lines through zero, or the semi-axes of the ellipse."""
    if show == "eigen":
        ways = [way for _, way in eigen(ax, ay, bx, by) if way is not None]
        return Segments(
            x0=[-6 * x for x, _ in ways],
            y0=[-6 * y for _, y in ways],
            x1=[6 * x for x, _ in ways],
            y1=[6 * y for _, y in ways],
            colour="series2",
            dash="dashed",
        )
    longest, shortest, angle = singular(ax, ay, bx, by)
    c, s = math.cos(angle), math.sin(angle)
    return Segments(
        x0=[0.0, 0.0],
        y0=[0.0, 0.0],
        x1=[longest * c, -shortest * s],
        y1=[longest * s, shortest * c],
        colour="series2",
        dash="dashed",
    )


def _plane(ax: float, ay: float, bx: float, by: float, show: str) -> Panel:
    turns = [2 * math.pi * k / _TURN for k in range(_TURN + 1)]
    marks = [
        _moved_grid(ax, ay, bx, by),
        Line(
            x=[ax * math.cos(t) + bx * math.sin(t) for t in turns],
            y=[ay * math.cos(t) + by * math.sin(t) for t in turns],
            colour="text",
        ),
        _special(show, ax, ay, bx, by),
        Segments(x0=[0.0], y0=[0.0], x1=[ax], y1=[ay], colour="series0", width=3),
        Segments(x0=[0.0], y0=[0.0], x1=[bx], y1=[by], colour="series1", width=3),
        Points(x=[ax], y=[ay], colour="series0", size=10, moves=("ax", "ay")),
        Points(x=[bx], y=[by], colour="series1", marker="square", size=10, moves=("bx", "by")),
        Texts(x=[ax, bx], y=[ay, by], text=["first", "second"], dx=8, dy=-9),
    ]
    axis = Axis(low=-_REACH, high=_REACH, grid=False)
    return Panel(marks=marks, x=axis, y=replace(axis), title="The plane, moved", equal=True)


def _lengths(ax: float, ay: float, bx: float, by: float) -> Panel:
    longest, shortest, _ = singular(ax, ay, bx, by)
    size = _snap(abs(ax * by - ay * bx))
    values = [longest, shortest, size]
    bars = Bars(
        at=[0, 1, 2],
        value=values,
        colour=["series2", "series2", "muted"],
        texts=[f"{value:.2f}" for value in values],
    )
    names: list[tuple[float, str]] = [(0, "longest"), (1, "shortest"), (2, "|det|")]
    return Panel(
        marks=[bars],
        x=Axis(low=-0.6, high=2.6, ticks=names, grid=False),
        y=Axis(low=0, high=8.8),
        title="Semi-axes and area factor",
        weight=0.7,
    )


def _eigenvectors(ax: float, ay: float, bx: float, by: float) -> str:
    found = eigen(ax, ay, bx, by)
    if not found:
        return "No real eigenvector: every direction is turned."
    if found[0][1] is None:
        return f"Every direction is an eigenvector, with eigenvalue {found[0][0]:.2f}."
    values = " and ".join(f"{value:.2f}" for value, _ in found)
    if len(found) == 1:
        return f"Eigenvectors lie in one direction, with eigenvalue {values}."
    return f"Eigenvectors lie in two directions, with eigenvalues {values}."


def _stretch(ax: float, ay: float, bx: float, by: float) -> str:
    longest, shortest, _ = singular(ax, ay, bx, by)
    text = f"The circle has semi-axes {longest:.2f} and {shortest:.2f}"
    if shortest == 0:
        return f"{text}: it is flat, and nothing brings it back."
    return f"{text}, in the ratio {longest / shortest:.2f}."


def script_data() -> dict[str, Any]:
    """What plane_map.js needs beside the controls."""
    return {"reach": _REACH, "lines": list(_LINES), "turn": _TURN, "zero": _ZERO}


@explorer(
    "plane_map",
    title="A matrix as a map of the plane",
    question="What does a matrix do to a circle, and which directions does it leave alone?",
    controls=[
        Slider("ax", -2.0, 2.0, step=0.1, value=1.2, label="first basis vector, across"),
        Slider("ay", -2.0, 2.0, step=0.1, value=0.4, label="first basis vector, up"),
        Slider("bx", -2.0, 2.0, step=0.1, value=0.6, label="second basis vector, across"),
        Slider("by", -2.0, 2.0, step=0.1, value=1.0, label="second basis vector, up"),
        Choice(
            "show",
            {
                "eigen": "eigenvectors: directions that are kept",
                "singular": "singular vectors: longest and shortest semi-axis",
            },
            label="dashed lines",
        ),
    ],
    about="The columns of the matrix are where the two basis vectors go; everything else follows. Drag their tips, or "
    "move the sliders: bring the second close to the first and watch the ellipse; then turn both until no direction "
    "is kept.",
    height=380,
    data=script_data,
)
def plane_map(*, ax: float, ay: float, bx: float, by: float, show: str) -> Scene:
    """The images of grid, unit circle and basis vectors under the matrix with columns (ax, ay) and (bx, by)."""
    det = _snap(ax * by - ay * bx)
    shown = "eigenvectors" if show == "eigen" else "singular vectors"
    caption = (
        f"The matrix [{ax:.1f} {bx:.1f}; {ay:.1f} {by:.1f}] has determinant {det:.2f}. {_eigenvectors(ax, ay, bx, by)} "
        f"{_stretch(ax, ay, bx, by)} Dashed: {shown}."
    )
    return Scene(panels=[_plane(ax, ay, bx, by, show), _lengths(ax, ay, bx, by)], caption=caption)
