"""The encoding against objects that lie, raise or never end."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import torch
from codec_samples import same
from matplotlib.figure import Figure
from sklearn.base import BaseEstimator
from torch import nn

from workbench.grading.codec import Described, Opaque, describe, encode


class HostError(BaseException):
    """Not even an Exception."""


def _raises(*_: Any, **__: Any) -> Any:
    raise HostError


def _lies(*_: Any, **__: Any) -> Any:
    return 7


_METHODS = [
    "__getattribute__", "__eq__", "__ne__", "__lt__", "__hash__", "__repr__", "__str__", "__format__", "__bool__",
    "__len__", "__iter__", "__next__", "__getitem__", "__contains__", "__call__", "__int__", "__float__", "__index__",
    "__complex__", "__bytes__", "__reduce__", "__reduce_ex__", "__getstate__", "__array__", "__array_interface__",
    "__array_ufunc__", "__array_function__", "__fspath__", "__dir__", "__sizeof__", "__copy__", "__deepcopy__",
    "__add__", "__iadd__", "__abs__", "items", "keys", "values", "get", "tolist", "tobytes", "encode", "join", "copy",
    "isascii", "bit_length",
]  # fmt: skip


def _spoilt(base: type, method: Callable[..., Any]) -> type:
    """A class derived from ``base`` of which every method and property does the same mischief."""
    namespace: dict[str, Any] = dict.fromkeys(_METHODS, method)
    namespace |= dict.fromkeys(("__class__", "__dict__", "dtype", "shape", "real", "args"), property(method))
    return type("Spoilt", (base,), namespace)


_BASES: list[tuple[type, Any]] = [
    (int, 5), (float, 2.5), (complex, 1j), (str, "text"), (bytes, b"bytes"), (bytearray, bytearray(b"b")),
    (list, [1, 2]), (tuple, (1, 2)), (set, {1, 2}), (frozenset, frozenset({1})), (dict, {"a": 1}),
    (np.float64, np.float64(2.5)), (np.str_, np.str_("a")), (np.int64, np.int64(3)),
]  # fmt: skip

_FILLED_LATER = (bytearray, list, set, dict)


@pytest.mark.parametrize("method", [_raises, _lies])
@pytest.mark.parametrize(("base", "plain"), _BASES, ids=lambda value: value.__name__ if isinstance(value, type) else "")
def test_a_spoilt_subclass_arrives_as_its_base(base: type, plain: Any, method: Callable[..., Any]) -> None:
    value = base.__new__(_spoilt(base, method), *(() if base in _FILLED_LATER else (plain,)))
    if base in _FILLED_LATER:
        base.__init__(value, plain)
    assert same(plain, describe(value))
    assert same([plain], describe([value]))


class LyingMeta(type):
    def __instancecheck__(cls, _: Any) -> bool:
        raise HostError

    def __getattribute__(cls, name: str) -> Any:
        raise HostError

    def __hash__(cls) -> int:
        raise HostError

    def __eq__(cls, other: object) -> bool:
        raise HostError


class Array(np.ndarray):
    def __eq__(self, other: object) -> Any:
        return np.ones(self.shape, dtype=bool)

    def __array_finalize__(self, _: Any) -> None:
        if getattr(self, "spoilt", False):
            raise HostError

    def __getitem__(self, _: Any) -> Any:
        raise HostError

    tobytes = tolist = view = ravel = astype = _raises


class Tensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *_: Any, **__: Any) -> Any:
        raise HostError

    detach = cpu = numpy = contiguous = _raises


class Frame(pd.DataFrame):
    __getitem__ = __len__ = items = _raises


class Estimator(BaseEstimator):
    def __init__(self, width: int = 1) -> None:
        self.width = width

    get_params = _get_tags = __repr__ = __getstate__ = _raises


class Module(nn.Linear):
    state_dict = parameters = named_parameters = children = forward = _raises


class Error(ValueError):
    __str__ = __repr__ = _raises


@dataclasses.dataclass
class Data:
    x: int = 1
    y: int = 2

    __getattribute__ = _raises


class Choice(enum.Enum):
    A = 1

    __str__ = __repr__ = __hash__ = _raises


class Drawing(Figure):
    axes = property(_raises)


def test_spoilt_objects_of_libraries_arrive_by_their_base() -> None:
    array = np.arange(3).view(Array)
    array.spoilt = True
    assert same(np.arange(3), describe(array))
    assert same(torch.arange(3), describe(torch.arange(3).as_subclass(Tensor)))
    assert same(pd.DataFrame({"a": [1]}), describe(Frame({"a": [1]})))
    assert describe(Estimator(4)).data == {"parameters": {"width": 4}, "fitted": {}}
    assert list(describe(Module(1, 1)).data) == ["weight", "bias"]
    assert describe(Error("text")).data == {"text": "text"}
    assert describe(Data()).data == {"x": 1, "y": 2}
    assert describe(Choice.A).data == {"name": "A", "value": 1}
    assert isinstance(describe(Drawing.__new__(Drawing)), Opaque)


@pytest.mark.parametrize("method", [_raises, _lies])
def test_objects_of_no_known_kind_are_opaque_whatever_they_say(method: Callable[..., Any]) -> None:
    meta = LyingMeta("Meta", (), {"__call__": method})
    values = [object.__new__(_spoilt(object, method)), object.__new__(meta), _spoilt(object, method)]
    values.append(method for _ in iter(int, 1))
    for value in values:
        assert isinstance(describe(value), Opaque)
    back = describe({"inside": [values[0], 1]})
    assert back["inside"][1] == 1


class Text(str):
    __slots__ = ()
    rpartition = encode = __str__ = __getitem__ = _raises


def test_names_that_are_no_names_do_no_harm() -> None:
    odd = type("Odd" * 100, (), {"__module__": 5, "__qualname__": Text("x" * 500)})
    back = describe(odd())
    assert isinstance(back, Opaque)
    assert len(back.type_name) <= 200
    assert same((1,), describe(type("Fake", (tuple,), {"_fields": ("a", "b")})((1,))))
    assert same((1,), describe(type("Fake", (tuple,), {"_fields": ("class",) * 2})((1,))))
    assert isinstance(describe(Error(object())), Described)


def test_a_key_that_cannot_be_a_key_elsewhere_becomes_opaque() -> None:
    key = type("Key", (list,), {"__hash__": lambda self: 1})([1])
    (back,) = describe({key: "value"})
    assert isinstance(back, Opaque)


def test_an_iterator_without_end_in_an_overridden_method_is_never_asked() -> None:
    def forever(self: Any) -> Any:
        while True:
            yield 1

    value = type("Endless", (list,), {"__iter__": forever, "__len__": lambda self: 2**62})([1, 2])
    assert same([1, 2], describe(value))
    assert same({"a": 1}, describe(type("Endless", (dict,), {"items": forever, "__iter__": forever})(a=1)))


def test_what_stops_a_program_stops_encoding_too() -> None:
    class Stopped(Figure):
        @property
        def axes(self) -> Any:
            raise KeyboardInterrupt

    figure = Stopped.__new__(Stopped)
    with pytest.raises(KeyboardInterrupt):
        encode(figure)


def test_a_class_derived_from_those_of_polars_is_opaque() -> None:
    class Derived(pl.DataFrame):
        get_columns = _raises

    assert isinstance(describe(Derived({"a": [1]})), Opaque)
