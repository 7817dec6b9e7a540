"""pandas and Polars: columns, index, order and dtype are told apart, because each is another mistake."""

from __future__ import annotations

from typing import Any

from workbench.checking.compare.core import Tolerance, compare, comparer, wrong_type
from workbench.checking.show import loaded_class, show_pair, show_value
from workbench.checking.types import Difference


@comparer("pandas", "DataFrame")
def frames(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Two DataFrames: columns (names, then order), number of rows, index, order of rows, dtypes, values."""
    import pandas as pd

    if not isinstance(got, pd.DataFrame):
        if isinstance(got, pd.Series):
            return Difference(kind="type", text="A Series came back, a DataFrame was expected.")
        return wrong_type(got, expected)
    difference = _columns(list(got.columns), list(expected.columns), ordered=limits.ordered)
    if difference:
        return difference
    if len(got) != len(expected):
        return Difference(kind="rows", text=f"{len(got)} rows came back, {len(expected)} were expected.")
    return None if _same(got, expected) else _rows(got[list(expected.columns)], expected, limits)


def _rows(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Index, order, dtypes and values of two frames of the same columns and length."""
    if not limits.ordered:
        got, expected = _sorted_frame(got), _sorted_frame(expected)
        if isinstance(expected_index := expected.index, type(got.index)) and expected_index.dtype.kind == "i":
            # Numbered rows: the numbers move with the rows, and say nothing once the order is free.
            got, expected = got.reset_index(drop=True), expected.reset_index(drop=True)
    difference = indexes(got.index, expected.index, limits)
    if difference:
        return _order_or(difference, got, expected, limits)
    for position in range(expected.shape[1]):
        difference = _column(got.iloc[:, position], expected.iloc[:, position], limits)
        if difference:
            return _order_or(difference, got, expected, limits)
    return None


def _same(got: Any, expected: Any) -> bool:
    """Whether two frames are equal to the last bit: the usual case, many times quicker than column by column.

    Columns of Python objects are left to the comparison of their values: pandas takes 1 and True for equal there.
    """
    import pandas as pd

    return (
        type(got) is type(expected) is pd.DataFrame
        and list(got.index.names) == list(expected.index.names)
        and type(got.index) is type(expected.index)
        and list(got.dtypes) == list(expected.dtypes)
        and not any(map(pd.api.types.is_object_dtype, expected.dtypes))
        and got.equals(expected)
    )


def _columns(got: list[Any], expected: list[Any], *, ordered: bool) -> Difference | None:
    missing = [name for name in expected if name not in got]
    extra = [name for name in got if name not in expected]
    if missing or extra:
        parts = []
        if missing:
            parts.append(f"missing {', '.join(map(repr, missing[:6]))}")
        if extra:
            parts.append(f"not expected {', '.join(map(repr, extra[:6]))}")
        return Difference(kind="columns", text=f"The columns differ: {'; '.join(parts)}.")
    if ordered and got != expected:
        return Difference(kind="column_order", text=f"The columns are in another order: expected {expected}.")
    return None


def _sorted_frame(frame: Any) -> Any:
    keys = frame.reset_index(drop=True).astype(str)
    order = keys.sort_values(list(keys.columns)).index if len(keys.columns) else keys.index
    return frame.iloc[order]


def _order_or(difference: Difference, got: Any, expected: Any, limits: Tolerance) -> Difference:
    """Say 'order' when sorting the rows would make them equal, else the difference found."""
    if limits.ordered and not limits.brief and difference.kind in ("value", "index"):
        a, b = _sorted_frame(got), _sorted_frame(expected)
        same_values = all(
            _column(a.iloc[:, k].reset_index(drop=True), b.iloc[:, k].reset_index(drop=True), limits) is None
            for k in range(b.shape[1])
        )
        by_position = all(
            _column(got.iloc[:, k].reset_index(drop=True), expected.iloc[:, k].reset_index(drop=True), limits) is None
            for k in range(expected.shape[1])
        )
        if same_values and not by_position:
            return Difference(kind="order", text="The rows are right but in another order.")
    return difference


@comparer("pandas", "Index")
def indexes(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Row labels: length, names, then values in order."""
    import pandas as pd

    if not isinstance(got, pd.Index):
        return wrong_type(got, expected)
    if len(got) != len(expected):
        return Difference(kind="length", text=f"The index has {len(got)} entries, {len(expected)} were expected.")
    if got.nlevels != expected.nlevels:
        return Difference(kind="index", text=f"The index has {got.nlevels} levels, {expected.nlevels} were expected.")
    if got.equals(expected):
        if list(got.names) != list(expected.names):
            return Difference(kind="index", text=f"The index is named {got.names}, expected {expected.names}.")
        return None
    if isinstance(expected, pd.RangeIndex) and not isinstance(got, pd.RangeIndex):
        text = "The index carries labels from before; a fresh one 0, 1, 2, … was expected (reset_index(drop=True))."
        return Difference(kind="index", text=text)
    difference = _column(pd.Series(got), pd.Series(expected), limits) if got.nlevels == 1 else None
    if got.nlevels == 1 and difference is None:
        return None
    text = f"The index differs: {show_value(list(got[:5]))} came, {show_value(list(expected[:5]))} was expected."
    return Difference(kind="index", text=text)


def _kind(dtype: Any) -> str:
    import pandas as pd

    checks = [
        ("bool", pd.api.types.is_bool_dtype), ("complex number", pd.api.types.is_complex_dtype),
        ("number", pd.api.types.is_numeric_dtype),
        ("datetime", pd.api.types.is_datetime64_any_dtype), ("duration", pd.api.types.is_timedelta64_dtype),
    ]  # fmt: skip
    if isinstance(dtype, pd.CategoricalDtype):
        return "category"
    return next((name for name, check in checks if check(dtype)), "text")


def _column(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """One column: dtype family (or the dtype itself with check_dtype), missing values, values."""
    name = f"Column {expected.name!r}: " if expected.name is not None else ""
    strict = limits.check_dtype and got.dtype != expected.dtype
    if strict or _kind(got.dtype) != _kind(expected.dtype):
        return Difference(kind="dtype", text=f"{name}dtype {got.dtype}, {expected.dtype} was expected.")
    missing_got, missing_expected = got.isna().to_numpy(), expected.isna().to_numpy()
    if (missing_got != missing_expected).any():
        text = f"{name}{int(missing_got.sum())} missing values, {int(missing_expected.sum())} were expected."
        return Difference(kind="missing", text=text)
    a, b = got[~missing_got].to_numpy(), expected[~missing_expected].to_numpy()
    numbers = {"number": float, "complex number": complex}
    wrong = _unequal(a, b, limits, number=numbers.get(_kind(expected.dtype)))
    if not wrong.any():
        return None
    k = int(wrong.argmax())
    label = expected.index[~missing_expected][k]
    text = f"{name}{int(wrong.sum())} of {len(expected)} values wrong, the first in row {show_value(label)}: "
    came, wanted = show_pair(a[k], b[k])
    return Difference(kind="value", text=text + f"{came} came, {wanted} was expected.")


def _unequal(a: Any, b: Any, limits: Tolerance, *, number: type | None) -> Any:
    import numpy as np

    if number is not None:
        return ~np.isclose(a.astype(number), b.astype(number), rtol=limits.rtol, atol=limits.atol)
    if a.dtype == object or b.dtype == object:
        return np.array([compare(x, y, limits) is not None for x, y in zip(a, b, strict=True)], dtype=bool)
    return np.asarray(a != b, dtype=bool)


@comparer("pandas", "Series")
def series(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Two Series: length, index, name, dtype, values."""
    import pandas as pd

    if not isinstance(got, pd.Series):
        if isinstance(got, pd.DataFrame):
            return Difference(kind="type", text="A DataFrame came back, a Series was expected (select one column).")
        return wrong_type(got, expected)
    if len(got) != len(expected):
        return Difference(kind="rows", text=f"{len(got)} values came back, {len(expected)} were expected.")
    if not limits.ordered:
        got, expected = got.sort_index(), expected.sort_index()
    difference = indexes(got.index, expected.index, limits)
    if difference:
        return _order_or(difference, got.to_frame("value"), expected.to_frame("value"), limits)
    difference = _column(got, expected, limits)
    if difference:
        return difference
    if got.name != expected.name:
        return Difference(kind="name", text=f"The Series is named {got.name!r}, {expected.name!r} was expected.")
    return None


@comparer("polars", "DataFrame")
def polars_frames(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Polars DataFrames: columns, rows, then as pandas column by column."""
    if isinstance(got, loaded_class("polars", "LazyFrame")):
        return Difference(kind="lazy", text="A LazyFrame came back: nothing was computed yet. Call .collect().")
    if not isinstance(got, loaded_class("polars", "DataFrame")):
        return wrong_type(got, expected)
    difference = _columns(got.columns, expected.columns, ordered=limits.ordered)
    if difference:
        return difference
    for name in expected.columns:
        if limits.check_dtype and got.schema[name] != expected.schema[name]:
            text = f"Column {name!r}: dtype {got.schema[name]}, {expected.schema[name]} was expected."
            return Difference(kind="dtype", text=text)
    return frames(_to_pandas(got), _to_pandas(expected), limits)


@comparer("polars", "Series")
def polars_series(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Polars Series: as a frame of one column; the name counts."""
    if not isinstance(got, loaded_class("polars", "Series")):
        return wrong_type(got, expected)
    return polars_frames(got.to_frame(), expected.to_frame(), limits)


def _to_pandas(frame: Any) -> Any:
    import pandas as pd

    listed = {name: pd.Series(frame[name].to_list(), dtype=_pandas_dtype(frame[name])) for name in frame.columns}
    return pd.DataFrame.from_dict(listed)


def _pandas_dtype(column: Any) -> Any:
    if column.dtype.is_numeric():
        return "float64" if column.null_count() or column.dtype.is_float() else "int64"
    return None
