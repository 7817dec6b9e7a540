"""Charts of Altair, by their Vega-Lite specification; a specification as a dict, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from workbench.checking.compare.plots.description import Axis, Mark, Panel, Plot, axis, days, mark, positions, relative
from workbench.checking.compare.plots.vega_data import (
    Rows,
    dated,
    encoded,
    field_of,
    left_as_written,
    reduced,
    rows_of,
    transformed,
)

Spec = Mapping[str, Any]
_KINDS = {
    "point": "points",
    "circle": "points",
    "square": "points",
    "bar": "bars",
    "rect": "image",
    "arc": "slices",
    "tick": "ticks",
}
_SERIES = ("color", "fill", "stroke", "detail", "shape", "strokeDash")


def describe(chart: Any) -> Plot:
    """What a chart shows. Raises ValueError for a specification that is none."""
    spec: Spec = chart if isinstance(chart, Mapping) else chart.to_dict()
    context = _Context(spec.get("datasets") or {}, spec.get("data"), {}, ())
    panels = list(_panels(spec, context))
    title = _text(spec.get("title"))
    if len(panels) == 1:
        title, panels[0]["title"] = title or panels[0]["title"], ""
    return Plot(title=title, panels=panels)


class _Context:
    """What a part of a specification has from the parts around it."""

    def __init__(self, datasets: Spec, data: Any, encoding: Spec, transforms: Sequence[Spec]) -> None:
        self.datasets, self.data, self.encoding, self.transforms = datasets, data, encoding, transforms

    def within(self, spec: Spec) -> _Context:
        data = spec.get("data", self.data)
        encoding = {**self.encoding, **(spec.get("encoding") or {})}
        return _Context(self.datasets, data, encoding, (*self.transforms, *(spec.get("transform") or ())))

    def rows(self) -> Rows:
        return transformed(rows_of(self.data, self.datasets), self.transforms)


def _text(title: Any) -> str:
    text = title.get("text") if isinstance(title, Mapping) else title
    return " ".join(text) if isinstance(text, list) else str(text or "")


def _panels(spec: Spec, context: _Context) -> Iterator[Panel]:
    inner = context.within(spec)
    for joined in ("hconcat", "vconcat", "concat"):
        for each in spec.get(joined) or ():
            yield from _panels(each, inner)
    if "spec" in spec:
        rows = spec.get("facet") or {}
        channels = [rows] if "field" in rows else [rows[side] for side in ("row", "column") if side in rows]
        yield from _faceted(spec["spec"], inner, channels)
    elif "layer" in spec or "mark" in spec:
        channels = [inner.encoding[side] for side in ("facet", "row", "column") if side in inner.encoding]
        yield from _faceted(spec, context, channels)


def _faceted(spec: Spec, context: _Context, channels: Sequence[Spec]) -> Iterator[Panel]:
    """A panel for each value by which a chart is split."""
    if not channels:
        yield _panel(spec, context, None)
        return
    rows = context.within(spec).rows()
    names = [field_of(channel) for channel in channels]
    keys = sorted({tuple(str(row.get(name)) for name in names) for row in rows})
    for key in keys:
        yield {**_panel(spec, context, dict(zip(names, key, strict=True))), "title": ", ".join(key)}


def _panel(spec: Spec, context: _Context, only: Mapping[str, str] | None) -> Panel:
    layers = spec.get("layer") or [spec]
    outer = context.within(spec) if "layer" in spec else context
    drawn = [_Layer(layer, outer.within(layer), only) for layer in layers if "mark" in layer]
    marks = [one for layer in drawn for one in layer.marks()]
    first = drawn[0] if drawn else None
    bars = [one for one in marks if one["kind"] == "bars"]
    return Panel(
        title=_text(spec.get("title")),
        x=_first_axis(drawn, "x"),
        y=_first_axis(drawn, "y"),
        marks=marks,
        legend=list(dict.fromkeys(name for layer in drawn for name in layer.legend())),
        arrangement=first.arrangement() if first and len(bars) > 1 else "",
    )


def _first_axis(layers: Sequence[_Layer], side: str) -> Axis:
    return next((layer.axis(side) for layer in layers if side in layer.encoding), axis())


class _Layer:
    """One mark with its encoding and the rows that it draws."""

    def __init__(self, spec: Spec, context: _Context, only: Mapping[str, str] | None) -> None:
        raw = spec["mark"]
        self.style: Spec = {"type": raw} if isinstance(raw, str) else raw
        self.encoding = {side: channel for side, channel in context.encoding.items() if isinstance(channel, Mapping)}
        self.unknown = left_as_written(context.transforms)
        rows = self.whole = context.rows()
        if only is not None:
            rows = [row for row in rows if all(str(row.get(name)) == value for name, value in only.items())]
        self.names = {side: field_of(channel) for side, channel in self.encoding.items()}
        self.rows = encoded(rows, self.encoding)

    def channel(self, side: str) -> Spec:
        return self.encoding.get(side) or {}

    def scale(self, side: str) -> Spec:
        return self.channel(side).get("scale") or {}

    def _is_discrete(self, side: str) -> bool:
        return self.channel(side).get("type") in ("nominal", "ordinal")

    def column(self, side: str, rows: Rows | None = None) -> Any:
        """The values of a channel, None where it has none."""
        channel, rows = self.channel(side), self.rows if rows is None else rows
        if not channel:
            return None
        if "datum" in channel or "value" in channel:
            return positions([channel.get("datum", channel.get("value"))])
        values = [row.get(self.names[side]) for row in rows]
        if self._is_discrete(side):
            return [str(value) for value in values]
        return days(dated(values)) if channel.get("type") == "temporal" else positions(values)

    # -- axes --

    def axis(self, side: str) -> Axis:
        channel = self.channel(side)
        titled = channel.get("axis") or {}
        said = [each["title"] for each in (titled, channel) if "title" in each]
        label = said[0] if said else "" if "datum" in channel else self._usual_title(side)
        if self._is_discrete(side):
            return axis(_text(label), "category", order=self._order(side))
        usual = "date" if channel.get("type") == "temporal" else "linear"
        return axis(_text(label), self.scale(side).get("type") or usual, self._ends(side))

    def _usual_title(self, side: str) -> str:
        channel = self.channel(side)
        name, how = str(channel.get("field", "")), channel.get("aggregate")
        if how == "count":
            return "Count of Records"
        if isinstance(how, str):
            return f"{how.capitalize()} of {name}"
        return f"{name} (binned)" if channel.get("bin") else name

    def _ends(self, side: str) -> tuple[float | None, float | None]:
        scale, channel = self.scale(side), self.channel(side)
        domain = scale.get("domain")
        begin, end = scale.get("domainMin"), scale.get("domainMax")
        if isinstance(domain, list) and len(domain) == 2:
            begin, end = (float(np.ravel(positions([each]))[0]) for each in domain)
        elif begin is None and scale.get("zero") is True:
            begin = 0.0
        elif begin is None and scale.get("zero") is False and self.style["type"] in ("bar", "area"):
            values = self.column(side)
            begin = float(np.nanmin(values)) if values is not None and len(values) else None
        turned = scale.get("reverse") or channel.get("sort") == "descending"
        return (end, begin) if turned else (begin, end)

    def _order(self, side: str) -> list[str]:
        """The categories as Vega-Lite puts them: by name, as ``sort`` says, or as they come where it is null."""
        column = self.column(side)
        came = list(dict.fromkeys(column))
        domain = self.scale(side).get("domain")
        if isinstance(domain, list):
            return [str(each) for each in domain]
        channel = self.channel(side)
        rule: Any = channel.get("sort", "ascending")
        if rule is None:
            return came
        if isinstance(rule, list):
            given = [str(each) for each in rule]
            return [name for name in given if name in came] + sorted(name for name in came if name not in given)
        if rule in ("ascending", "descending"):
            return sorted(came, key=_as_number, reverse=rule == "descending")
        values, is_backwards = self._sorted_by(side, rule)
        return sorted(sorted(came), key=lambda name: values.get(name, 0.0), reverse=is_backwards)

    def _sorted_by(self, side: str, rule: Any) -> tuple[Mapping[str, float], bool]:
        """By what another channel (``-y``) or a field says of each category, in the rows of all panels."""
        if isinstance(rule, str):
            rule = {"encoding": rule.lstrip("-"), "order": "descending" if rule.startswith("-") else "ascending"}
        channel = self.channel(rule.get("encoding") or "")
        field, how = channel.get("field") or rule.get("field"), rule.get("op") or channel.get("aggregate")
        if not isinstance(how, str):
            how = "sum" if channel else "mean"
        found: dict[str, list[Any]] = {}
        for row in self.whole:
            found.setdefault(str(row.get(str(self.channel(side).get("field")))), []).append(row.get(str(field)))
        values = {name: float(reduced(how, each) or 0.0) for name, each in found.items()}
        return values, rule.get("order") == "descending"

    # -- marks --

    def _series(self) -> list[tuple[str, Rows]]:
        """The rows of each series by its name: those that a discrete colour, shape or the like tells apart."""
        sides = [side for side in _SERIES if self._is_discrete(side) and "field" in self.channel(side)]
        if not sides:
            return [("", self.rows)]
        found: dict[str, Rows] = {}
        for row in self.rows:
            found.setdefault(str(row.get(self.names[sides[0]])), []).append(row)
        return sorted(found.items(), key=lambda item: _as_number(item[0]))

    def legend(self) -> list[str]:
        for side in _SERIES:
            channel = self.channel(side)
            is_shown = side != "detail" and channel.get("legend", {}) is not None
            if is_shown and self._is_discrete(side) and "field" in channel:
                return [name for name, _ in self._series()]
        return []

    def arrangement(self) -> str:
        if "xOffset" in self.encoding or "yOffset" in self.encoding:
            return "grouped"
        how = [self.channel(side).get("stack", "zero") for side in ("x", "y") if not self._is_discrete(side)]
        return "overlaid" if any(each in (None, False) for each in how) else "stacked"

    def marks(self) -> Iterator[Mark]:
        kind = _KINDS.get(self.style["type"], self.style["type"])
        if kind == "image":
            yield self._image()
            return
        for name, rows in self._series():
            x, y = self.column("x", rows), self.column("y", rows)
            lies = self._is_discrete("y") and not self._is_discrete("x")
            if kind == "line" and x is not None and y is not None and not isinstance(x, list):
                way = np.argsort(x, kind="stable")  # Vega-Lite joins points from left to right
                x, y = x[way], y[way] if not isinstance(y, list) else [y[k] for k in way]
            if self.style["type"] == "line" and self.style.get("point"):
                yield mark("points", x, y, name)
            yield mark(str(kind), x, y, name, lies=lies, **self._more(rows))

    def _more(self, rows: Rows) -> dict[str, Any]:
        more: dict[str, Any] = {"transform": self.unknown} if self.unknown else {}
        if "field" in self.channel("color") and not self._is_discrete("color"):
            more["colour"] = self.column("color", rows)
        if "size" in self.encoding and "value" not in self.channel("size"):
            more["size"] = relative(self.column("size", rows))
        for side in ("theta", "text", "x2", "y2"):
            if side in self.encoding and "value" not in self.channel(side):
                more[side] = self.column(side, rows)
        return more

    def _image(self) -> Mark:
        across, down = self._order("x"), self._order("y")
        values = np.full((len(down), len(across)), np.nan)
        colours = self.column("color") if "color" in self.encoding else np.ones(len(self.rows))
        for x, y, colour in zip(self.column("x"), self.column("y"), colours, strict=True):
            values[down.index(y), across.index(x)] = colour
        return mark("image", None, values)


def _as_number(name: str) -> tuple[int, float, str]:
    """Ordinal numbers stand by their size."""
    try:
        return 0, float(name), name
    except ValueError:
        return 1, 0.0, name
