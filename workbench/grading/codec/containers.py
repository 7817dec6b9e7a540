"""Containers: lists, tuples, sets and dicts, by the methods of the base class."""

from __future__ import annotations

import collections
import re
import struct
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import (
    CodecError,
    Record,
    class_dict,
    from_class,
    instance_dict,
    mro,
    plain_text,
    want,
)
from workbench.grading.codec.wire import sort_key

_PACK_FROM = 16
"""Lists of so many floats or small integers travel as one buffer."""
_PACED = 256
_FIELD = re.compile(r"(?!_)\w+|_\d+")
_UNHASHABLE = frozenset(
    {
        "list", "packed list", "dict", "set", "bytearray", "deque", "slice", "array", "objects", "structured", "masked",
        "strings", "frame", "series", "index", "range index", "multi index", "polars frame", "polars series",
        "categorical", "nullable", "text column", "zoned", "periods", "intervals", "arrow",
    }
)  # fmt: skip


def _pack(encoder: Encoder, items: list[Any]) -> tuple[str, bytes] | None:
    """Items of one kind as one buffer, None when they are not."""
    kind = type(items[0])
    if kind not in (float, int) or any(type(item) is not kind for item in items):
        return None
    encoder.count(len(items))
    encoder.take(8 * len(items))
    code = "d" if kind is float else "q"
    try:
        return code, struct.pack(f"<{len(items)}{code}", *items)
    except struct.error:
        return None


def _sequence(encoder: Encoder, items: list[Any], tag: str) -> Node:
    encoder.take(len(items))  # before the items are walked: each takes at least a byte
    if len(items) >= _PACK_FROM and type(items[0]) in (float, int):
        packed = _pack(encoder, items)
        if packed is not None:
            return [f"packed {tag}", *packed]
    return [tag, *encoder.values(items)]


def _list(encoder: Encoder, value: Any) -> Node:
    return _sequence(encoder, list(list.__iter__(value)), "list")


def _tuple(encoder: Encoder, value: Any) -> Node:
    items = list(tuple.__iter__(value))
    named = _fields(value)
    if named is not None and len(named[1]) == len(items):
        return ["record", encoder.value(named[0]), encoder.values(named[1]), *encoder.values(items)]
    return _sequence(encoder, items, "tuple")


def _fields(value: Any) -> tuple[str, list[str]] | None:
    """The names of a named tuple's class and fields; None for any other tuple."""
    cls = type(value)
    if cls is Record:
        attributes = instance_dict(value)
        name, fields = attributes["_name"], attributes["_fields"]
    else:
        name, fields = plain_text(type.__dict__["__name__"].__get__(cls)), from_class(cls, "_fields")
    if type(fields) is not tuple or not all(type(field) is str and _FIELD.fullmatch(field) for field in fields):
        return None
    return name, list(fields)


def _set(encoder: Encoder, value: Any) -> Node:
    return ["set", *sorted(encoder.values(set.__iter__(value)), key=sort_key)]


def _frozenset(encoder: Encoder, value: Any) -> Node:
    return ["frozenset", *sorted(encoder.values(frozenset.__iter__(value)), key=sort_key)]


def _dict(encoder: Encoder, value: Any) -> Node:
    ordered = collections.OrderedDict
    if any(base is ordered for base in mro(type(value))):
        # move_to_end changes an order that only its own iterator knows
        pairs = [(key, dict.__getitem__(value, key)) for key in ordered.__iter__(value)]
    else:
        pairs = list(dict.items(value))
    encoder.take(2 * len(pairs))
    node: list[Node] = ["dict"]
    for key, item in pairs:
        key_node = encoder.value(key)
        hashable = type(key_node) is not list or key_node[0] not in _UNHASHABLE
        node.append(key_node if hashable else encoder.opaque(key))
        node.append(encoder.value(item))
    return node


def _deque(encoder: Encoder, value: Any) -> Node:
    deque = collections.deque
    longest = class_dict(deque)["maxlen"].__get__(value)
    return ["deque", longest, *encoder.values(deque.__iter__(value))]


def _read_packed(decoder: Decoder, code: Any, data: Any) -> tuple[Any, ...]:
    if code not in ("d", "q") or len(want(data, bytes)) % 8:
        raise CodecError("The data has a broken list of numbers.")
    decoder.count(len(data) // 8)
    return struct.unpack(f"<{len(data) // 8}{code}", data)


def _read_record(decoder: Decoder, name: Any, fields: Any, *items: Any) -> Record:
    for field in want(fields, list):
        if not _FIELD.fullmatch(want(field, str)):
            raise CodecError("The data has a named tuple with a field that is no name.")
    if len(set(fields)) != len(fields):
        raise CodecError("The data has a named tuple with two fields of one name.")
    return Record(want(decoder.value(name), str), fields, decoder.values(items))


def _read_set(decoder: Decoder, *items: Any) -> set[Any]:
    values = decoder.values(items)
    made: set[Any] = set()
    for position in range(0, len(values), _PACED):
        decoder.pace()
        made.update(values[position : position + _PACED])
    if len(made) != len(values):
        raise CodecError("The data has a set with equal members.")
    return made


def _read_dict(decoder: Decoder, *items: Any) -> dict[Any, Any]:
    if len(items) % 2:
        raise CodecError("The data has a dict with a key that has no value.")
    made: dict[Any, Any] = {}
    for position in range(0, len(items), 2):
        if not position % _PACED:
            decoder.pace()
        key = decoder.value(items[position])
        made[key] = decoder.value(items[position + 1])
    if 2 * len(made) != len(items):
        raise CodecError("The data has a dict with equal keys.")
    return made


def _read_deque(decoder: Decoder, longest: Any, *items: Any) -> collections.deque[Any]:
    if len(items) > (len(items) if want(longest, int, type(None)) is None else longest):
        raise CodecError("The data has a deque longer than its own limit.")
    return collections.deque(decoder.values(items), maxlen=longest)


ENCODERS: tuple[tuple[type, Callable[[Encoder, Any], Node]], ...] = (
    (list, _list), (tuple, _tuple), (set, _set), (frozenset, _frozenset), (dict, _dict), (collections.deque, _deque),
)  # fmt: skip

DECODERS: dict[str, Callable[..., Any]] = {
    "list": lambda decoder, *items: decoder.values(items),
    "tuple": lambda decoder, *items: tuple(decoder.values(items)),
    "packed list": lambda decoder, code, data: list(_read_packed(decoder, code, data)),
    "packed tuple": _read_packed,
    "record": _read_record,
    "set": _read_set,
    "frozenset": lambda decoder, *items: frozenset(_read_set(decoder, *items)),
    "dict": _read_dict,
    "deque": _read_deque,
}
