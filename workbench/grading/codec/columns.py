"""The columns of pandas: its extension arrays, and its scalars."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from workbench.grading.codec.arrays import read_array, write_array
from workbench.grading.codec.dates import decode_zone, encode_zone
from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, TooLargeError, type_name, want

OFFSET = re.compile(r"-?\d{0,9}[A-Za-z]{1,4}(-[A-Z0-9]{3,4})?", re.ASCII)
_UNITS = ("s", "ms", "us", "ns")
_CLOSED = ("left", "right", "both", "neither")
_NULLABLE = frozenset(
    {"boolean", "Float32", "Float64", *(f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64))}
)
_ARROW = {
    "bool": "bool_", "string": "string", "large_string": "large_string", "binary": "binary", "float": "float32",
    "double": "float64", **{f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)},
}  # fmt: skip
"""Types of Arrow by their text, and the functions of pyarrow that make them."""

# -- arrays ------------------------------------------------------------------------------------------------------------


def write_extension(encoder: Encoder, array: Any) -> Node:
    import numpy as np
    import pandas as pd

    dtype = array.dtype
    if isinstance(dtype, np.dtype) or type(array) is pd.arrays.NumpyExtensionArray:
        return write_array(encoder, np.asarray(array))
    for cls, write in _EXTENSIONS.items():
        if type(dtype) is getattr(pd, cls):
            return write(encoder, array, dtype)
    if str(dtype) in _NULLABLE and type_name(type(dtype)).startswith("pandas."):
        # What lies under a missing element is nobody's value.
        data = np.where(array._mask, np.zeros((), array._data.dtype), array._data)
        return ["nullable", str(dtype), write_array(encoder, data), write_array(encoder, array._mask)]
    raise TypeError("an extension array of another library")


def _categorical(encoder: Encoder, array: Any, dtype: Any) -> Node:
    return ["categorical", write_array(encoder, array.codes), encoder.part(dtype.categories), bool(dtype.ordered)]


def _zoned(encoder: Encoder, array: Any, dtype: Any) -> Node:
    return ["zoned", write_array(encoder, array.asi8), dtype.unit, encode_zone(dtype.tz)]


def _texts(encoder: Encoder, array: Any, dtype: Any) -> Node:
    import pandas as pd

    encoder.take(len(array))
    missing = array.isna().tolist()
    items = array.to_numpy(dtype=object).tolist()
    texts = encoder.values(None if absent else text for absent, text in zip(missing, items, strict=True))
    return ["text column", dtype.storage, dtype.na_value is pd.NA, *texts]


def _periods(encoder: Encoder, array: Any, _: Any) -> Node:
    return ["periods", write_array(encoder, array.asi8), offset_name(array.freqstr)]


def _intervals(encoder: Encoder, array: Any, _: Any) -> Node:
    return ["intervals", encoder.part(array.left), encoder.part(array.right), array.closed]


def _sparse(encoder: Encoder, array: Any, dtype: Any) -> Node:
    import numpy as np

    if len(array) * dtype.subtype.itemsize > encoder.limit:
        raise TooLargeError("A sparse column is too large to travel dense. Return a SciPy sparse array.")
    return write_array(encoder, np.asarray(array))


def _arrow(encoder: Encoder, array: Any, dtype: Any) -> Node:
    name = str(dtype.pyarrow_dtype)
    if name not in _ARROW:
        raise ValueError("a type of Arrow that is not in the list")
    encoder.take(len(array))
    return ["arrow", name, *encoder.values(array.to_numpy(dtype=object, na_value=None).tolist())]


_EXTENSIONS: dict[str, Callable[[Encoder, Any, Any], Node]] = {
    "CategoricalDtype": _categorical,
    "DatetimeTZDtype": _zoned,
    "StringDtype": _texts,
    "PeriodDtype": _periods,
    "IntervalDtype": _intervals,
    "SparseDtype": _sparse,
    "ArrowDtype": _arrow,
}


def _read_array_of(decoder: Decoder, node: Any, kind: str) -> Any:
    """A one-dimensional array of this NumPy kind and name."""
    array = read_array(decoder, node)
    if array.ndim != 1 or array.dtype.name != kind or not array.dtype.isnative:
        raise CodecError("The data has a column of another shape or dtype than it says.")
    return array


def read_distinct(decoder: Decoder, index: Any) -> Any:
    """An Index whose entries differ, which pandas would ask in a way that cannot be stopped."""
    import pandas as pd

    if isinstance(index, pd.RangeIndex):
        decoder.claim(8 * len(index))
    elif isinstance(index, pd.Index):
        decoder.distinct(index)
    else:
        raise CodecError("The data has something else where an index belongs.")
    return index


def _read_categorical(decoder: Decoder, codes: Any, categories: Any, ordered: Any) -> Any:
    import pandas as pd

    dtype = pd.CategoricalDtype(read_distinct(decoder, decoder.value(categories)), ordered=want(ordered, bool))
    numbers = read_array(decoder, codes)
    if numbers.ndim != 1 or numbers.dtype.kind != "i":
        raise CodecError("The data has categories without codes.")
    return pd.Categorical.from_codes(numbers, dtype=dtype)


def _read_zoned(decoder: Decoder, data: Any, unit: Any, zone: Any) -> Any:
    import pandas as pd

    if want(unit, str) not in _UNITS:
        raise CodecError("The data has a moment of an unknown unit.")
    moments = pd.DatetimeIndex(_read_array_of(decoder, data, "int64").view(f"M8[{unit}]"))
    return moments.tz_localize("UTC").tz_convert(decode_zone(zone)).array


def _read_nullable(decoder: Decoder, name: Any, data: Any, mask: Any) -> Any:
    import pandas as pd

    if want(name, str) not in _NULLABLE:
        raise CodecError("The data has a column of an unknown dtype.")
    values = _read_array_of(decoder, data, "bool" if name == "boolean" else name.lower())
    cls: Any = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}.get(
        values.dtype.kind, pd.arrays.IntegerArray
    )
    return cls(values, _read_array_of(decoder, mask, "bool"))


def _read_texts(decoder: Decoder, storage: Any, nullable: Any, *items: Any) -> Any:
    import pandas as pd

    if want(storage, str) not in ("python", "pyarrow"):
        raise CodecError("The data has a column of texts kept in an unknown way.")
    texts = [want(text, str, type(None)) for text in decoder.values(items)]
    dtype: Any = pd.StringDtype(storage, na_value=pd.NA if want(nullable, bool) else float("nan"))
    return pd.array(texts, dtype=dtype)


def _read_periods(decoder: Decoder, data: Any, name: Any) -> Any:
    import pandas as pd

    cls: Any = pd.PeriodIndex  # the stubs do not know from_ordinals
    return cls.from_ordinals(_read_array_of(decoder, data, "int64"), freq=read_offset(name)).array


def _read_intervals(decoder: Decoder, left: Any, right: Any, closed: Any) -> Any:
    import pandas as pd

    ends: list[Any] = [decoder.value(left), decoder.value(right)]
    for end in ends:
        if not isinstance(end, pd.Index):
            raise CodecError("The data has intervals without ends.")
        if isinstance(end, pd.RangeIndex):
            decoder.claim(8 * len(end))
    if want(closed, str) not in _CLOSED:
        raise CodecError("The data has intervals closed in an unknown way.")
    return pd.arrays.IntervalArray.from_arrays(ends[0], ends[1], closed=closed)


def _read_arrow(decoder: Decoder, name: Any, *items: Any) -> Any:
    if want(name, str) not in _ARROW:
        raise CodecError("The data has an unknown type of Arrow.")
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

    values = [want(value, str, bytes, int, float, bool, type(None)) for value in decoder.values(items)]
    dtype: Any = pd.ArrowDtype(getattr(pa, _ARROW[name])())
    return pd.array(values, dtype=dtype)


# -- offsets ----------------------------------------------------------------------------------------------------------


def offset_name(name: str) -> str:
    if not OFFSET.fullmatch(name):
        raise ValueError("an offset without a short name")
    return name


def read_offset(name: Any) -> str:
    if not OFFSET.fullmatch(want(name, str)):
        raise CodecError("The data has an unknown offset.")
    text: str = name
    return text


# -- scalars -----------------------------------------------------------------------------------------------------------


def _moment(_: Encoder, value: Any) -> Node:
    return ["timestamp", int(value.asm8.view("i8")), value.unit, encode_zone(value.tzinfo)]


def _duration(_: Encoder, value: Any) -> Node:
    return ["duration", int(value.asm8.view("i8")), value.unit]


def _cell(number: Any, unit: Any, kind: str) -> Any:
    import numpy as np

    if want(unit, str) not in _UNITS:
        raise CodecError("The data has a moment of an unknown unit.")
    return np.array(want(number, int), dtype=np.int64).view(f"{kind}8[{unit}]")[()]


def _read_moment(_: Decoder, number: Any, unit: Any, zone: Any) -> Any:
    import pandas as pd

    moment: Any = pd.Timestamp(_cell(number, unit, "M"))
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(decode_zone(zone))


def _read_duration(_: Decoder, number: Any, unit: Any) -> Any:
    import pandas as pd

    return pd.Timedelta(_cell(number, unit, "m"))


def _period(_: Encoder, value: Any) -> Node:
    return ["period", int(value.ordinal), offset_name(value.freqstr)]


def _read_period(_: Decoder, ordinal: Any, name: Any) -> Any:
    import pandas as pd

    return pd.Period(ordinal=want(ordinal, int), freq=read_offset(name))


def _interval(encoder: Encoder, value: Any) -> Node:
    return ["interval", encoder.value(value.left), encoder.value(value.right), value.closed]


def _read_interval(decoder: Decoder, left: Any, right: Any, closed: Any) -> Any:
    import pandas as pd

    if want(closed, str) not in _CLOSED:
        raise CodecError("The data has an interval closed in an unknown way.")
    return pd.Interval(decoder.value(left), decoder.value(right), closed=closed)


def _constant(name: str) -> Any:
    import pandas as pd

    return getattr(pd, name)


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("pandas.api.extensions", "ExtensionArray", write_extension),
    ("pandas", "Timestamp", _moment),
    ("pandas", "Timedelta", _duration),
    ("pandas", "Period", _period),
    ("pandas", "Interval", _interval),
    ("pandas.api.typing", "NaTType", lambda _, __: ["NaT"]),
    ("pandas.api.typing", "NAType", lambda _, __: ["NA"]),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "categorical": _read_categorical,
    "zoned": _read_zoned,
    "nullable": _read_nullable,
    "text column": _read_texts,
    "periods": _read_periods,
    "intervals": _read_intervals,
    "arrow": _read_arrow,
    "timestamp": _read_moment,
    "duration": _read_duration,
    "period": _read_period,
    "interval": _read_interval,
    "NaT": lambda _: _constant("NaT"),
    "NA": lambda _: _constant("NA"),
}
