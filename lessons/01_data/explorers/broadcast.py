"""Broadcasting: two shapes, which axes are stretched, and what comes out, with values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from workbench.explorers import Axis, Boxes, Choice, Mark, Panel, Scene, Texts, explorer

Array = Any
_SHAPES: dict[str, tuple[int, ...]] = {
    "()": (),
    "(3,)": (3,),
    "(4,)": (4,),
    "(1, 4)": (1, 4),
    "(3, 1)": (3, 1),
    "(3, 4)": (3, 4),
    "(2, 1, 1)": (2, 1, 1),
    "(2, 1, 4)": (2, 1, 4),
    "(2, 3, 1)": (2, 3, 1),
    "(2, 3, 4)": (2, 3, 4),
}
_OPERATIONS: dict[str, Callable[[Array, Array], Array]] = {"−": np.subtract, "+": np.add, "×": np.multiply}
_COLUMNS, _LAYERS, _ROWS, _GAP = 4, 2, 3, 1
"""The frame holds two layers of three rows and four columns, a gap between them."""


def written(shape: tuple[int, ...]) -> str:
    """As Python writes a tuple."""
    return str(tuple(shape))


def meeting(a: tuple[int, ...], b: tuple[int, ...]) -> list[tuple[int | None, int | None]]:
    """The two lengths at each axis, the last axis first; None where an array has no such axis."""
    depth = max(len(a), len(b))
    return [(a[-k] if k <= len(a) else None, b[-k] if k <= len(b) else None) for k in range(1, depth + 1)]


def fits(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other or 1 in (one, other)


def joined(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...] | None:
    """The shape of the result; None where there is none."""
    pairs = meeting(a, b)
    if not all(fits(one, other) for one, other in pairs):
        return None
    return tuple(max(one or 1, other or 1) for one, other in reversed(pairs))


def _values(shape: tuple[int, ...], step: int) -> Array:
    """step, 2 · step, 3 · step, …, row by row."""
    return (np.arange(int(np.prod(shape, dtype=int))) + 1).reshape(shape) * step


def _cells(values: Array, own: tuple[int, ...], colour: str) -> list[Mark]:
    """A box for each number; those that the array has itself are filled, its stretched ones are dashed."""
    block = values.reshape((1,) * (3 - values.ndim) + values.shape)
    filled = (1,) * (3 - len(own)) + own
    places = [(layer, row, column) for layer, row, column in np.ndindex(block.shape)]
    mine = [all(at < length for at, length in zip(place, filled, strict=True)) for place in places]
    marks: list[Mark] = []
    for kept in (True, False):
        there = [place for place, is_mine in zip(places, mine, strict=True) if is_mine == kept]
        if not there:
            continue
        x = [column for _, _, column in there]
        y = [layer * (_ROWS + _GAP) + row for layer, row, _ in there]
        marks.append(
            Boxes(
                x0=[at + 0.05 for at in x],
                y0=[at + 0.05 for at in y],
                x1=[at + 0.95 for at in x],
                y1=[at + 0.95 for at in y],
                colour=colour if kept else "muted",
                width=2.2 if kept else 1.0,
                dash="" if kept else "dashed",
            )
        )
        marks.append(
            Texts(
                x=[at + 0.5 for at in x],
                y=[at + 0.5 for at in y],
                text=[str(int(block[place])) for place in there],
                colour="text" if kept else "muted",
                align="middle",
            )
        )
    return marks


def _panel(marks: list[Mark], title: str) -> Panel:
    height = _LAYERS * _ROWS + _GAP
    return Panel(
        marks=marks,
        x=Axis(low=-0.1, high=_COLUMNS + 0.1, ticks=(), grid=False),
        y=Axis(low=height + 0.1, high=-0.1, ticks=(), grid=False),
        title=title,
        equal=True,
        bare=True,
    )


def _told(place: int, one: int | None, other: int | None) -> str:
    """What happens at the axis that is number −place."""
    said = " against ".join("none" if length is None else str(length) for length in (one, other))
    if not fits(one, other):
        return f"axis −{place}: {said}, which do not fit"
    stretched = [
        name
        for name, mine, theirs in (("A", one, other), ("B", other, one))
        if mine is None or (mine == 1 and theirs is not None and theirs > 1)
    ]
    return f"axis −{place}: {said}, {' and '.join(stretched)} is stretched" if stretched else f"axis −{place}: {said}"


def _row(values: Array) -> str:
    return ", ".join(str(int(value)) for value in values)


def _outcome(result: Array, operation: str) -> str:
    if result.ndim == 0:
        return f"A {operation} B is the single number {int(result)}."
    rows = result.reshape(-1, result.shape[-1])
    told = f"A {operation} B has shape {written(result.shape)}, {result.size} numbers"
    if len(rows) == 1:
        return f"{told}: {_row(rows[0])}."
    return f"{told}; its first row is {_row(rows[0])}, its last {_row(rows[-1])}."


@explorer(
    "broadcast",
    title="Broadcasting",
    question="When may two arrays of different shapes be added, and what comes out?",
    controls=[
        Choice("a", list(_SHAPES), value="(3, 4)", label="shape of A"),
        Choice("b", list(_SHAPES), value="(4,)", label="shape of B"),
        Choice("operation", list(_OPERATIONS), value="−", label="operation"),
    ],
    about="Solid boxes are numbers that an array has; dashed ones show where it is stretched, without a copy. Two "
    "layers stand one below the other. Look for two shapes that fail, and for two small ones that give a large result.",
    height=380,
    data=dict,
)
def broadcast(*, a: str, b: str, operation: str) -> Scene:
    """A and B as they are stretched, and the result."""
    one, other = _SHAPES[a], _SHAPES[b]
    left, right, shape = _values(one, 10), _values(other, 1), joined(one, other)
    axes = "; ".join(_told(k, *pair) for k, pair in enumerate(meeting(one, other), start=1))
    steps = f"Counted from the last, {axes}." if axes else "Neither has an axis."
    caption = f"A has shape {a}, B {b}. {steps}"
    titles = [f"A {a}", f"B {b}"]
    if shape is None:
        nothing = Texts(x=[_COLUMNS / 2], y=[1.5], text=["no result"], align="middle", colour="text", size=14)
        panels = [
            _panel(_cells(left, one, "series0"), titles[0]),
            _panel(_cells(right, other, "series1"), titles[1]),
            _panel([nothing], f"A {operation} B"),
        ]
        return Scene(panels=panels, caption=f"{caption} A {operation} B fails: ValueError.")
    result = _OPERATIONS[operation](left, right)
    panels = [
        _panel(_cells(np.broadcast_to(left, shape), one, "series0"), titles[0]),
        _panel(_cells(np.broadcast_to(right, shape), other, "series1"), titles[1]),
        _panel(_cells(np.asarray(result), shape, "series2"), f"A {operation} B {written(shape)}"),
    ]
    return Scene(panels=panels, caption=f"{caption} {_outcome(np.asarray(result), operation)}")
