"""Values of every kind that the codec carries, and a comparison that is stricter than any equality."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import math
import pathlib
import struct
import zoneinfo
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import scipy.sparse as sp
import torch

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
BITS = struct.unpack("<d", b"\1\0\0\0\0\0\xf8\x7f")[0]  # a NaN with a payload
ALIGNED = np.dtype([("a", "i1"), ("b", "f8", (2,)), ("inner", [("u", "U2"), ("t", "?")]), ("o", object)], align=True)

PLAIN: list[Any] = [
    None, ..., True, False, 0, -1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 7**5000, 1.5, -0.0, math.inf,
    -math.inf, math.nan, BITS, 1j, complex(-0.0, math.nan), "", "text", "naïve 🙂", "\ud800 alone", "nul\0", b"",
    b"\xff", bytearray(b"ab"), [], [1, [2, [3]]], list(range(40)), [0.5, math.nan] * 20, [1] * 20 + [2**70], (), (1,),
    tuple(range(30)), (1.0,) * 30, [True] * 20, [1.0] * 20 + [1], {}, {"b": 1, "a": 2},
    {1: "x", (1, 2): "y", None: "z", 2.5: "w", frozenset({1}): 0}, {math.nan: 1}, set(), {1, "a", None, (1, 2)},
    frozenset({2, 3}), range(5), range(10**30, 0, -7), slice(None, 3, -1), dt.date(1, 1, 1), dt.date.max,
    dt.datetime.max, dt.datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=dt.UTC),
    dt.datetime(2020, 10, 25, 2, 30, tzinfo=PARIS, fold=1),
    dt.datetime(2024, 1, 1, tzinfo=dt.timezone(-dt.timedelta(hours=3))), dt.time(23, 59, 59, 999_999),
    dt.time(1, tzinfo=dt.timezone(dt.timedelta(minutes=90), "named")), dt.timedelta.min, dt.timedelta.max,
    dt.timedelta(-1, 5, 7), decimal.Decimal("-1.50E-7"), decimal.Decimal("NaN12"), decimal.Decimal("-0"),
    decimal.Decimal("Infinity"), decimal.Decimal("sNaN"), fractions.Fraction(-1, 3), pathlib.Path("/a/b"),
    pathlib.PurePosixPath("a\ud800"), pathlib.PureWindowsPath("c:\\x"), collections.deque([1, 2], maxlen=3),
]  # fmt: skip

SCALARS: list[Any] = [
    np.float64(-0.0), np.float32(math.nan), np.float16(1.5), np.longdouble("0.1"), np.clongdouble(1 + 2j), np.int8(-3),
    np.uint64(2**64 - 1), np.bool_(True), np.complex64(1j), np.str_("a\0"), np.bytes_(b"a\0"), np.datetime64("NaT"),
    np.datetime64("2024-01-01T00", "h"), np.timedelta64(5, "ms"), np.datetime64(7, "25s"), np.timedelta64(3),
    np.void(b"ab"), np.array((1, 2.5), dtype=[("a", "i4"), ("b", ">f8")])[()], np.dtype(">f8"), np.dtype("U3"),
    ALIGNED, np.dtype(object), torch.bfloat16, pd.Timestamp("2024-01-01", tz="UTC"),
    pd.Timestamp("2020-10-25 01:30Z").tz_convert(PARIS), pd.Timestamp("2024-01-01").as_unit("s"),
    pd.Timestamp(1, unit="ns"), pd.Timedelta("-1 day"), pd.Timedelta(1, unit="ns"), pd.Period("2024-03", "M"),
    pd.Period("2024Q1"), pd.Interval(0, 1, closed="both"), pd.NaT, pd.NA, np.ma.masked,
    pd.Interval(pd.Timestamp("2024"), pd.Timestamp("2025")),
]  # fmt: skip

_NUMBERS = np.arange(24).reshape(2, 3, 4)
ARRAYS: list[Any] = [
    *(_NUMBERS.astype(t) for t in ("?", "i1", "u2", "i4", "i8", "f2", "f4", "f8", "g", "c8", "c16", "G", ">i4", ">f8",
    ">c8")), *(_NUMBERS.astype(f"M8[{u}]") for u in ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs",
    "as", "25s")), np.array(["2024-01-01", "NaT"], "M8[D]"), np.array([1, "NaT"], "m8[s]"), np.array([1], ">M8[ns]"),
    np.array([5], "m8"), np.array([math.nan, BITS, -0.0, math.inf]), np.array(3.5), np.zeros((0, 3)),
    np.zeros((2, 0), ">U3"), np.ndarray((3,), "U0"), np.array(["a", "", "🙂\ud800"]), np.array(["a", "b"], ">U4"),
    np.array([b"a\0b", b""]), np.array([b"ab"], "V2"),
    np.array([1, "a", None, [2], {"k": np.arange(2)}, math.nan], dtype=object),
    np.array([[1, 2], [3, 4]], dtype=object), np.array(None, dtype=object), np.zeros(2, ALIGNED),
    np.zeros((2, 2), [("a", ">i4"), ("b", "M8[D]")]), np.zeros(3, []),
    np.array(["a", "long " * 20, ""], dtype=np.dtypes.StringDType()),
    np.array(["a", None], dtype=np.dtypes.StringDType(na_object=None, coerce=False)),
    np.ma.array([1, 2, 3], mask=[0, 1, 0]), np.ma.array([1.0, 2.0]),
    np.ma.array([[1, 2]], mask=[[1, 0]], fill_value=-9),
    np.ma.array([(1, 2.0)], mask=[(0, 1)], dtype=[("a", int), ("b", float)]),
    np.ma.array([1, 2], mask=[0, 1], hard_mask=True),
]  # fmt: skip

_MOMENTS = pd.date_range("2024-03-30 22:00", periods=6, freq="h", tz="UTC")
INDEXES: list[Any] = [
    pd.RangeIndex(5), pd.RangeIndex(10, 0, -3, name="n"), pd.RangeIndex(0), pd.Index([3, 1, 2], name=("a", 1)),
    pd.Index([1.5, math.nan]), pd.Index(["a", None], name="text"), pd.Index([1, "a"]),
    pd.Index(["a", "b"], dtype=object), pd.Index([True, False]), pd.Index([1, 2], dtype="Int64"),
    pd.Index(["a"], dtype="string[python]"), _MOMENTS, _MOMENTS.tz_convert(PARIS),
    pd.date_range("2024", periods=4, freq="MS", name="m"), pd.date_range("2024", periods=3, freq="2W-WED"),
    pd.date_range("2024", periods=3, freq="B").as_unit("s"), pd.DatetimeIndex(["2024-01-01", None]),
    pd.DatetimeIndex([]), pd.timedelta_range("1s", periods=3), pd.to_timedelta(["1s", None]),
    pd.period_range("2024", periods=3, freq="Q"), pd.PeriodIndex(["2024-01", None], freq="M"),
    pd.CategoricalIndex(["b", None, "a"], categories=["b", "a", "c"], ordered=True),
    pd.IntervalIndex.from_breaks([0, 1, 2], closed="left", name="i"), pd.IntervalIndex.from_breaks(_MOMENTS),
    pd.MultiIndex.from_product([[1, 2], ["a", "b"]], names=["n", None]),
    pd.MultiIndex.from_arrays([[1, None], _MOMENTS[:2]]), pd.MultiIndex.from_product([[1, 2, 3], ["a", "b"]])[:2],
]  # fmt: skip

COLUMNS: list[Any] = [
    pd.Series([1, 2], name="x"), pd.Series([1.5, math.nan], index=["a", "a"]), pd.Series(["a", None]),
    pd.Series([], dtype="int8"), pd.Series(["a", 1, None, math.nan, pd.NA], dtype=object),
    pd.Series([1, None], dtype="Int64"), pd.Series([1.5, None], dtype="Float32"),
    pd.Series([True, None], dtype="boolean"), pd.Series([3, None], dtype="UInt8"),
    pd.Series(["a", None], dtype="string"), pd.Series(["a", None], dtype="string[python]"),
    pd.Series(["\ud800"], dtype="string[python]"), pd.Series(["b", None],
    dtype=pd.CategoricalDtype(["b", "a"], ordered=True)), pd.Series(pd.Categorical([1, 2, 1])), pd.Series(_MOMENTS),
    pd.Series(_MOMENTS.tz_convert(PARIS)), pd.Series(_MOMENTS.tz_localize(None).as_unit("ms")),
    pd.Series(pd.to_timedelta([1, None], unit="s")), pd.Series(pd.period_range("2024", periods=2, freq="D")),
    pd.Series(pd.IntervalIndex.from_breaks([0, 1, 2])), pd.Series([1, None], dtype="int64[pyarrow]"),
    pd.Series(["a", None], dtype="large_string[pyarrow]"), pd.Series([1.5], dtype="float[pyarrow]"), pd.Series([1j]),
    *map(pd.Series, INDEXES[3:6]),
]  # fmt: skip

FRAMES: list[Any] = [
    pd.DataFrame(), pd.DataFrame(index=[1, 2]), pd.DataFrame(columns=["a", "b"]),
    pd.DataFrame({"a": [1, 2], "b": ["x", None]}), pd.DataFrame([[1, "a"], [2, "b"]], columns=["x", "x"]),
    pd.DataFrame(np.eye(3), columns=INDEXES[-3][:3]),
    pd.DataFrame({"t": _MOMENTS, "c": pd.Categorical(list("ababab")), "o": [1, "a", None, [1], (2,), 3.5]},
    index=_MOMENTS), pd.DataFrame({k: column.reset_index(drop=True) for k,
    column in enumerate(COLUMNS) if len(column) == 2}),
    pd.DataFrame({"a": [1]}, index=pd.Index([1], name="row")).rename_axis(columns="name of columns"),
]  # fmt: skip

_TORCH = [getattr(torch, name) for name in (
    "bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32",
    "float64", "complex64", "complex128", "float8_e4m3fn", "float8_e5m2",
)]  # fmt: skip
TENSORS: list[Any] = [
    *(torch.arange(6).reshape(2, 3).to(t) for t in _TORCH), torch.tensor(math.nan), torch.zeros(0, 3),
    torch.zeros(2, 0).T, torch.tensor([1 + 2j]).conj(), torch.arange(6).reshape(2, 3).T, torch.zeros(1).expand(4, 3),
    torch.ones(2)._neg_view(),
]  # fmt: skip

POLARS: list[Any] = [
    *(pl.Series("n", [1, None, 3], dtype=t) for t in (pl.Int8, pl.UInt8, pl.Int64, pl.UInt64, pl.Int128, pl.Float32,
    pl.Float64)), pl.Series([0.5, math.nan, None]), pl.Series([True, None]), pl.Series(["a", None, "🙂"]),
    pl.Series([b"a", None]), pl.Series([dt.date(2024, 1, 1), None]), pl.Series([dt.time(1, 2, 3, 4), None]),
    pl.Series([None, None]), pl.Series([], dtype=pl.Int8),
    pl.Series([1, None], dtype=pl.Datetime("ns", "Europe/Paris")), pl.Series([1], dtype=pl.Datetime("ms")),
    pl.Series([1, None], dtype=pl.Duration("us")), pl.Series(["x", None, "y"], dtype=pl.Categorical),
    pl.Series(["b"], dtype=pl.Enum(["a", "b"])), pl.Series([decimal.Decimal("1.50"), None], dtype=pl.Decimal(10, 2)),
    pl.Series([[1, None], None, []]), pl.Series([[1.0, 2.0]], dtype=pl.Array(pl.Float32, 2)),
    pl.Series([{"a": 1, "b": ["x"]}, None]), pl.DataFrame(), pl.DataFrame({"a": [1, 2], "b": ["x", None]}),
    pl.DataFrame({"a": []}, schema={"a": pl.Float64}),
]  # fmt: skip

_MATRIX = np.array([[0, 1.5, 0, 0], [0, 0, 0, 0], [2, 0, 0, 3], [0, 0, 0, 0]])
SPARSE: list[Any] = [
    *(getattr(sp, f"{form}_{kind}")(_MATRIX) for form in ("csr", "csc", "bsr", "coo", "dia", "lil",
    "dok") for kind in ("array", "matrix")), sp.bsr_array(_MATRIX, blocksize=(2, 2)), sp.csr_array((0, 3)),
    sp.coo_array(np.array([0, 1, 2])), sp.csr_array(np.array([0, 1, 2])), sp.csr_array(_MATRIX[:, :3].astype(bool)),
    sp.coo_array(([1, 2], ([0, 0], [1, 1])), shape=(2, 3)), sp.csc_array(_MATRIX[:3]),
]  # fmt: skip

ALL = [*PLAIN, *SCALARS, *ARRAYS, *INDEXES, *COLUMNS, *FRAMES, *TENSORS, *POLARS, *SPARSE]


def same(a: Any, b: Any) -> bool:
    """Whether two values agree in type, dtype, labels, order and every bit that means something."""
    if type(a) is not type(b):
        return False
    for cls, check in _CHECKS.items():
        if isinstance(a, cls):
            return bool(check(a, b))
    return bool(a == b)


def _sequences(a: Any, b: Any) -> bool:
    return len(a) == len(b) and all(map(same, a, b))


def _arrays(a: Any, b: Any) -> bool:
    if (
        a.dtype != b.dtype
        or a.dtype.str != b.dtype.str
        or a.shape != b.shape
        or not b.flags.c_contiguous
        or not b.flags.writeable
    ):
        return False
    if a.dtype.names is not None:
        return all(_arrays(a[name], np.array(b[name], order="C")) for name in a.dtype.names)
    if a.dtype.kind in "OT":
        return _sequences(a.ravel().tolist(), b.ravel().tolist())
    if a.dtype.char in "gG":
        return np.array_equal(a, b)
    return a.tobytes() == b.tobytes()


def _masked(a: Any, b: Any) -> bool:
    if a is np.ma.masked:
        return b is np.ma.masked
    bits = (a.mask is np.ma.nomask) == (b.mask is np.ma.nomask) and np.array_equal(a.mask, b.mask)
    return bits and _arrays(a.data, b.data) and same(a.fill_value, b.fill_value) and a.hardmask == b.hardmask


def _passes(check: Any, **options: Any) -> Any:
    def run(a: Any, b: Any) -> bool:
        check(a, b, **options)
        return True

    return run


def _indexes(a: Any, b: Any) -> bool:
    pd.testing.assert_index_equal(a, b, exact=True, check_exact=True)
    if isinstance(a, pd.MultiIndex):
        return _sequences(list(a.levels), list(b.levels)) and all(map(np.array_equal, a.codes, b.codes))
    return a.dtype == b.dtype and getattr(a, "freq", None) == getattr(b, "freq", None)


def _labelled(a: Any, b: Any) -> bool:
    exactly = {"check_exact": True, "check_freq": True, "check_index_type": True}
    if isinstance(a, pd.Series):
        pd.testing.assert_series_equal(a, b, **exactly)
        return _indexes(a.index, b.index) and same(a.name, b.name)
    pd.testing.assert_frame_equal(a, b, check_column_type=True, **exactly)
    return _indexes(a.index, b.index) and _indexes(a.columns, b.columns) and a.dtypes.tolist() == b.dtypes.tolist()


def _tensors(a: Any, b: Any) -> bool:
    if a.dtype != b.dtype or a.shape != b.shape or not b.is_contiguous() or b.requires_grad:
        return False
    plain = a.resolve_conj().resolve_neg().contiguous().reshape(-1)
    return not a.numel() or torch.equal(plain.view(torch.uint8), b.reshape(-1).view(torch.uint8))


def _polars(a: Any, b: Any) -> bool:
    if isinstance(a, pl.DataFrame):
        return a.schema == b.schema and a.equals(b)
    return a.dtype == b.dtype and a.name == b.name and a.equals(b, null_equal=True)


def _sparse(a: Any, b: Any) -> bool:
    right = a.format == b.format and a.shape == b.shape and a.dtype == b.dtype and (a != b).nnz == 0
    return right and (a.format != "bsr" or a.blocksize == b.blocksize)


_CHECKS: dict[Any, Any] = {
    np.ma.MaskedArray: _masked,
    np.ndarray: _arrays,
    np.datetime64: lambda a, b: a.dtype == b.dtype and a.tobytes() == b.tobytes(),
    np.timedelta64: lambda a, b: a.dtype == b.dtype and a.tobytes() == b.tobytes(),
    np.longdouble: lambda a, b: a == b,
    np.clongdouble: lambda a, b: a == b,
    np.void: lambda a, b: a.dtype == b.dtype and a.tobytes() == b.tobytes(),
    np.number: lambda a, b: a.tobytes() == b.tobytes(),
    float: lambda a, b: struct.pack("d", a) == struct.pack("d", b),
    complex: lambda a, b: same(a.real, b.real) and same(a.imag, b.imag),
    list: _sequences,
    tuple: _sequences,
    dict: lambda a, b: _sequences(list(a.items()), list(b.items())),
    set: lambda a, b: a == b and sorted(map(repr, a)) == sorted(map(repr, b)),
    range: lambda a, b: (a.start, a.stop, a.step) == (b.start, b.stop, b.step),
    pd.Timestamp: lambda a, b: a == b and a.unit == b.unit and a.tz == b.tz and a.fold == b.fold,
    pd.Timedelta: lambda a, b: a == b and a.unit == b.unit,
    type(pd.NaT): lambda a, b: a is b,
    type(pd.NA): lambda a, b: a is b,
    dt.datetime: lambda a, b: (
        a.replace(tzinfo=None) == b.replace(tzinfo=None) and repr(a.tzinfo) == repr(b.tzinfo) and a.fold == b.fold
    ),
    dt.time: lambda a, b: repr(a) == repr(b),
    decimal.Decimal: lambda a, b: a.compare_total(b) == 0,
    collections.deque: lambda a, b: a == b and a.maxlen == b.maxlen,
    pd.Index: _indexes,
    (pd.Series, pd.DataFrame): _labelled,
    torch.Tensor: _tensors,
    (pl.Series, pl.DataFrame): _polars,
    (sp.sparray, sp.spmatrix): _sparse,
}
