"""What a reader sees of a figure, as plain data, whichever library has drawn it.

Nothing in it is None, so that it can be judged like any other evidence. Positions are what stands on the paper:
categories from left to right and from the top down, dates as days since 1970, the rows of an image from the top. What a
library chooses by itself is left out, because it says nothing of whoever made the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray


class Axis(TypedDict):
    """scale: ``linear``, ``log``, ``category``, ``date`` or what else the library calls it; range: its ``start``
    and ``end``, left to right and from the bottom up, without one that the library chooses; order: the categories."""

    label: str
    scale: str
    range: dict[str, float]
    order: list[str]


class Mark(TypedDict):
    """One series of one kind: ``line``, ``points``, ``bars``, ``area``, ``image``, ``text``, ``rule`` or another.

    x, y: floats of shape (n,), or a list of categories; for an image y is the matrix, and x is empty; for a rule the
    one that it does not have is empty. lies: whether bars run from left to right. more: what else is seen, by name.
    """

    kind: str
    name: str
    x: Any
    y: Any
    lies: bool
    more: dict[str, Any]


class Panel(TypedDict):
    """One pair of axes. arrangement: how several series of bars stand: ``stacked``, ``grouped``, ``overlaid``, or empty
    for one series."""

    title: str
    x: Axis
    y: Axis
    marks: list[Mark]
    legend: list[str]
    arrangement: str


class Plot(TypedDict):
    """title: of the whole figure; a figure with one panel has its title there."""

    title: str
    panels: list[Panel]


def axis(
    label: str = "",
    scale: str = "linear",
    ends: Sequence[float | None] = (None, None),
    order: Iterable[object] = (),
) -> Axis:
    return Axis(
        label=label,
        scale=scale,
        range={name: float(end) for name, end in zip(("start", "end"), ends, strict=True) if end is not None},
        order=[str(each) for each in order],
    )


def mark(kind: str, x: Any, y: Any, name: str = "", *, lies: bool = False, **more: Any) -> Mark:
    seen = {key: value for key, value in more.items() if value is not None}
    x, y = (np.zeros(0) if values is None else values for values in (x, y))
    return Mark(kind=kind, name=name, x=x, y=y, lies=lies, more=seen)


def positions(values: Any) -> Any:
    """Values along an axis: floats, dates as days since 1970, or texts. Of one-dimensional values only."""
    array = np.asarray(values)
    if array.dtype.kind in "biuf":
        return array.astype(float)
    if array.dtype.kind == "M":
        return days(array)
    listed = array.tolist()
    if all(hasattr(each, "timestamp") or hasattr(each, "toordinal") for each in listed) and listed:
        return days(np.array(listed, dtype="datetime64[ns]"))
    if all(each is None or isinstance(each, (int, float)) for each in listed):
        return np.array([np.nan if each is None else float(each) for each in listed])
    return [str(each) for each in listed]


def days(dates: Any) -> NDArray[np.float64]:
    """Days since 1970. dates: anything that NumPy reads as times."""
    times: NDArray[np.float64] = np.asarray(dates, dtype="datetime64[us]").astype("int64") / 86_400e6
    return times


def is_named(values: Any) -> bool:
    """Whether values along an axis are categories."""
    return isinstance(values, list)


def relative(sizes: Any) -> Any:
    """Sizes of marks as parts of the largest, None where all are equal: each library has its own unit."""
    values = np.asarray(sizes, dtype=float).ravel()
    if values.size < 2 or np.all(values == values[0]):
        return None
    return values / values.max()
