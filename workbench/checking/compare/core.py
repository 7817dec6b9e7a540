"""The comparison itself: what fills it for the types of libraries registers with ``comparer``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from numbers import Number
from typing import Any
from weakref import WeakKeyDictionary

from workbench.checking.show import loaded_class, show_pair, show_value
from workbench.checking.types import Difference

_SHORT = 30
"""Letters of a text that is shown whole."""


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """|got − expected| ≤ atol + rtol·|expected|, NaN equal to NaN. Fields as in ``authoring.Settings``.

    brief: only whether two values differ is asked, and how is not looked into.
    """

    rtol: float = 1e-6
    atol: float = 1e-9
    check_dtype: bool = False
    ordered: bool = True
    brief: bool = False


Comparer = Callable[[Any, Any, Tolerance], Difference | None]


def compare(got: Any, expected: Any, tolerance: Tolerance | None = None) -> Difference | None:
    """None when ``got`` equals ``expected``, else how it differs. Never calls the ``__eq__`` of a foreign class."""
    limits = tolerance or Tolerance()
    if got is None and expected is not None:
        return Difference(kind="none", text="Nothing came back (None).")
    if got is Ellipsis and expected is not Ellipsis:
        return Difference(kind="placeholder", text="The placeholder '...' came back.")
    return _comparer_of(expected)(got, expected, limits)


_CHOSEN: WeakKeyDictionary[type, Comparer] = WeakKeyDictionary()
"""By class, because choosing takes longer than comparing two numbers. A class of the learner's may go."""

_OF_LIBRARIES: list[tuple[str, str, Comparer]] = []


def comparer(module: str, name: str) -> Callable[[Comparer], Comparer]:
    """Decorate the comparison for values of a library's class; the library is not imported by it."""

    def register(function: Comparer) -> Comparer:
        _OF_LIBRARIES.append((module, name, function))
        return function

    return register


def _comparer_of(expected: Any) -> Comparer:
    function = _CHOSEN.get(type(expected))
    if function is None:
        function = _CHOSEN[type(expected)] = _choose(expected)
    return function


def _choose(expected: Any) -> Comparer:
    if expected is None or isinstance(expected, (bool, str, bytes)):
        return _plain
    for module, name, function in _OF_LIBRARIES:
        if isinstance(expected, loaded_class(module, name)):
            return function
    if isinstance(expected, (Number, *_numpy_scalars())):
        return numbers
    for kind, function in ((Mapping, _mappings), (Set, _sets), (Sequence, _sequences)):
        if isinstance(expected, kind):
            return function
    return _by_equality


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
    came, wanted = show_pair(got, expected)
    return Difference(kind="value", text=f"{came} came back, {wanted} was expected.")


def _texts(got: str, expected: str) -> Difference:
    if got.split() == expected.split():
        return Difference(kind="whitespace", text="The text differs only in spaces or line ends.")
    if got.lower() == expected.lower():
        return Difference(kind="case", text="The text differs only in upper and lower case.")
    if max(len(got), len(expected)) <= _SHORT and not {"\n", "\r"} & {*got, *expected}:
        came, wanted = show_pair(got, expected)
        return Difference(kind="text", text=f"{came} came back, {wanted} was expected.")
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
        return (
            compare(got, expected, limits)
            if type(expected).__module__ != "numpy"
            else _by_equality(got, expected, limits)
        )
    if isinstance(got, bool) != isinstance(expected, bool) or not isinstance(got, Number):
        return wrong_type(got, expected)
    if limits.check_dtype and type(got) is not type(expected):
        return Difference(kind="dtype", text=f"{type_name(got)} came back, {type_name(expected)} was expected.")
    if close(got, expected, limits):  # type: ignore[arg-type]
        return None
    if got != got:
        return Difference(kind="nan", text="NaN came back.")
    came, wanted = show_pair(got, expected)
    return Difference(kind="value", text=f"{came} came back, {wanted} was expected.")


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


def _sorted_by_text(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=show_value)


def _sequences(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    if not isinstance(got, Sequence) or isinstance(got, (str, bytes)):
        if isinstance(got, loaded_class("numpy", "ndarray")):
            return _sequences(got.tolist(), expected, limits)
        return wrong_type(got, expected)
    if isinstance(got, tuple) != isinstance(expected, tuple):
        return wrong_type(got, expected)
    if len(got) != len(expected):
        return Difference(kind="length", text=f"{len(got)} items came back, {len(expected)} were expected.")
    if not limits.ordered:
        got, expected = _sorted_by_text(got), _sorted_by_text(expected)
    for position, (a, b) in enumerate(zip(got, expected, strict=True)):
        difference = compare(a, b, limits)
        if difference:
            return Difference(kind=difference.kind, text=f"At position {position}: {difference.text}")
    return None


def _by_equality(got: Any, expected: Any, _: Tolerance) -> Difference | None:
    """Dates, paths, enums, dataclasses of the standard library: the *expected* value's own equality decides."""
    if type(got) is not type(expected):
        return wrong_type(got, expected)
    own: Any = type(expected)
    equal = own.__eq__(expected, got)
    if equal is True or (equal is NotImplemented and expected is got):
        return None
    if getattr(equal, "item", None) and bool(equal):
        return None
    came, wanted = show_pair(got, expected)
    return Difference(kind="value", text=f"{came} came back, {wanted} was expected.")
