"""Split, apply, combine: what a groupby does to a table, step by step, on the penguins."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers._controls import Choice, Toggle
from workbench.explorers._declare import explorer
from workbench.explorers.style import MARKERS, Colours, colours, panels

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS = {
    "body_mass_g": "body mass (g)",
    "flipper_length_mm": "flipper length (mm)",
    "bill_length_mm": "bill length (mm)",
    "bill_depth_mm": "bill depth (mm)",
}
_KEYS = {"species": "species", "island": "island", "sex": "sex", "year": "year"}
_COUNTS = ("count", "size")
_AGGREGATES = {
    "mean": "mean",
    "median": "median",
    "max": "max",
    "std": "std (spread)",
    "count": "count (values there)",
    "size": "size (rows)",
}
_SCATTER = 0.28


@cache
def _penguins() -> pd.DataFrame:
    from workbench.datasets import load_dataset

    table: pd.DataFrame = load_dataset("penguins")
    return table


def _names(keys: list[Any]) -> list[str]:
    """Group labels as text; the group of rows without a key is called so."""
    return ["(missing)" if key != key else str(key) for key in keys]


def _split(table: pd.DataFrame, key: str, column: str, keep_missing: bool) -> dict[str, Any]:
    """Name of each group → its values in ``column``, missing ones included, in the order groupby gives."""
    groups = list(table.groupby(key, dropna=not keep_missing)[column])
    return dict(zip(_names([k for k, _ in groups]), [values for _, values in groups], strict=True))


def _dots(axes: Axes, row: int, values: Any, colour: str, marker: str) -> None:
    present = values.dropna().to_numpy()
    # The same scatter each time: it only keeps equal values apart, and must not flicker while a control moves.
    shift = np.random.default_rng(row).uniform(-_SCATTER, _SCATTER, present.size)
    axes.plot(present, row + shift, marker, color=colour, alpha=0.6, markersize=4, markeredgewidth=0)


def _draw_split(axes: Axes, groups: dict[str, Any], column: str, results: list[float], how: str) -> None:
    palette = colours(axes.figure)  # type: ignore[arg-type]
    for row, (values, result) in enumerate(zip(groups.values(), results, strict=True)):
        _dots(axes, row, values, palette.series[row], MARKERS[row])
        if how not in _COUNTS and how != "std":
            axes.plot([result] * 2, [row - 0.42, row + 0.42], color=palette.text, linewidth=2.6)
        elif how == "std":
            middle = values.mean()
            axes.plot([middle - result, middle + result], [row] * 2, color=palette.text, linewidth=2.6)
    axes.set(xlabel=_COLUMNS[column], title="Split, then apply")
    _rows(axes, list(groups))


def _rows(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)


def _written(value: float, how: str) -> str:
    if how in _COUNTS:
        return f"{value:.0f}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}"


def _draw_combined(axes: Axes, names: list[str], results: list[float], how: str, column: str, palette: Colours) -> None:
    what = f"{how} of rows" if how == "size" else f"{how} of {_COLUMNS[column]}"
    bars = axes.barh(range(len(names)), results, height=0.6, color=palette.series[: len(names)])
    axes.bar_label(bars, [_written(value, how) for value in results], padding=4, color=palette.text)
    axes.set(xlim=(0, max(results) * 1.22), xlabel=what, title="Combine")
    _rows(axes, names)


def _code(key: str, column: str, how: str, keep_missing: bool) -> str:
    missing = ", dropna=False" if keep_missing else ""
    return f'penguins.groupby("{key}"{missing})["{column}"].{how}()'


@explorer(
    "groupby",
    title="Split, apply, combine",
    controls=[
        Choice("key", _KEYS, value="species", label="split by"),
        Choice("column", _COLUMNS, value="body_mass_g", label="column"),
        Choice("how", _AGGREGATES, value="mean", label="apply"),
        Toggle("keep_missing", value=False, label="keep rows whose key is missing"),
    ],
    about="Each row of penguins is a dot. Choose what splits the table and what is applied to each part; "
    "split by sex and compare count with size to see where missing values go.",
    height=340,
)
def groupby(figure: Figure, *, key: str, column: str, how: str, keep_missing: bool) -> str:
    """The groups as dots on the left, the combined result as bars on the right."""
    table = _penguins()
    groups = _split(table, key, column, keep_missing)
    combined = table.groupby(key, dropna=not keep_missing)[column].agg(how)
    results = [float(value) for value in combined]
    left, right = panels(figure, 2, widths=[1.35, 1])
    _draw_split(left, groups, column, results, how)
    _draw_combined(right, list(groups), results, how, column, colours(figure))
    listed = ", ".join(f"{name} {_written(result, how)}" for name, result in zip(groups, results, strict=True))
    return f"{_code(key, column, how, keep_missing)} gives {listed}. {_left_out(table, key, column, groups)}"


def _left_out(table: pd.DataFrame, key: str, column: str, groups: dict[str, Any]) -> str:
    """Which rows are in no group, and which are in one without a value."""
    lost = len(table) - sum(len(values) for values in groups.values())
    empty = sum(int(values.isna().sum()) for values in groups.values())
    rows = (
        f"{lost} of {len(table)} rows have no {key} and are left out"
        if lost
        else f"All {len(table)} rows are in a group"
    )
    return f"{rows}; {empty} of those in a group have no {column}." if empty else f"{rows}."
