"""The typed encoding: every kind comes back as it went, and the same value has the same bytes."""

from __future__ import annotations

import collections
import copy
import datetime as dt
import functools
import os
import subprocess
import sys
import zoneinfo
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import scipy.sparse as sp
import torch
from codec_samples import ALL, COLUMNS, FRAMES, same
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from torch import nn

from workbench.grading.codec import CodecError, Opaque, Record, TooLargeError, decode, describe, encode

# -- round trips -------------------------------------------------------------------------------------------------------


def _name(value: Any) -> str:
    return f"{type(value).__module__.partition('.')[0]}.{type(value).__name__}"


@pytest.mark.parametrize("value", ALL, ids=_name)
def test_a_value_comes_back_exactly_and_with_the_same_bytes(value: Any) -> None:
    data = encode(value)
    back = decode(data)
    assert same(value, back)
    assert encode(back) == data
    assert encode(value) == data


def test_the_comparison_of_these_tests_can_fail() -> None:
    pairs = [
        (1, True), (0.0, -0.0), ([1], (1,)), (np.arange(2), np.arange(2.0)), (np.zeros(2), -np.zeros(2)),
        (np.arange(2, dtype=">i4"), np.arange(2, dtype="<i4")), (torch.zeros(2), -torch.zeros(2)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}), (pl.Series("a", [1]), pl.Series("b", [1])),
    ]  # fmt: skip
    assert [same(a, b) for a, b in pairs] == [False] * len(pairs)
    with pytest.raises(AssertionError):
        same(pd.Series([1], name="a"), pd.Series([1], name="b"))


def test_all_values_travel_together() -> None:
    assert same(ALL, describe(ALL))


_ZONES = st.timezone_keys(allow_prefix=False).map(zoneinfo.ZoneInfo)
_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.integers(-(2**80), 2**80) | st.floats() | st.complex_numbers()
    | st.text() | st.text(st.characters(categories=["Cs", "L"])) | st.binary() | st.dates() | st.datetimes()
    | st.datetimes(timezones=_ZONES) | st.times() | st.timedeltas() | st.fractions()
    | st.decimals(allow_nan=False)
)  # fmt: skip
_KEYS = st.integers() | st.text() | st.tuples(st.integers(), st.text()) | st.dates() | st.none()
_DTYPES = (
    npst.scalar_dtypes() | npst.unicode_string_dtypes(endianness="?") | npst.byte_string_dtypes()
    | npst.array_dtypes(npst.scalar_dtypes()).filter(lambda dtype: all(len(f) == 2 for f in dtype.fields.values()))
)  # fmt: skip
_ARRAYS = _DTYPES.flatmap(lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, max_dims=3, min_side=0)))
_TREES = st.recursive(
    _SCALARS | _ARRAYS,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(_KEYS, inner) | st.sets(_KEYS)
        | st.frozensets(_KEYS)
    ),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, max_examples=300, derandomize=True)
@given(_TREES)
def test_any_tree_of_values_comes_back(value: Any) -> None:
    data = encode(value)
    back = decode(data)
    assert same(value, back)
    assert encode(back) == data


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5), st.data())
def test_any_columns_make_a_frame_that_comes_back(columns: list[pd.Series], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, 5), max_size=4))
    frame = pd.concat([c.reset_index(drop=True).reindex(range(6)) for c in columns], axis=1).iloc[rows]
    frame.columns = pd.Index(data.draw(st.lists(st.sampled_from("abc"), min_size=len(columns), max_size=len(columns))))
    assert same(frame, describe(frame))


@settings(deadline=None, max_examples=100, derandomize=True)
@given(_ARRAYS.filter(lambda a: a.ndim > 1), st.data())
def test_strides_do_not_travel(array: np.ndarray, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from([-1, 2]))
    for view in (array.T, array[::step], np.asfortranarray(array), np.broadcast_to(array, (2, *array.shape))):
        back = describe(view)
        assert back.flags.c_contiguous
        assert same(np.array(view, order="C"), back)


def test_what_arrives_can_be_changed_and_changes_nothing_else() -> None:
    array, tensor = np.arange(3), torch.arange(3)
    there, tensor_there = describe((array, tensor))
    there += 1
    tensor_there += 1
    assert array.tolist() == tensor.tolist() == [0, 1, 2]
    frame = describe(FRAMES[3])
    frame.loc[0, "a"] = 7
    assert frame["a"].tolist() == [7, 2]


def test_the_bytes_of_a_set_do_not_depend_on_the_seed_of_hashes() -> None:
    code = "import sys; from workbench.grading.codec import encode; sys.stdout.buffer.write(encode({*'abcdefgh', 1}))"
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        for seed in ("1", "2")
    ]
    assert [run.stdout for run in runs] == [encode({*"abcdefgh", 1})] * 2


def test_bytes_that_mean_nothing_do_not_travel() -> None:
    padded = np.dtype([("a", "i1"), ("b", "i8")], align=True)
    clean, dirty = np.zeros(3, padded), np.full(48, 0xAA, "u1").view(padded)
    dirty["a"], dirty["b"] = 0, 0
    assert encode(clean) == encode(dirty)
    wide = np.full(32, 0xAA, "u1").view("g").copy()
    wide[:] = 1
    assert encode(wide) == encode(np.ones(2, "g"))
    under = pd.array([1, 2], dtype="Int64")
    under[1] = None
    assert encode(under) == encode(pd.array([1, None], dtype="Int64"))
    seen = np.ma.array([1, 2], mask=[0, 1])
    before = encode(seen)
    assert seen.fill_value is not None
    assert encode(seen) == before


# -- what is not kept --------------------------------------------------------------------------------------------------


def test_subclasses_arrive_as_their_base() -> None:
    counts = collections.OrderedDict(a=1, b=2)
    counts.move_to_end("a")
    cases: list[tuple[Any, Any]] = [
        (collections.Counter("aab"), {"a": 2, "b": 1}), (collections.defaultdict(list, k=[1]), {"k": [1]}),
        (counts, {"b": 2, "a": 1}), (np.array([[1, 2]]).view(np.matrix), np.array([[1, 2]])),
        (torch.Size([2, 3]), (2, 3)),
        (nn.Parameter(torch.ones(2)), torch.ones(2)), (torch.eye(2).to_sparse(), torch.eye(2)),
        (pd.Series(pd.arrays.SparseArray([0, 0, 3])), pd.Series([0, 0, 3])),
        (torch.ones(2).max(0).values, torch.tensor(1.0)),
        (np.array([(1, 2)], dtype=[("a", int), ("b", int)]).view(np.recarray),
        np.array([(1, 2)], dtype=[("a", int), ("b", int)])),
    ]  # fmt: skip
    for value, plain in cases:
        assert same(plain, describe(value)), value


def test_a_named_tuple_keeps_its_fields() -> None:
    point = collections.namedtuple("point", "x count")(1, [2])
    back = describe(point)
    assert isinstance(back, Record)
    assert (back == (1, [2]), back.x, back.count, back._asdict()) == (True, 1, [2], {"x": 1, "count": [2]})
    assert repr(back) == "point(x=1, count=[2])"
    again = copy.deepcopy(back)
    assert again == back
    assert again.x == 1
    assert encode(back) == encode(point)


def test_a_range_of_moments_keeps_its_offset_up_to_a_length() -> None:
    short, long = (pd.date_range("1900", periods=n, freq="D", unit="s") for n in (1_000, 200_000))
    assert describe(short).freq == short.freq
    assert describe(long).freq is None
    assert describe([short] * 150)[-1].freq is None


def test_types_outside_the_list_are_opaque_and_equal_nothing() -> None:
    for value in (
        object(),
        (n for n in "ab"),
        lambda: 1,
        functools.partial(int),
        sys,
        pl.LazyFrame(),
        np.random.default_rng(0),
    ):
        back = describe(value)
        assert isinstance(back, Opaque)
        assert len(back.text) <= 200
        assert back != back
        assert not back == back  # noqa: SIM201
        assert back not in [describe(value)]
        assert encode(back) == encode(value)
    assert describe(object()).type_name == "object"
    assert str(describe({}.keys())) == "<an object of the type dict_keys>"
    inside = describe({"a": [object(), 1]})["a"]
    assert isinstance(inside[0], Opaque)
    assert inside[1] == 1


def test_an_array_of_another_library_is_opaque_with_the_frame_that_holds_it() -> None:
    lists: Any = pd.ArrowDtype(pa.list_(pa.int64()))
    assert isinstance(describe(pd.DataFrame({"a": pd.array([[1]], dtype=lists)})), Opaque)


# -- limits and laziness -----------------------------------------------------------------------------------------------


HUGE: list[Any] = [
    "x" * 2000, b"x" * 2000, [1.5] * 300, list("ab") * 1000, np.zeros(300), torch.zeros(300), pd.Series(np.zeros(300)),
    np.broadcast_to(np.int8(0), (10**12,)), torch.zeros(1).expand(10**12), np.zeros((10**12, 0)), [0] * 1100,
    pd.RangeIndex(10**12), pd.DataFrame(index=range(10**9)), dict.fromkeys(range(500), "value"), 10**200_000,
    np.ndarray((10**6,), "U0"), sp.lil_array((10**6, 1)),
]  # fmt: skip


@pytest.mark.parametrize("value", HUGE, ids=_name)
def test_a_value_beyond_the_limit_is_refused_before_it_is_copied(value: Any) -> None:
    with pytest.raises(TooLargeError):
        encode(value, limit=1000)


def test_the_limit_is_the_number_of_bytes() -> None:
    data = encode("x" * 1000)
    assert encode("x" * 1000, limit=len(data)) == data
    assert decode(data, limit=len(data)) == "x" * 1000
    for run in (lambda: encode("x" * 1000, limit=len(data) - 1), lambda: decode(data, limit=len(data) - 1)):
        with pytest.raises(TooLargeError, match="bytes"):
            run()


def test_what_contains_itself_or_is_too_deep_is_refused() -> None:
    loop: list[Any] = [1]
    loop.append({"again": loop})
    array = np.empty(1, dtype=object)
    array[0] = [array]
    for value in (loop, array):
        with pytest.raises(CodecError, match="contains itself"):
            encode(value)
    deep: Any = []
    for _ in range(99):
        deep = [deep]
    assert same(deep, describe(deep))
    for value in ([deep], functools.reduce(lambda inner, _: {"k": inner}, range(5000), 1)):
        with pytest.raises(CodecError, match="levels deep"):
            encode(value)
    shared = [1]
    assert describe([shared, shared]) == [[1], [1]]


def test_parts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    doubled: Any = [0]
    for _ in range(60):
        doubled = [doubled, doubled]
    monkeypatch.setattr("workbench.grading.codec.encoder.MAX_NODES", 10_000)
    with pytest.raises(TooLargeError, match="parts"):
        encode(doubled)
    with pytest.raises(TooLargeError, match="parts"):
        encode([1.0] * 10_001)
    assert len(describe([1.0] * 9_000)) == 9_000


def test_encoding_loads_no_library_and_decoding_those_it_needs() -> None:
    code = """
import sys
from workbench.grading.codec import decode, encode
assert decode(encode([1.0, "a", {2: (3,)}, object])) is not None
heavy = {"numpy", "pandas", "torch", "polars", "scipy", "sklearn", "matplotlib", "pydantic", "pyarrow"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
decode(bytes.fromhex(sys.argv[1]))
assert heavy & set(sys.modules) == {"numpy"}, heavy & set(sys.modules)
"""
    data = encode(np.arange(3)).hex()
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, data], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_moment_in_a_zone_without_a_name_is_opaque() -> None:
    class Odd(dt.tzinfo):
        def utcoffset(self, _: Any) -> dt.timedelta:
            return dt.timedelta(hours=1)

    assert isinstance(describe(dt.datetime(2024, 1, 1, tzinfo=Odd())), Opaque)


@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_half_complex_tensors_travel_and_tensors_without_numbers_are_opaque() -> None:
    assert same(torch.ones(2, dtype=torch.complex32), describe(torch.ones(2, dtype=torch.complex32)))
    assert isinstance(describe(torch.empty(2, device="meta")), Opaque)
