"""pandas: DataFrames, Series and every kind of Index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.grading.codec.arrays import read_array, write_array
from workbench.grading.codec.columns import OFFSET, read_distinct, read_offset, write_extension
from workbench.grading.codec.protocols import Decoder, Encoder, Node
from workbench.grading.codec.types import CodecError, TooLargeError, want

MAX_OFFSET_STEPS = 100_000
"""pandas checks the offset of an index by generating the whole index anew, for some offsets step by step."""


def _range_index(encoder: Encoder, index: Any) -> Node:
    if len(index) > encoder.limit:
        raise TooLargeError("An index has more entries than are accepted. Return less.")
    return ["range index", *encoder.values((index.start, index.stop, index.step, index.name))]


def _multi_index(encoder: Encoder, index: Any) -> Node:
    levels = [encoder.part(level) for level in index.levels]
    codes = [write_array(encoder, numbers) for numbers in index.codes]
    return ["multi index", encoder.values(index.names), levels, codes]


def _index(encoder: Encoder, index: Any) -> Node:
    offset = getattr(index, "freq", None)
    name = None
    if offset is not None and type(index).__name__ != "PeriodIndex" and len(index) <= encoder.offset_steps:
        name = offset.freqstr if OFFSET.fullmatch(offset.freqstr) else None
        encoder.offset_steps -= len(index) if name else 0
    return ["index", encoder.value(index.name), write_extension(encoder, index.array), name]


def _read_range_index(decoder: Decoder, *nodes: Any) -> Any:
    import pandas as pd

    *limits, name = decoder.values(nodes)
    entries = range(*(want(limit, int) for limit in limits))
    if len(limits) != 3 or len(entries) > decoder.limit:
        raise CodecError("The data claims a longer index than is accepted.")
    return pd.RangeIndex(entries, name=name)


def _read_multi_index(decoder: Decoder, names: Any, levels: Any, codes: Any) -> Any:
    import pandas as pd

    return pd.MultiIndex(
        levels=[read_distinct(decoder, decoder.value(level)) for level in want(levels, list)],
        codes=[_integers(decoder, numbers) for numbers in want(codes, list)],
        names=decoder.values(want(names, list)),
        verify_integrity=True,
    )


def _integers(decoder: Decoder, node: Any) -> Any:
    numbers = read_array(decoder, node)
    if numbers.ndim != 1 or numbers.dtype.kind != "i":
        raise CodecError("The data has an index without codes.")
    return numbers


def _read_column(decoder: Decoder, node: Any) -> Any:
    """An array with its dtype, in the form that pandas' constructors take without guessing."""
    import numpy as np
    import pandas as pd

    array = decoder.value(node)
    if isinstance(array, np.ndarray) and array.ndim == 1 and type(array) is np.ndarray:
        return array
    if isinstance(array, pd.api.extensions.ExtensionArray):
        return array
    raise CodecError("The data has something else where a column belongs.")


def _read_index(decoder: Decoder, name: Any, node: Any, offset: Any) -> Any:
    import pandas as pd

    column = _read_column(decoder, node)
    index: Any = pd.Index(column, dtype=column.dtype, name=decoder.value(name))
    if offset is None:
        return index
    decoder.offset_steps -= len(index)
    if decoder.offset_steps < 0 or type(index) not in (pd.DatetimeIndex, pd.TimedeltaIndex):
        raise CodecError("The data has an index with an offset that it cannot have.")
    return type(index)(index, freq=read_offset(offset), name=index.name)


def _series(encoder: Encoder, value: Any) -> Node:
    import pandas as pd

    plain = value if type(value) is pd.Series else pd.Series(value)
    return ["series", encoder.value(plain.name), encoder.part(plain.index), encoder.part(plain.array)]


def _frame(encoder: Encoder, value: Any) -> Node:
    import pandas as pd

    plain = value if type(value) is pd.DataFrame else pd.DataFrame(value)
    head = [encoder.part(plain.columns), encoder.part(plain.index)]
    return ["frame", *head, *(encoder.part(plain.iloc[:, k].array) for k in range(plain.shape[1]))]


def _read_series(decoder: Decoder, name: Any, index: Any, node: Any) -> Any:
    import pandas as pd

    column = _read_column(decoder, node)
    return pd.Series(
        column, index=_read_labels(decoder, index, len(column)), dtype=column.dtype, name=decoder.value(name)
    )


def _read_labels(decoder: Decoder, node: Any, length: int | None) -> Any:
    import pandas as pd

    index = decoder.value(node)
    if not isinstance(index, pd.Index) or (length is not None and len(index) != length):
        raise CodecError("The data has labels that do not fit their values.")
    return index


def _read_frame(decoder: Decoder, columns: Any, index: Any, *nodes: Any) -> Any:
    import pandas as pd

    names = _read_labels(decoder, columns, len(nodes))
    rows = _read_labels(decoder, index, None)
    arrays = [_read_column(decoder, node) for node in nodes]
    if any(len(array) != len(rows) for array in arrays):
        raise CodecError("The data has labels that do not fit their values.")
    frame = pd.DataFrame({k: pd.Series(array, dtype=array.dtype) for k, array in enumerate(arrays)}, index=None)
    if not arrays:
        return pd.DataFrame(index=rows, columns=names)
    frame.index, frame.columns = rows, names
    return frame


ENCODERS: tuple[tuple[str, str, Callable[[Encoder, Any], Node]], ...] = (
    ("pandas", "DataFrame", _frame),
    ("pandas", "Series", _series),
    ("pandas", "Index", _index),
    ("pandas", "RangeIndex", _range_index),
    ("pandas", "MultiIndex", _multi_index),
)

DECODERS: dict[str, Callable[..., Any]] = {
    "range index": _read_range_index,
    "multi index": _read_multi_index,
    "index": _read_index,
    "series": _read_series,
    "frame": _read_frame,
}
