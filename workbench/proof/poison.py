"""Answers with values in them that answer nothing: what a judge of results must not be won by."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from workbench.checking.show import loaded_class

NAN = "NaN"
KINDS: dict[str, Callable[[Any], Any]] = {
    NAN: lambda array: array * float("nan"),
    "complex numbers": lambda array: array + 7j,
}
"""Name → what becomes of an array of numbers."""


def poisoned(value: Any, kind: str) -> Any:
    """A copy in which all floating-point numbers, at any depth, have become of one of ``KINDS``. What has none of them,
    such as whole numbers and texts, stays as it is."""
    spoil = KINDS[kind]
    if isinstance(value, Mapping):
        return {key: poisoned(each, kind) for key, each in value.items()}
    if type(value) in (list, tuple, set):
        return type(value)(poisoned(each, kind) for each in value)
    if isinstance(value, float):
        return spoil(value)
    if isinstance(value, loaded_class("numpy", "ndarray")) and value.dtype.kind == "f":
        return spoil(value)
    if isinstance(value, loaded_class("torch", "Tensor")) and value.is_floating_point():
        return spoil(value)
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return value.apply(lambda column: poisoned(column, kind))
    if isinstance(value, loaded_class("pandas", "Series")) and value.dtype.kind == "f":
        return spoil(value)
    return copy.copy(value)


def has_floats(value: Any) -> bool:
    """Whether anything in a value would be spoilt."""
    if isinstance(value, Mapping):
        return any(map(has_floats, value.values()))
    if type(value) in (list, tuple, set):
        return any(map(has_floats, value))
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return any(has_floats(value.iloc[:, k]) for k in range(value.shape[1]))
    if isinstance(value, loaded_class("torch", "Tensor")):
        return bool(value.is_floating_point())
    if any(isinstance(value, loaded_class(*each)) for each in (("numpy", "ndarray"), ("pandas", "Series"))):
        return bool(value.dtype.kind == "f")
    return isinstance(value, float)
