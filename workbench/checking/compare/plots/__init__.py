"""Figures of Matplotlib, Seaborn, Plotly and Altair, compared by what they show, not by how they were made.

``describe`` says what a reader sees as plain data: panels, axes with their scale, ends and order, and the data of each
series. Two descriptions are compared by ``difference``, whose sentence is a reader's: “The y axis starts at 30, 0 was
expected”, “The categories are sorted by name, not by value, largest first”. What the reference leaves to the library (a
title, the ends of an axis) is free, but for what misleads: bars that do not begin at 0, values that are cut off.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from workbench.checking.compare.core import Tolerance, comparer, type_name, wrong_type
from workbench.checking.compare.plots.description import Plot
from workbench.checking.compare.plots.words import difference
from workbench.checking.show import loaded_class
from workbench.checking.types import Difference

__all__ = ["LIBRARIES", "Plot", "describe", "difference", "library_of"]

LIBRARIES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "Matplotlib": (
        "matplotlib_figures",
        (("matplotlib.figure", "FigureBase"), ("matplotlib.axes", "Axes"), ("seaborn.axisgrid", "_BaseGrid")),
    ),
    "Plotly": ("plotly_figures", (("plotly.basedatatypes", "BaseFigure"),)),
    "Altair": ("vega_lite", (("altair", "TopLevelMixin"),)),
}
"""By library the module that describes figures of these classes. None of the libraries is imported for it."""


def library_of(value: Any) -> str | None:
    """The library whose figure a value is (Seaborn draws with Matplotlib); None for what is no figure."""
    for library, (_, classes) in LIBRARIES.items():
        if any(isinstance(value, loaded_class(*each)) for each in classes):
            return library
    return None


def describe(figure: Any) -> Plot:
    """What a figure shows: of Matplotlib (or one of its Axes), Seaborn (a grid), Plotly or Altair. Raises TypeError for
    anything else, and ValueError for a chart whose data lie elsewhere."""
    library = library_of(figure)
    if library is None:
        raise TypeError(f"A figure was expected, {type_name(figure)} came.")
    named = import_module(f"{__name__}.{LIBRARIES[library][0]}")
    ask: Callable[[Any], Plot] = named.describe
    return ask(figure)


def _figures(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Figures of one library by what they show."""
    mine, wanted = library_of(got), library_of(expected)
    if mine is None:
        return wrong_type(got, expected)
    if mine != wanted:
        return Difference(kind="type", text=f"A figure of {mine} came back, one of {wanted} was expected.")
    try:
        shown = describe(got)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return Difference(kind="figure", text=f"What the figure shows could not be read: {error}")
    return difference(shown, describe(expected), limits)


for _, _classes in LIBRARIES.values():
    for _module, _name in _classes:
        comparer(_module, _name)(_figures)
