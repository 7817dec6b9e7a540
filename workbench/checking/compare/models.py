"""Estimators, modules and figures, compared by what they are and hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.checking.compare.core import Tolerance, compare, comparer, wrong_type
from workbench.checking.show import show_value
from workbench.checking.types import Difference


@comparer("sklearn.base", "BaseEstimator")
def estimators(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """scikit-learn estimators: class, parameters, then every fitted array (names that end in ``_``).

    A pipeline's parts are compared in the same way. A model exercise that leaves the class free needs a probe.
    """
    if type(got) is not type(expected):
        return wrong_type(got, expected)
    found = parameters(got.get_params(deep=False), expected.get_params(deep=False), limits)
    return found or fitted(vars(got), vars(expected), limits, type(got).__name__)


def parameters(got: Mapping[str, Any], expected: Mapping[str, Any], limits: Tolerance) -> Difference | None:
    """The parameters of an estimator, by name."""
    for name, value in expected.items():
        difference = compare(got.get(name), value, limits)
        if difference:
            return Difference(kind="parameter", text=f"Parameter {name!r}: {difference.text}")
    return None


def fitted(got: Mapping[str, Any], expected: Mapping[str, Any], limits: Tolerance, kind: str) -> Difference | None:
    """What an estimator of this kind has learned: its arrays whose names end in ``_``."""
    for name, value in expected.items():
        if not name.endswith("_") or name.startswith("_") or not hasattr(value, "shape"):
            continue
        if name not in got:
            return Difference(kind="not_fitted", text=f"The {kind} is not fitted: call fit first.")
        difference = compare(got[name], value, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"Fitted attribute {name!r}: {difference.text}")
    return None


@comparer("torch.nn", "Module")
def modules(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """nn.Module: names and shapes of the parameters and buffers, then their values."""
    import torch

    if not isinstance(got, torch.nn.Module):
        return wrong_type(got, expected)
    a, b = got.state_dict(), expected.state_dict()
    count_a, count_b = sum(v.numel() for v in a.values()), sum(v.numel() for v in b.values())
    if set(a) != set(b):
        text = f"The parameters are {show_value(sorted(a))} ({count_a} numbers), "
        return Difference(kind="parameters", text=text + f"expected {show_value(sorted(b))} ({count_b}).")
    for name, value in b.items():
        difference = compare(a[name], value, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"Parameter {name!r}: {difference.text}")
    return None


def describe_axes(axes: Any) -> dict[str, Any]:
    """What a reader sees on one Axes, as plain data: labels, scales, legend, and the data of each kind of mark."""
    import numpy as np
    from matplotlib.collections import PathCollection
    from matplotlib.patches import Rectangle

    bars = [p for c in axes.containers for p in getattr(c, "patches", ()) if isinstance(p, Rectangle)]
    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "x label": axes.get_xlabel(),
        "y label": axes.get_ylabel(),
        "x scale": axes.get_xscale(),
        "y scale": axes.get_yscale(),
        "lines": [np.column_stack(line.get_data(orig=False)).astype(float) for line in axes.get_lines()],
        "points": [np.asarray(c.get_offsets(), dtype=float) for c in axes.collections if isinstance(c, PathCollection)],
        "bars": [np.array([p.get_x() + p.get_width() / 2, p.get_height()], dtype=float) for p in bars],
        "images": [np.asarray(image.get_array(), dtype=float) for image in axes.get_images()],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }


def describe_figure(figure: Any) -> list[dict[str, Any]]:
    """``describe_axes`` of each Axes that is not a colour bar."""
    return [describe_axes(axes) for axes in figure.axes if axes.get_label() != "<colorbar>"]


@comparer("matplotlib.figure", "Figure")
def figures(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """matplotlib figures by what is drawn: number of axes, labels, data of lines, points, bars and images."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(got, Axes):
        got = got.figure
    if not isinstance(got, Figure):
        return wrong_type(got, expected)
    return drawings(describe_figure(got), describe_figure(expected), limits)


def drawings(
    got: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]], limits: Tolerance
) -> Difference | None:
    """What ``describe_figure`` says of two figures."""
    if len(got) != len(expected):
        return Difference(kind="axes", text=f"The figure has {len(got)} axes, {len(expected)} were expected.")
    for position, (mine, wanted) in enumerate(zip(got, expected, strict=True)):
        for key, value in wanted.items():
            difference = compare(mine[key], value, limits)
            if difference:
                where = f"Axes {position}, {key}: " if len(expected) > 1 else f"{key.capitalize()}: "
                return Difference(kind=f"figure_{key.replace(' ', '_')}", text=where + difference.text)
    return None
