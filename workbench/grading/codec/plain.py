"""The kinds of the language and its standard library."""

from __future__ import annotations

import decimal
import fractions
import pathlib
import re
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import (
    MAX_INT_BITS,
    CodecError,
    TooLargeError,
    class_dict,
    mro,
    plain_text,
    want,
)

_FRACTION_BITS = 2**15
"""A fraction is reduced when it is made, which takes time with the square of its digits."""
_DECIMAL_DIGITS = 10_000
_DECIMAL_EXPONENT = 1_000_000
_DECIMAL = re.compile(r"-?(?:(\d+)(?:\.(\d+))?(?:E([+-]\d{1,18}))?|Infinity|s?NaN(\d*))", re.ASCII)

# -- leaves: called for these classes exactly, not for their subclasses ------------------------------------------------


def _same(_: Encoder, value: Any) -> Node:
    return value


def _int(_: Encoder, value: int) -> Node:
    if -(2**63) <= value < 2**64:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise TooLargeError("A whole number has more digits than are accepted. Return a smaller one.")
    return ["int", value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)]


def _str(encoder: Encoder, value: str) -> Node:
    encoder.take(len(value))
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return ["str", value.encode("utf-8", "surrogatepass")]
    return value


def _bytes(encoder: Encoder, value: bytes) -> Node:
    encoder.take(len(value))
    return value


def _ellipsis(_: Encoder, __: Any) -> Node:
    return ["..."]


LEAVES: tuple[tuple[type, Callable[[Encoder, Any], Node]], ...] = (
    (type(None), _same), (bool, _same), (float, _same), (int, _int), (str, _str), (bytes, _bytes),
    (type(Ellipsis), _ellipsis),
)  # fmt: skip

# -- numbers and ranges ------------------------------------------------------------------------------------------------


def _decimal(encoder: Encoder, value: Any) -> Node:
    text = decimal.Decimal.__str__(value)
    try:
        _check_decimal(text)
    except CodecError:
        raise TooLargeError("A Decimal has more digits than are accepted. Round it.") from None
    encoder.take(len(text))
    return ["decimal", text]


def _check_decimal(text: str) -> str:
    found = _DECIMAL.fullmatch(text) if len(text) < _DECIMAL_DIGITS + 100 else None
    if found is None or abs(int(found[3] or 0)) > _DECIMAL_EXPONENT:
        raise CodecError("The data has a Decimal that is none, or too long.")
    return text


def _fraction(encoder: Encoder, value: Any) -> Node:
    parts = [class_dict(fractions.Fraction)[name].__get__(value) for name in ("_numerator", "_denominator")]
    if any(int.bit_length(part) > _FRACTION_BITS for part in parts):
        raise TooLargeError("A Fraction has more digits than are accepted. Use limit_denominator.")
    return ["fraction", *encoder.values(parts)]


def _read_int(_: Decoder, data: Any) -> int:
    if not 8 < len(want(data, bytes)) <= MAX_INT_BITS // 8 + 1:
        raise CodecError("The data has a whole number that is too long.")
    return int.from_bytes(data, "big", signed=True)


def _read_fraction(decoder: Decoder, *nodes: Any) -> fractions.Fraction:
    above, below = (want(part, int) for part in decoder.values(nodes))
    if max(above.bit_length(), below.bit_length()) > _FRACTION_BITS:
        raise CodecError("The data has a fraction that is too long.")
    return fractions.Fraction(above, below)


def _range(encoder: Encoder, value: range) -> Node:
    return ["range", *encoder.values((value.start, value.stop, value.step))]


def _slice(encoder: Encoder, value: slice) -> Node:
    return ["slice", *encoder.values((value.start, value.stop, value.step))]


def _read_slice(decoder: Decoder, start: Any, stop: Any, step: Any) -> slice:
    return slice(*decoder.values((start, stop, step)))


# -- paths -------------------------------------------------------------------------------------------------------------

_PATHS = ("PurePosixPath", "PureWindowsPath", "PosixPath", "WindowsPath")


def _path(encoder: Encoder, value: Any) -> Node:
    name = next(base.__name__ for base in mro(type(value)) if base.__module__ == "pathlib" and base.__name__ in _PATHS)
    return ["path", name, encoder.value(plain_text(pathlib.PurePath.__str__(value)))]


def _read_path(decoder: Decoder, name: Any, text: Any) -> pathlib.PurePath:
    if want(name, str) not in _PATHS:
        raise CodecError("The data has a path of an unknown kind.")
    cls = getattr(pathlib, name)
    if name in _PATHS[2:] and not isinstance(pathlib.Path(), cls):  # the other system's paths stay pure here
        cls = getattr(pathlib, f"Pure{name}")
    made: pathlib.PurePath = cls(want(decoder.value(text), str))
    return made


def _bytearray(encoder: Encoder, value: Any) -> Node:
    encoder.take(bytearray.__len__(value))
    return ["bytearray", b"".join([bytearray.__getitem__(value, slice(None))])]


ENCODERS: tuple[tuple[type, Callable[[Encoder, Any], Node]], ...] = (
    (int, lambda encoder, value: _int(encoder, int.__int__(value))),
    (float, lambda _, value: float.__float__(value)),
    (str, lambda encoder, value: _str(encoder, str.__str__(value))),
    (bytes, lambda encoder, value: _bytes(encoder, bytes.__getitem__(value, slice(None)))),
    (complex, lambda _, value: ["complex", (plain := complex.__complex__(value)).real, plain.imag]),
    (bytearray, _bytearray), (range, _range), (slice, _slice),
    (decimal.Decimal, _decimal), (fractions.Fraction, _fraction),
    (pathlib.PurePath, _path),
)  # fmt: skip

DECODERS: dict[str, Callable[..., Any]] = {
    "...": lambda _: ...,
    "int": _read_int,
    "str": lambda _, data: want(data, bytes).decode("utf-8", "surrogatepass"),
    "complex": lambda _, real, imag: complex(want(real, float), want(imag, float)),
    "bytearray": lambda _, data: bytearray(want(data, bytes)),
    "range": lambda decoder, *nodes: range(*(want(part, int, bool) for part in decoder.values(nodes))),
    "slice": _read_slice,
    "decimal": lambda _, text: decimal.Decimal(_check_decimal(want(text, str))),
    "fraction": _read_fraction,
    "path": _read_path,
}
