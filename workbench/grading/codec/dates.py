"""Dates, times, durations and time zones."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, plain_text, want

zones = functools.cache(zoneinfo.available_timezones)
"""The fixed list of time zones. A name outside it is never looked up, because the look-up imports by that name."""
_DAY = 86_400_000_000
_DATE, _DATETIME, _TIME = dt.date.__dict__, dt.datetime.__dict__, dt.time.__dict__
_MICROSECONDS = {"hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000, "microsecond": 1}


def encode_zone(zone: Any) -> Node:
    """A tzinfo: None, a fixed offset, or a name from the list. Raises CodecError inside for any other."""
    if zone is None or zone is dt.UTC:
        return None if zone is None else "UTC"
    if type(zone) is dt.timezone:
        offset, *name = zone.__getinitargs__()  # type: ignore[attr-defined]
        return ["offset", offset // dt.timedelta(microseconds=1), *(text.encode("utf-8", "replace") for text in name)]
    module = plain_text(type(zone).__module__).partition(".")[0]
    key = zone.key if type(zone) is zoneinfo.ZoneInfo else zone.zone if module == "pytz" else None
    if key not in zones():
        raise ValueError("a time zone that is not in the list")
    return ["zone", key]


def decode_zone(node: Any) -> dt.tzinfo | None:
    if node is None or node == "UTC":
        return None if node is None else dt.UTC
    kind, what, *name = want(node, list)
    if kind == "zone" and not name and want(what, str) in zones():
        return zoneinfo.ZoneInfo(what)
    if kind == "offset" and len(name) <= 1 and abs(want(what, int)) < _DAY:
        return dt.timezone(dt.timedelta(microseconds=what), *(want(text, bytes).decode() for text in name))
    raise CodecError("The data has a time zone that is not in the list.")


def _microseconds(value: Any, fields: Any) -> int:
    return sum(size * int(fields[name].__get__(value)) for name, size in _MICROSECONDS.items())


def _date(_: Encoder, value: Any) -> Node:
    return ["date", dt.date.toordinal(value)]


def _datetime(_: Encoder, value: Any) -> Node:
    since = (dt.date.toordinal(value) - 1) * _DAY + _microseconds(value, _DATETIME)
    return ["datetime", since, _DATETIME["fold"].__get__(value), encode_zone(_DATETIME["tzinfo"].__get__(value))]


def _time(_: Encoder, value: Any) -> Node:
    zone = encode_zone(_TIME["tzinfo"].__get__(value))
    return ["time", _microseconds(value, _TIME), _TIME["fold"].__get__(value), zone]


def _timedelta(_: Encoder, value: Any) -> Node:
    fields = dt.timedelta.__dict__
    return ["timedelta", *(fields[name].__get__(value) for name in ("days", "seconds", "microseconds"))]


def _read_datetime(_: Decoder, since: Any, fold: Any, zone: Any) -> dt.datetime:
    moment = dt.datetime.min + dt.timedelta(microseconds=want(since, int))
    return moment.replace(fold=want(fold, int), tzinfo=decode_zone(zone))


def _read_time(_: Decoder, since: Any, fold: Any, zone: Any) -> dt.time:
    if not 0 <= want(since, int) < _DAY:
        raise CodecError("The data has a time that is not within a day.")
    moment = dt.datetime.min + dt.timedelta(microseconds=since)
    return moment.time().replace(fold=want(fold, int), tzinfo=decode_zone(zone))


def _read_timedelta(_: Decoder, days: Any, seconds: Any, microseconds: Any) -> dt.timedelta:
    return dt.timedelta(days=want(days, int), seconds=want(seconds, int), microseconds=want(microseconds, int))


ENCODERS: tuple[tuple[type, Callable[[Encoder, Any], Node]], ...] = (
    (dt.date, _date), (dt.datetime, _datetime), (dt.time, _time), (dt.timedelta, _timedelta),
)  # fmt: skip

DECODERS: dict[str, Callable[..., Any]] = {
    "date": lambda _, day: dt.date.fromordinal(want(day, int)),
    "datetime": _read_datetime,
    "time": _read_time,
    "timedelta": _read_timedelta,
}
