"""Polars: DataFrames and Series. Numbers and dates travel as buffers, everything else element by element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.grading.codec.arrays import read_array, write_array
from workbench.grading.codec.dates import zones
from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, want

_WHOLE = frozenset(f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64))
_BUFFERED = {
    **{name: name.lower() for name in (*_WHOLE, "Float32", "Float64")},
    "Boolean": "bool", "Date": "int32", "Time": "int64", "Datetime": "int64", "Duration": "int64",
}  # fmt: skip
"""Types that are numbers underneath, and of which dtype."""
_SIMPLE = frozenset(_BUFFERED) - {"Datetime", "Duration"} | {
    "Int128", "String", "Binary", "Null", "Object", "Categorical",
}  # fmt: skip
_UNITS = ("ms", "us", "ns")
_MAX_DTYPE_DEPTH = 10

# -- types -------------------------------------------------------------------------------------------------------------


def _write_dtype(dtype: Any) -> Node:
    name = type(dtype).__name__
    match name:
        case _ if name in _SIMPLE:
            return name
        case "Datetime" | "Duration":
            return [name, dtype.time_unit, getattr(dtype, "time_zone", None)]
        case "Decimal":
            return [name, dtype.precision, dtype.scale]
        case "Enum":
            return [name, *dtype.categories.to_list()]
        case "List":
            return [name, _write_dtype(dtype.inner)]
        case "Array":
            return [name, _write_dtype(dtype.inner), dtype.size]
        case "Struct":
            return [name, *([field.name, _write_dtype(field.dtype)] for field in dtype.fields)]
    raise ValueError("a type that is not in the list")


def _read_dtype(node: Any, depth: int = 0) -> Any:
    import polars as pl

    if type(node) is str:
        if node not in _SIMPLE:
            raise CodecError("The data has an unknown type of Polars.")
        return getattr(pl, node)()
    if depth >= _MAX_DTYPE_DEPTH or not want(node, list):
        raise CodecError("The data has an unknown type of Polars.")
    name, *rest = node
    if name in ("List", "Array", "Struct"):
        return _read_nested(name, rest, depth)
    if name == "Decimal":
        precision, scale = (want(part, int) for part in rest)
        if not 0 <= scale <= precision <= 38 or not precision:
            raise CodecError("The data has an impossible type of Polars.")
        return pl.Decimal(precision, scale)
    if name == "Enum":
        categories = [want(category, str) for category in rest]
        if len(set(categories)) != len(categories):
            raise CodecError("The data has an enumeration with equal categories.")
        return pl.Enum(categories)
    return _read_moment(name, *rest)


def _read_moment(name: str, unit: Any, zone: Any) -> Any:
    import polars as pl

    if name not in ("Datetime", "Duration") or want(unit, str) not in _UNITS:
        raise CodecError("The data has an unknown type of Polars.")
    if zone is not None and (name == "Duration" or want(zone, str) not in zones()):
        raise CodecError("The data has a time zone that is not in the list.")
    return pl.Datetime(unit, zone) if name == "Datetime" else pl.Duration(unit)


def _read_nested(name: str, rest: list[Any], depth: int) -> Any:
    import polars as pl

    if name == "Struct":
        fields = [want(field, list) for field in rest]
        names = [want(field[0], str) for field in fields if len(field) == 2]
        if len(set(names)) != len(fields):
            raise CodecError("The data has a struct with fields of equal names.")
        return pl.Struct([pl.Field(field[0], _read_dtype(field[1], depth + 1)) for field in fields])
    inner = _read_dtype(rest[0], depth + 1)
    if name == "List" and len(rest) == 1:
        return pl.List(inner)
    if name == "Array" and len(rest) == 2 and 0 <= want(rest[1], int) <= 2**24:
        return pl.Array(inner, rest[1])
    raise CodecError("The data has an unknown type of Polars.")


def _fits(value: Any, dtype: Any) -> bool:
    """Whether Polars may take a Python value for one of this type: it ends the process on some that it may not."""
    import datetime as dt
    import decimal

    if value is None:
        return True
    name = type(dtype).__name__
    if name == "Struct":
        named = {field.name: field.dtype for field in dtype.fields}
        return type(value) is dict and value.keys() == named.keys() and all(_fits(value[k], named[k]) for k in named)
    if name in ("List", "Array"):
        size = getattr(dtype, "size", None)
        return type(value) is list and size in (None, len(value)) and all(_fits(item, dtype.inner) for item in value)
    if name in _WHOLE or name == "Int128":
        bits, signed = int(name.rpartition("nt")[2]), name[0] != "U"
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1)) if signed else (0, 2**bits)
        return type(value) is int and low <= value < high
    if name == "Enum":
        return type(value) is str and value in set(dtype.categories.to_list())
    kinds: dict[str, type] = {
        "Float32": float, "Float64": float, "Boolean": bool, "String": str, "Categorical": str, "Binary": bytes,
        "Date": dt.date, "Time": dt.time, "Datetime": dt.datetime, "Duration": dt.timedelta, "Decimal": decimal.Decimal,
    }  # fmt: skip
    return name == "Object" or type(value) is kinds.get(name)


# -- series and frames -------------------------------------------------------------------------------------------------


def _series(encoder: Encoder, value: Any) -> Node:
    import polars as pl

    if type(value) is not pl.Series:
        raise TypeError("a class derived from that of Polars")
    dtype = _write_dtype(value.dtype)
    head = ["polars series", encoder.value(value.name), dtype]
    kind = _BUFFERED.get(dtype if type(dtype) is str else dtype[0])
    if kind is None or type(value.dtype).__name__ == "Null":
        encoder.take(len(value))
        return [*head, None, *encoder.values(value.to_list())]
    encoder.take(len(value))
    plain = value.to_physical().fill_null(False if kind == "bool" else 0).to_numpy().astype(kind, copy=False)
    return [*head, write_array(encoder, value.is_null().to_numpy()), write_array(encoder, plain)]


def _read_series(decoder: Decoder, name_node: Any, dtype_node: Any, mask_node: Any, *nodes: Any) -> Any:
    import polars as pl

    name, dtype = want(decoder.value(name_node), str), _read_dtype(dtype_node)
    kind = _BUFFERED.get(type(dtype).__name__)
    try:
        if mask_node is None:
            return _from_items(decoder, name, dtype, nodes)
        (node,) = nodes
        mask, data = read_array(decoder, mask_node), read_array(decoder, node)
        if kind is None or data.dtype.name != kind or mask.dtype.name != "bool" or not data.dtype.isnative:
            raise CodecError("The data has a column of another dtype than it says.")
        if data.ndim != 1 or data.shape != mask.shape:
            raise CodecError("The data has a column of another shape than it says.")
        series = pl.Series(name, data).cast(dtype)
        return series.set(pl.Series(mask), None) if mask.any() else series
    except pl.exceptions.PanicException as error:
        raise CodecError("The data has a column that Polars does not take.") from error


def _from_items(decoder: Decoder, name: str, dtype: Any, nodes: Any) -> Any:
    import polars as pl

    values = decoder.values(nodes)
    if type(dtype).__name__ in _BUFFERED or not all(_fits(value, dtype) for value in values):
        raise CodecError("The data has a column of other values than it says.")
    width = _width(dtype)
    if width > 1:
        decoder.claim(16 * width * sum(map(_absences, values)))  # a missing array takes the room of a present one
    return pl.Series(name, values, dtype=dtype, strict=True)


def _width(dtype: Any) -> int:
    """How many elements one value of the type takes whether it is present or not."""
    name = type(dtype).__name__
    if name == "Array":
        return int(dtype.size) * _width(dtype.inner)
    if name == "Struct":
        return sum(_width(field.dtype) for field in dtype.fields)
    return _width(dtype.inner) if name == "List" else 1


def _absences(value: Any) -> int:
    if type(value) is list:
        return sum(map(_absences, value))
    return sum(map(_absences, value.values())) if type(value) is dict else int(value is None)


def _frame(encoder: Encoder, value: Any) -> Node:
    import polars as pl

    if type(value) is not pl.DataFrame:
        raise TypeError("a class derived from that of Polars")
    return ["polars frame", *(encoder.part(column) for column in value.get_columns())]


def _read_frame(decoder: Decoder, *nodes: Any) -> Any:
    import polars as pl

    columns = decoder.values(nodes)
    if any(type(column) is not pl.Series for column in columns):
        raise CodecError("The data has a frame of something else than columns.")
    if len({len(column) for column in columns}) > 1 or len({column.name for column in columns}) < len(columns):
        raise CodecError("The data has a frame with columns that do not fit together.")
    return pl.DataFrame(columns)


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("polars", "DataFrame", _frame),
    ("polars", "Series", _series),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "polars series": _read_series,
    "polars frame": _read_frame,
}
