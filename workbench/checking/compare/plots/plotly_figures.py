"""Figures of Plotly, by their traces and their layout; a figure as a dict, too."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.checking.compare.plots.description import (
    Axis,
    Mark,
    Panel,
    Plot,
    axis,
    is_named,
    mark,
    positions,
    relative,
)
from workbench.checking.compare.plots.orders import bars_by_category

_SCATTER = ("scatter", "scattergl")
_MODES = {"lines": "line", "markers": "points", "text": "text"}
_KEPT = {"histogram": "histogram", "box": "box", "violin": "violin", "pie": "slices"}
"""Traces that the browser computes: what they are given is compared, in any order."""


def describe(figure: Any) -> Plot:
    """What a Plotly figure shows, panel by panel: one for each pair of axes."""
    whole = figure if isinstance(figure, Mapping) else figure.to_dict()
    layout = whole.get("layout") or {}
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for trace in whole.get("data") or ():
        if trace.get("visible", True) is True:
            groups.setdefault((trace.get("xaxis", "x"), trace.get("yaxis", "y")), []).append(trace)
    title = _text(layout.get("title"))
    panels = [_panel(pair, traces, layout, len(groups) > 1) for pair, traces in groups.items()]
    return Plot(title=title, panels=panels)


def _text(title: Any) -> str:
    """Without the tags by which Plotly makes letters bold."""
    text = title.get("text") if isinstance(title, Mapping) else title
    return re.sub(r"</?(b|i|br|sup|sub)\s*/?>", "", str(text or ""))


def _panel(pair: tuple[str, str], traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], many: bool) -> Panel:
    x, y = (_laid_out(layout, name) for name in pair)
    marks = [one for trace in traces for one in _marks(trace)]
    bars = [one for one in marks if one["kind"] == "bars"]
    mode = {"group": "grouped", "stack": "stacked", "relative": "stacked", "overlay": "overlaid"}
    return Panel(
        title=_title_above(layout, x) if many else "",
        x=_axis(x, layout, traces, marks, "x"),
        y=_axis(y, layout, traces, marks, "y"),
        marks=[_seen(one, y) if one["kind"] == "image" else one for one in marks],
        legend=_legend(traces, layout),
        arrangement=mode.get(layout.get("barmode") or "group", "") if len(bars) > 1 else "",
    )


def _seen(image: Mark, y: Mapping[str, Any]) -> Mark:
    """An image from the top down: Plotly puts its first row at the bottom of an axis that is not turned."""
    values = image["y"] if y.get("autorange") == "reversed" else image["y"][::-1]
    return mark("image", None, values)


def _laid_out(layout: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = layout.get(f"{name[0]}axis{name[1:]}") or {}
    return found


def _title_above(layout: Mapping[str, Any], x: Mapping[str, Any]) -> str:
    """The text that stands above the middle of a panel."""
    begin, end = x.get("domain") or (0, 1)
    for each in layout.get("annotations") or ():
        is_there = abs(float(each.get("x", -1)) - (begin + end) / 2) < 0.01 * (end - begin) + 1e-6
        if each.get("xref", "paper") == "paper" and not each.get("showarrow", True) and is_there:
            return _text(each).rpartition("=")[2]
    return ""


def _legend(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> list[str]:
    if layout.get("showlegend", True) is False:
        return []
    named = [trace for trace in traces if trace.get("name") and trace.get("showlegend", True) is not False]
    is_shown = len(traces) > 1 or any(trace.get("showlegend") for trace in named) or layout.get("showlegend")
    return list(dict.fromkeys(str(trace["name"]) for trace in named)) if is_shown else []


def _axis(
    one: Mapping[str, Any],
    layout: Mapping[str, Any],
    traces: Sequence[Mapping[str, Any]],
    marks: Sequence[Mark],
    side: str,
) -> Axis:
    label = _text(one.get("title")) or _text(_laid_out(layout, one.get("matches") or "-").get("title"))
    values = _along(marks, side)
    is_category = one.get("type") == "category" or (one.get("type") in (None, "-") and any(map(is_named, values)))
    if is_category:
        order = _order(one, marks, side)
        is_turned = one.get("autorange") == "reversed"
        return axis(label, "category", order=order[::-1] if is_turned != (side == "y") else order)
    usual = "date" if any(_is_dated(trace.get(side)) for trace in traces) else "linear"
    return axis(label, one.get("type") or usual, _ends(one, values))


def _along(marks: Sequence[Mark], side: str) -> list[Any]:
    """What stands along an axis, mark by mark; along the side of an image its rows."""
    found = [each["more"].get("rows") if (each["kind"], side) == ("image", "y") else each[side] for each in marks]  # type: ignore[literal-required]
    return [values for values in found if values is not None and len(values)]


def _ends(one: Mapping[str, Any], values: Sequence[Any]) -> tuple[float | None, float | None]:
    given = one.get("range")
    turned = str(one.get("autorange", "")) in ("reversed", "min reversed", "max reversed")
    if given and one.get("autorange") in (None, False):
        ends = [None if end is None else float(np.ravel(_values([end]))[0]) for end in given]
        if one.get("type") == "log":
            ends = [None if end is None else 10**end for end in ends]
        return ends[0], ends[1]
    if turned and any(len(each) for each in values):
        whole = np.concatenate([np.ravel(each) for each in values if not is_named(each)])
        return float(np.nanmax(whole)), float(np.nanmin(whole))
    return (0.0, None) if one.get("rangemode") == "tozero" else (None, None)


def _order(one: Mapping[str, Any], marks: Sequence[Mark], side: str) -> list[str]:
    """The categories as Plotly puts them: as they come, or as ``categoryorder`` says."""
    named = [values for values in _along(marks, side) if is_named(values)]
    order = list(dict.fromkeys(name for names in named for name in names))
    rule = one.get("categoryorder") or ("array" if one.get("categoryarray") is not None else "trace")
    given = [str(name) for name in np.ravel(one.get("categoryarray", []))]
    if rule == "array":
        return [name for name in given if name in order] + [name for name in order if name not in given]
    kind, _, way = rule.partition(" ")
    if kind == "category":
        return sorted(order, reverse=way == "descending")
    if kind in ("total", "sum", "mean", "min", "max", "median"):
        values = bars_by_category(marks, side)
        return sorted(order, key=lambda name: values.get(name, 0.0), reverse=way == "descending")
    return order


# -- the traces --------------------------------------------------------------------------------------------------------


def _values(raw: Any) -> Any:
    """An array of a trace, also as it is written in JSON: numbers in base 64, dates as texts."""
    if isinstance(raw, Mapping) and "bdata" in raw:
        array = np.frombuffer(base64.b64decode(raw["bdata"]), dtype=raw["dtype"])
        shape = [int(size) for size in str(raw.get("shape", "")).split(",") if size.strip()]
        return positions(array.reshape(shape)) if shape else positions(array)
    array = np.asarray(raw)
    if _holds_texts(array):
        dates = _dates(array)
        return positions(array if dates is None else dates)
    return positions(array) if array.ndim < 2 else array.astype(float)


def _holds_texts(array: NDArray[Any]) -> bool:
    return array.dtype.kind in "US" or (array.dtype == object and array.size > 0 and isinstance(array.flat[0], str))


def _dates(texts: Any) -> Any:
    if not all(re.fullmatch(r"\d{4}-\d\d(-\d\d([T ][\d:.]+)?)?", str(each)) for each in texts):
        return None
    return np.array([str(each).replace(" ", "T") for each in texts], dtype="datetime64[us]")


def _is_dated(raw: Any) -> bool:
    if raw is None or isinstance(raw, Mapping):
        return False
    array = np.asarray(raw)
    if _holds_texts(array):
        return array.size > 0 and _dates(array) is not None
    return array.dtype.kind == "M" or (array.dtype == object and array.size > 0 and hasattr(array.flat[0], "year"))


def _marks(trace: Mapping[str, Any]) -> Iterator[Mark]:
    kind, name = trace.get("type", "scatter"), str(trace.get("name") or "")
    x, y = (None if trace.get(side) is None else _values(trace[side]) for side in ("x", "y"))
    if kind in ("heatmap", "image", "contour"):
        yield mark("image", x, np.atleast_2d(_values(trace.get("z"))), rows=y)
        return
    lies = trace.get("orientation") == "h"
    if kind in _SCATTER:
        yield from _scatter(trace, *_filled(x, y), name)
    elif kind == "bar":
        across, up = _filled(x, y)
        yield mark("bars", across, up, name, lies=lies)
    else:
        given = {key: _values(trace[key]) for key in ("labels", "values") if trace.get(key) is not None}
        settings = {
            key: trace[key] for key in ("xbins", "nbinsx", "histnorm", "histfunc", "cumulative") if trace.get(key)
        }
        yield mark(_KEPT.get(kind, str(kind)), x, y, name, lies=lies, **given, **settings)


def _filled(x: Any, y: Any) -> tuple[Any, Any]:
    """Plotly counts from 0 where one of the two is not given."""
    other = x if y is None else y
    if other is None:
        return np.zeros(0), np.zeros(0)
    counted = np.arange(len(other), dtype=float)
    return (counted if x is None else x), (counted if y is None else y)


def _scatter(trace: Mapping[str, Any], x: Any, y: Any, name: str) -> Iterator[Mark]:
    mode = trace.get("mode") or ("lines+markers" if len(x) < 20 else "lines")
    marker = trace.get("marker") or {}
    colour = marker.get("color")
    has_values = colour is not None and not isinstance(colour, str)
    if trace.get("fill") not in (None, "none"):
        yield mark("area", x, y, name)
        return
    for part in mode.split("+"):
        more: dict[str, Any] = {}
        if part == "markers":
            more["colour"] = _values(colour) if has_values else None
            more["size"] = _areas(marker)
        if part == "text":
            more["text"] = [str(each) for each in np.ravel(trace.get("text") or [])]
        yield mark(_MODES.get(part, part), x, y, name, **more)


def _areas(marker: Mapping[str, Any]) -> Any:
    """The areas of markers as parts of the largest: a size is a diameter where ``sizemode`` does not say otherwise."""
    size = marker.get("size")
    if size is None or np.isscalar(size):
        return None
    values = np.asarray(_values(size), dtype=float)
    return relative(values if marker.get("sizemode") == "area" else values**2)
