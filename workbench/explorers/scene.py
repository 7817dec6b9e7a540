"""What an explorer shows, as data: panels with axes and marks, and a caption. It knows nothing of pixels or themes.

One scene is drawn in two places that look alike: on a canvas in the browser (``scene.js``), and by matplotlib for a
saved notebook (``figure.py``). Because it is data it can cross from the kernel, or be made in the browser, and the
reader can take it away as a table.

Coordinates are those of the axes. Colours are names that each theme fills in: ``series0`` … ``series5``, ``accent``,
``text``, ``muted``, ``grid``, ``background``; or ``#rrggbb`` where the colour itself is the data.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, ClassVar, Literal

Dash = Literal["", "dashed", "dotted"]
Marker = Literal["circle", "square", "triangle", "diamond", "down", "plus", "star", "ring"]
MARKERS: tuple[Marker, ...] = ("circle", "square", "triangle", "diamond", "down", "plus")
"""Shapes in the order of the palette, so that colour is never the only difference."""
Hatch = Literal["", "lines", "dots"]
Numbers = Sequence[float] | Any
"""A list of numbers or a one-dimensional NumPy array. Not-a-number leaves a gap."""


def _plain(value: Any) -> Any:
    """As JSON has it: arrays become lists, what is no finite number becomes null."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _told(item: Any) -> dict[str, Any]:
    """The fields of a dataclass that say something else than their default."""
    found = ((each, getattr(item, each.name)) for each in fields(item))
    said = ((each.name, value) for each, value in found if each.default is MISSING or not _same(value, each.default))
    return {name: _plain(value) for name, value in said}


def _same(value: Any, usual: Any) -> bool:
    return type(value) is type(usual) and bool(value == usual)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something drawn on a panel. label: its name in the legend; none without."""

    kind: ClassVar[str] = ""
    label: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, **_told(self)}


@dataclass(frozen=True, kw_only=True)
class Line(Mark):
    """A line through points. under: the height down to which the area below is filled."""

    kind: ClassVar[str] = "line"
    x: Numbers
    y: Numbers
    colour: str = "series0"
    width: float = 1.8
    dash: Dash = ""
    under: float | None = None


@dataclass(frozen=True, kw_only=True)
class Points(Mark):
    """One marker for each point. size: diameter in CSS pixels.

    moves: the two sliders that hold the place of a single point, across and up. It can then be dragged by mouse or
    finger, as far as the sliders reach; by keyboard it is moved by these.
    """

    kind: ClassVar[str] = "points"
    x: Numbers
    y: Numbers
    colour: str = "series0"
    marker: Marker = "circle"
    size: float = 5
    opacity: float = 1.0
    moves: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Bars(Mark):
    """Bars from ``base`` to ``value``, centred on ``at``. sideways: they lie, and ``at`` is on the y axis.

    colour: one, or one for each bar. texts: written at the ends. span: the thickness, in units of the axis.
    """

    kind: ClassVar[str] = "bars"
    at: Numbers
    value: Numbers
    base: float = 0.0
    span: float = 0.6
    sideways: bool = False
    colour: str | Sequence[str] = "series0"
    hatch: Hatch = ""
    opacity: float = 1.0
    texts: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Segments(Mark):
    """Straight lines from (x0, y0) to (x1, y1)."""

    kind: ClassVar[str] = "segments"
    x0: Numbers
    y0: Numbers
    x1: Numbers
    y1: Numbers
    colour: str = "text"
    width: float = 1.8
    dash: Dash = ""


@dataclass(frozen=True, kw_only=True)
class Paths(Mark):
    """Several thin lines of any length, such as contours. x, y: a list of numbers for each."""

    kind: ClassVar[str] = "paths"
    x: Sequence[Numbers]
    y: Sequence[Numbers]
    colour: str = "muted"
    width: float = 0.6
    opacity: float = 0.7


@dataclass(frozen=True, kw_only=True)
class Rule(Mark):
    """A line across the whole panel, at x or at y."""

    kind: ClassVar[str] = "rule"
    x: float | None = None
    y: float | None = None
    colour: str = "muted"
    width: float = 1.2
    dash: Dash = ""


@dataclass(frozen=True, kw_only=True)
class Boxes(Mark):
    """Rectangles. fill: their colour inside, none without. halo: a dark edge around, for boxes on photographs."""

    kind: ClassVar[str] = "boxes"
    x0: Numbers
    y0: Numbers
    x1: Numbers
    y1: Numbers
    colour: str = "series0"
    width: float = 1.8
    dash: Dash = ""
    fill: str = ""
    opacity: float = 1.0
    halo: bool = False


@dataclass(frozen=True, kw_only=True)
class Texts(Mark):
    """Words at places. align: which side of the text is at x. sheet: on a dark sheet, for photographs.
    dx, dy: moved by so many CSS pixels, right and up."""

    kind: ClassVar[str] = "texts"
    x: Numbers
    y: Numbers
    text: Sequence[str]
    colour: str = "text"
    size: float = 12.0
    align: Literal["left", "middle", "right"] = "left"
    mono: bool = False
    sheet: bool = False
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Grid(Mark):
    """A table of shades, as cells. values: rows of numbers in 0 … 1, the first row at the side of ``y[0]``; x, y: where
    the grid begins and ends. smooth: shades pass into each other instead of showing cells."""

    kind: ClassVar[str] = "grid"
    values: Any
    x: tuple[float, float]
    y: tuple[float, float]
    smooth: bool = False

    def as_dict(self) -> dict[str, Any]:
        rows, columns = len(self.values), len(self.values[0])
        shades = bytes(round(255 * min(max(v, 0.0), 1.0)) for row in self.values for v in row)
        place = {"kind": self.kind, "x": _plain(self.x), "y": _plain(self.y), "smooth": self.smooth}
        return place | {"rows": rows, "columns": columns, "shades": _text(shades)}


@dataclass(frozen=True, kw_only=True)
class Photo(Mark):
    """A picture. pixels: shape (height, width, 3), bytes; its first row at the side of ``y[0]``."""

    kind: ClassVar[str] = "photo"
    pixels: Any
    x: tuple[float, float]
    y: tuple[float, float]

    def as_dict(self) -> dict[str, Any]:
        rows, columns = self.pixels.shape[:2]
        place = {"kind": self.kind, "x": _plain(self.x), "y": _plain(self.y)}
        return place | {"rows": rows, "columns": columns, "rgb": _text(self.pixels.tobytes())}


@dataclass(frozen=True, kw_only=True)
class Chips(Mark):
    """Words in boxes one after another, broken into lines as the panel is wide. colours: one for each, repeated."""

    kind: ClassVar[str] = "chips"
    text: Sequence[str]
    colours: Sequence[str] = ("series0", "series1", "series2", "series3")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@dataclass(frozen=True, kw_only=True)
class Axis:
    """low, high: its ends (low > high turns it round). ticks: pairs of place and text; None for round numbers, () for
    none. grid: faint lines across the panel at the ticks."""

    low: float
    high: float
    label: str = ""
    log: bool = False
    ticks: Sequence[tuple[float, str]] | None = None
    grid: bool = True


_NOWHERE = Axis(low=0, high=1)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Axes with marks, drawn in their order. weight: its share of the width. equal: a unit is as long on both axes.
    legend: the corner in which it stands. bare: without axes."""

    marks: Sequence[Mark]
    x: Axis
    y: Axis
    title: str = ""
    weight: float = 1.0
    equal: bool = False
    legend: Literal["top right", "top left", "bottom right", "bottom left"] = "top right"
    bare: bool = False

    def as_dict(self) -> dict[str, Any]:
        inner = {"marks": [mark.as_dict() for mark in self.marks], "x": _told(self.x), "y": _told(self.y)}
        return {**_told(replace(self, marks=(), x=_NOWHERE, y=_NOWHERE)), **inner}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Panels side by side, or one below the other where there is little room. caption: what they show, in words and
    numbers; it is all that a screen reader has."""

    panels: Sequence[Panel]
    caption: str

    def as_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        caption = " ".join(self.caption.split())
        return {"panels": [panel.as_dict() for panel in self.panels], "caption": caption}


def defaults() -> dict[str, dict[str, Any]]:
    """Kind of thing → what its fields are when a scene does not say so; the front end fills them in."""
    kinds = {each.kind: each for each in Mark.__subclasses__()} | {"axis": Axis, "panel": Panel}
    return {
        kind: {each.name: _plain(each.default) for each in fields(found) if each.default is not MISSING}
        for kind, found in kinds.items()
    }
