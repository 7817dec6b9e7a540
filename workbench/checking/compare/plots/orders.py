"""How categories are ordered, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.checking.compare.plots.description import Mark, is_named


def bars_by_category(marks: Sequence[Mark], side: str) -> dict[str, float]:
    """The whole of what is drawn at each category of an axis."""
    other = "y" if side == "x" else "x"
    found: dict[str, float] = {}
    for each in marks:
        names, values = each[side], each[other]  # type: ignore[literal-required]
        if not is_named(names) or is_named(values):
            continue
        for name, value in zip(names, np.ravel(values), strict=False):
            found[name] = found.get(name, 0.0) + float(value)
    return found


def in_words(order: Sequence[str], values: Mapping[str, float]) -> str:
    """``by name``, ``by value, largest first`` or empty: what the order of some categories follows."""
    ways = []
    if all(name in values for name in order):
        heights = [values[name] for name in order]
        if len(set(heights)) == len(heights):
            ways += [("by value, largest first", heights == sorted(heights, reverse=True))]
            ways += [("by value, smallest first", heights == sorted(heights))]
    ways += [
        ("by name", list(order) == sorted(order)),
        ("by name, backwards", list(order) == sorted(order, reverse=True)),
    ]
    return next((words for words, is_so in ways if is_so), "")
