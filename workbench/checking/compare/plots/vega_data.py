"""The rows that a Vega-Lite specification draws: its data, after what it does with them.

What lessons ask for is computed: filters of a field, aggregates, bins of a given width and units of time. Anything else
is left as it is written, and compared so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from workbench.checking.compare.plots.description import positions

Row = dict[str, Any]
Rows = list[Row]
_AGGREGATES: dict[str, Callable[[Any], Any]] = {
    "sum": np.sum,
    "mean": np.mean,
    "average": np.mean,
    "median": np.median,
    "min": np.min,
    "max": np.max,
    "stdev": lambda values: np.std(values, ddof=1),
    "variance": lambda values: np.var(values, ddof=1),
    "q1": lambda values: np.quantile(values, 0.25),
    "q3": lambda values: np.quantile(values, 0.75),
    "distinct": lambda values: len(set(np.asarray(values).tolist())),
}
_UNITS = {"year": "Y", "yearmonth": "M", "yearmonthdate": "D", "yearmonthdatehours": "h"}
_MOST_BINS = 10


def rows_of(data: Any, datasets: Mapping[str, Any]) -> Rows:
    """The rows of ``data``, which may name one of the datasets. Raises ValueError for data that lie elsewhere."""
    if not data:
        return [{}]
    values = datasets.get(data["name"]) if "name" in data and "values" not in data else data.get("values")
    if not isinstance(values, list):
        raise ValueError("The chart has no data of its own: give it a DataFrame.")  # noqa: TRY004
    return [dict(row) if isinstance(row, Mapping) else {"data": row} for row in values]


def dated(values: Any) -> Any:
    """Times as they are written in JSON: texts, or milliseconds since 1970."""
    return np.array(
        [np.datetime64(int(each), "ms") if isinstance(each, (int, float)) else _time(each) for each in values],
        dtype="datetime64[us]",
    )


def _time(text: Any) -> Any:
    return np.datetime64("NaT") if text is None else np.datetime64(str(text).removesuffix("Z").partition("+")[0])


def left_as_written(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """The steps of ``transform`` that ``transformed`` does not compute, as JSON."""
    return [json.dumps(step, sort_keys=True) for step in steps if not _is_known(step)]


def _is_known(step: Mapping[str, Any]) -> bool:
    return "aggregate" in step or (isinstance(step.get("filter"), Mapping) and "field" in step["filter"])


def transformed(rows: Rows, steps: Sequence[Mapping[str, Any]]) -> Rows:
    """After the steps of ``transform`` that are known."""
    for step in steps:
        if "aggregate" in step:
            groups = [str(name) for name in step.get("groupby") or ()]
            wanted = [(each["op"], each.get("field"), each["as"]) for each in step["aggregate"]]
            rows = _aggregated(rows, groups, wanted)
        elif _is_known(step):
            rows = [row for row in rows if _passes(row.get(step["filter"]["field"]), step["filter"])]
    return rows


def _passes(value: Any, rule: Mapping[str, Any]) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "equal": lambda wanted: bool(value == wanted),
        "oneOf": lambda wanted: value in wanted,
        "lt": lambda wanted: value < wanted,
        "lte": lambda wanted: value <= wanted,
        "gt": lambda wanted: value > wanted,
        "gte": lambda wanted: value >= wanted,
        "range": lambda wanted: wanted[0] <= value <= wanted[1],
        "valid": lambda wanted: (value is not None and value == value) == wanted,
    }
    return all(test(rule[name]) for name, test in tests.items() if name in rule)


def field_of(channel: Mapping[str, Any]) -> str:
    """The column that a channel reads, after its own bins, unit of time and aggregate."""
    name = str(channel.get("field", ""))
    how = channel.get("aggregate")
    if isinstance(how, str):
        return f"{how}({name})"
    unit = _unit(channel)
    if unit:
        return f"{unit}({name})"
    return f"bin({name})" if _binned(channel) else name


def _unit(channel: Mapping[str, Any]) -> str:
    unit = channel.get("timeUnit")
    return str(unit.get("unit", "")) if isinstance(unit, Mapping) else str(unit or "")


def _binned(channel: Mapping[str, Any]) -> bool:
    return bool(channel.get("bin")) and channel.get("bin") != "binned"


def encoded(rows: Rows, encoding: Mapping[str, Mapping[str, Any]]) -> Rows:
    """The rows that a mark draws: binned, and one for each group where a channel aggregates."""
    for channel in encoding.values():
        name, unit = str(channel.get("field")), _unit(channel)
        if unit in _UNITS:
            at = dated([row.get(name) for row in rows]).astype(f"datetime64[{_UNITS[unit]}]").astype("datetime64[s]")
            rows = [{**row, field_of(channel): str(when)} for row, when in zip(rows, at, strict=True)]
        elif _binned(channel):
            middles = _middles(positions([row.get(name) for row in rows]), channel["bin"])
            rows = [{**row, field_of(channel): middle} for row, middle in zip(rows, middles, strict=True)]
    wanted = {
        (channel["aggregate"], channel.get("field"), field_of(channel))
        for channel in encoding.values()
        if isinstance(channel.get("aggregate"), str)
    }
    if not wanted:
        return rows
    groups = [
        field_of(channel)
        for channel in encoding.values()
        if "field" in channel and not isinstance(channel.get("aggregate"), str)
    ]
    return _aggregated(rows, list(dict.fromkeys(groups)), sorted(wanted, key=str))


def _aggregated(rows: Rows, groups: Sequence[str], wanted: Sequence[tuple[str, Any, str]]) -> Rows:
    found: dict[tuple[Any, ...], Rows] = {}
    for row in rows:
        found.setdefault(tuple(row.get(name) for name in groups), []).append(row)
    made: Rows = []
    for key, members in found.items():
        new = dict(zip(groups, key, strict=True))
        for how, name, to in wanted:
            new[to] = reduced(how, [row.get(name) for row in members])
        made.append(new)
    return made


def reduced(how: str, values: list[Any]) -> Any:
    """What an aggregate makes of some values, None of none. Raises ValueError for one that is not known."""
    if how == "count":
        return len(values)
    present = [value for value in values if value is not None and value == value]
    if how not in _AGGREGATES:
        raise ValueError(f"The aggregate {how!r} is not known here.")
    return float(_AGGREGATES[how](present)) if present else None


def _middles(values: Any, settings: Any) -> Any:
    """The middle of each value's bin: at most ``maxbins`` of them, 1, 2 or 5 times a power of ten wide, as in Vega."""
    settings = settings if isinstance(settings, Mapping) else {}
    step = settings.get("step") or _step(float(np.ptp(values)), int(settings.get("maxbins", _MOST_BINS)))
    return (np.floor(values / step) + 0.5) * step


def _step(span: float, most: int) -> float:
    if span <= 0:
        return 1.0
    step = 10.0 ** np.ceil(np.log10(span / most))
    for smaller in (step / 5, step / 2):
        if span / smaller <= most:
            return float(smaller)
    return float(step)
