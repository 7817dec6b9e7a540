"""Split, apply, combine: what a groupby does to a table, step by step, on the penguins."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers import MARKERS, Axis, Bars, Choice, Mark, Panel, Points, Scene, Segments, Toggle, explorer

if TYPE_CHECKING:
    import pandas as pd

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


def _dots(row: int, values: Any) -> Points:
    present = values.dropna().to_numpy()
    # The same scatter each time: it only keeps equal values apart, and must not flicker while a control moves.
    shift = np.random.default_rng(row).uniform(-_SCATTER, _SCATTER, present.size)
    return Points(x=present, y=row + shift, colour=f"series{row}", marker=MARKERS[row], opacity=0.6, size=5.5)


def _result(row: int, values: Any, result: float, how: str) -> list[Mark]:
    """Where the result lies among the values, if it is a place on their axis."""
    if how in _COUNTS or result != result:
        return []
    if how == "std":
        middle = float(values.mean())
        return [Segments(x0=[middle - result], y0=[row], x1=[middle + result], y1=[row], width=2.6)]
    return [Segments(x0=[result], y0=[row - 0.42], x1=[result], y1=[row + 0.42], width=2.6)]


def _split_panel(groups: dict[str, Any], column: str, results: list[float], how: str) -> Panel:
    marks: list[Mark] = []
    for row, (values, result) in enumerate(zip(groups.values(), results, strict=True)):
        marks += [_dots(row, values), *_result(row, values, result, how)]
    every = _penguins()[column]
    room = 0.04 * (every.max() - every.min())
    across = Axis(low=float(every.min() - room), high=float(every.max() + room), label=_COLUMNS[column])
    return Panel(marks=marks, x=across, y=_rows(list(groups)), title="Split, then apply", weight=1.35)


def _rows(names: list[str]) -> Axis:
    return Axis(low=len(names) - 0.4, high=-0.6, ticks=[(k, name) for k, name in enumerate(names)], grid=False)


def _written(value: float, how: str) -> str:
    if how in _COUNTS:
        return f"{value:.0f}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}"


def _combined_panel(names: list[str], results: list[float], how: str, column: str) -> Panel:
    what = f"{how} of rows" if how == "size" else f"{how} of {_COLUMNS[column]}"
    bars = Bars(
        at=list(range(len(names))),
        value=results,
        texts=[_written(value, how) for value in results],
        sideways=True,
        colour=[f"series{k}" for k in range(len(names))],
    )
    across = Axis(low=0, high=max(results) * 1.22, label=what)
    return Panel(marks=[bars], x=across, y=_rows(names), title="Combine")


def _code(key: str, column: str, how: str, keep_missing: bool) -> str:
    missing = ", dropna=False" if keep_missing else ""
    return f'penguins.groupby("{key}"{missing})["{column}"].{how}()'


@explorer(
    "groupby",
    title="Split, apply, combine",
    question="What does a groupby do to your rows, and which ones does it lose?",
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
def groupby(*, key: str, column: str, how: str, keep_missing: bool) -> Scene:
    """The groups as dots on the left, the combined result as bars on the right."""
    table = _penguins()
    groups = _split(table, key, column, keep_missing)
    combined = table.groupby(key, dropna=not keep_missing)[column].agg(how)
    results = [float(value) for value in combined]
    listed = ", ".join(f"{name} {_written(result, how)}" for name, result in zip(groups, results, strict=True))
    return Scene(
        panels=[_split_panel(groups, column, results, how), _combined_panel(list(groups), results, how, column)],
        caption=f"{_code(key, column, how, keep_missing)} gives {listed}. {_left_out(table, key, column, groups)}",
    )


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
