"""Compare what came with what was expected, by type, with stated tolerances.

``compare(got, expected, tolerance)`` returns None when they are equal, else a Difference whose sentence names what
differs first: type, shape, columns, index, order, dtype, values. The types of libraries that are not loaded cost
nothing, because a value of them cannot exist.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from numbers import Number
from typing import Any

from workbench.checking.show import loaded_class, show_value
from workbench.checking.types import Difference


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """|got − expected| ≤ atol + rtol·|expected|, NaN equal to NaN. Fields as in ``authoring.Settings``."""

    rtol: float = 1e-6
    atol: float = 1e-9
    check_dtype: bool = False
    ordered: bool = True


Comparer = Callable[[Any, Any, Tolerance], Difference | None]


def compare(got: Any, expected: Any, tolerance: Tolerance | None = None) -> Difference | None:
    """None when ``got`` equals ``expected``, else how it differs. Never calls the ``__eq__`` of a foreign class."""
    limits = tolerance or Tolerance()
    if got is None and expected is not None:
        return Difference(kind="none", text="Nothing came back (None).")
    if got is Ellipsis and expected is not Ellipsis:
        return Difference(kind="placeholder", text="The placeholder '...' came back.")
    for matches, comparer in _dispatch():
        if matches(expected):
            return comparer(got, expected, limits)
    return _by_equality(got, expected)


def _is(module: str, name: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, loaded_class(module, name))


@cache
def _dispatch() -> list[tuple[Callable[[Any], bool], Comparer]]:
    from workbench.checking import compare_arrays, compare_frames, compare_models

    return [
        (lambda value: value is None or isinstance(value, (bool, str, bytes)), _plain),
        (_is("pandas", "DataFrame"), compare_frames.frames),
        (_is("pandas", "Series"), compare_frames.series),
        (_is("pandas", "Index"), compare_frames.indexes),
        (_is("polars", "DataFrame"), compare_frames.polars_frames),
        (_is("polars", "Series"), compare_frames.polars_series),
        (_is("torch", "Tensor"), compare_arrays.tensors),
        (_is("numpy", "ndarray"), compare_arrays.arrays),
        (_is("scipy.sparse", "sparray"), compare_arrays.sparse),
        (_is("scipy.sparse", "spmatrix"), compare_arrays.sparse),
        (_is("matplotlib.figure", "Figure"), compare_models.figures),
        (_is("torch.nn", "Module"), compare_models.modules),
        (_is("sklearn.base", "BaseEstimator"), compare_models.estimators),
        (lambda value: isinstance(value, (Number, *_numpy_scalars())), numbers),
        (lambda value: isinstance(value, Mapping), _mappings),
        (lambda value: isinstance(value, Set), _sets),
        (lambda value: isinstance(value, Sequence), _sequences),
    ]


def _numpy_scalars() -> tuple[Any, ...]:
    generic = loaded_class("numpy", "generic")
    return (generic,) if generic else ()


def type_name(value: Any) -> str:
    """The name a reader knows a value's type by, with its article."""
    known = {
        "ndarray": "a NumPy array",
        "Tensor": "a torch tensor",
        "NoneType": "None",
        "int": "a whole number",
    }
    name = type(value).__name__
    if name in known:
        return known[name]
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def wrong_type(got: Any, expected: Any) -> Difference:
    return Difference(kind="type", text=f"{type_name(got)} came back, {type_name(expected)} was expected.".capitalize())


def _plain(got: Any, expected: Any, _: Tolerance) -> Difference | None:
    if isinstance(expected, bool) and isinstance(got, loaded_class("numpy", "bool_")):
        got = bool(got)
    if type(got) is not type(expected) and not (isinstance(expected, str) and type(got).__mro__[-2:-1] == (str,)):
        return wrong_type(got, expected)
    if got == expected:
        return None
    if isinstance(expected, str):
        return _texts(got, expected)
    return Difference(kind="value", text=f"{show_value(got)} came back, {show_value(expected)} was expected.")


def _texts(got: str, expected: str) -> Difference:
    if got.split() == expected.split():
        return Difference(kind="whitespace", text="The text differs only in spaces or line ends.")
    if got.casefold() == expected.casefold():
        return Difference(kind="case", text="The text differs only in upper and lower case.")
    position = next(
        (k for k, (a, b) in enumerate(zip(got, expected, strict=False)) if a != b),
        min(len(got), len(expected)),
    )
    return Difference(kind="text", text=f"The text differs from character {position + 1} on.")


def close(got: float | complex, expected: float | complex, limits: Tolerance) -> bool:
    """Whether two scalars agree within the tolerance; NaN agrees with NaN, an infinity with itself."""
    if expected != expected:
        return got != got
    if got == expected:
        return True
    if math.isinf(abs(expected)) or got != got:
        return False
    return abs(got - expected) <= limits.atol + limits.rtol * abs(expected)


def numbers(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Scalars: Python, NumPy, and 0-d arrays and tensors in place of a scalar."""
    if isinstance(got, (loaded_class("numpy", "ndarray"), loaded_class("torch", "Tensor"))):
        if got.ndim:
            text = f"An array of shape {tuple(got.shape)} came back, a single number was expected."
            return Difference(kind="shape", text=text)
        got = got.item()
    if isinstance(got, _numpy_scalars()):
        got = got.item()
    if isinstance(expected, _numpy_scalars()):
        expected = expected.item()
    if not isinstance(expected, Number):  # datetime64, str_ and the like
        return compare(got, expected, limits) if type(expected).__module__ != "numpy" else _by_equality(got, expected)
    if isinstance(got, bool) != isinstance(expected, bool) or not isinstance(got, Number):
        return wrong_type(got, expected)
    if limits.check_dtype and type(got) is not type(expected):
        return Difference(kind="dtype", text=f"{type_name(got)} came back, {type_name(expected)} was expected.")
    if close(got, expected, limits):  # type: ignore[arg-type]
        return None
    if got != got:
        return Difference(kind="nan", text="NaN came back.")
    return Difference(kind="value", text=f"{show_value(got)} came back, {show_value(expected)} was expected.")


def _mappings(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    if not isinstance(got, Mapping):
        return wrong_type(got, expected)
    missing = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected]
    if missing:
        return Difference(kind="keys", text=f"Missing: {show_value(missing[:5])}.")
    if extra:
        return Difference(kind="keys", text=f"Not expected: {show_value(extra[:5])}.")
    for key in expected:
        difference = compare(got[key], expected[key], limits)
        if difference:
            return Difference(kind=difference.kind, text=f"At {show_value(key)}: {difference.text}")
    return None


def _sets(got: Any, expected: Any, _: Tolerance) -> Difference | None:
    if not isinstance(got, Set):
        return wrong_type(got, expected)
    missing, extra = expected - got, got - expected
    if missing:
        return Difference(kind="set", text=f"Missing: {show_value(sorted(missing, key=repr)[:5])}.")
    if extra:
        return Difference(kind="set", text=f"Not expected: {show_value(sorted(extra, key=repr)[:5])}.")
    return None


def _sequences(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    from workbench.checking.relations import sorted_by_text

    if not isinstance(got, Sequence) or isinstance(got, (str, bytes)):
        if isinstance(got, loaded_class("numpy", "ndarray")):
            return _sequences(got.tolist(), expected, limits)
        return wrong_type(got, expected)
    if isinstance(got, tuple) != isinstance(expected, tuple):
        return wrong_type(got, expected)
    if len(got) != len(expected):
        return Difference(kind="length", text=f"{len(got)} items came back, {len(expected)} were expected.")
    if not limits.ordered:
        got, expected = sorted_by_text(got), sorted_by_text(expected)
    for position, (a, b) in enumerate(zip(got, expected, strict=True)):
        difference = compare(a, b, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"At position {position}: {difference.text}")
    return None


def _by_equality(got: Any, expected: Any) -> Difference | None:
    """Dates, paths, enums, dataclasses of the standard library: the *expected* value's own equality decides."""
    if type(got) is not type(expected):
        return wrong_type(got, expected)
    own: Any = type(expected)
    equal = own.__eq__(expected, got)
    if equal is True or (equal is NotImplemented and expected is got):
        return None
    if getattr(equal, "item", None) and bool(equal):
        return None
    return Difference(kind="value", text=f"{show_value(got)} came back, {show_value(expected)} was expected.")
