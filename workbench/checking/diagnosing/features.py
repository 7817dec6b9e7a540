"""What can be said of the inputs of a case in a few words: what a contrast between cases is made of.

A feature is a sentence for where it holds and one for where it does not. Those that come first are the likelier causes.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.checking.show import loaded_class

Features = dict[tuple[str, str], bool]
"""(words where it holds, words where it does not; empty when there are none) → whether it holds."""
_MOST_TEXT = 30
_MOST_ITEMS = 100_000
_MOST_ROWS = 50


def features_of(exercise: Exercise, case: Case) -> Features:
    """All that is said of one case, in the order in which it is worth saying."""
    found: Features = {}
    for name, default in defaults_of(exercise).items():
        given = name in case.inputs and not _same(case.inputs[name], default)
        found[f"`{name}` is given and is not its default", f"`{name}` has its default"] = given
    for name, value in case.inputs.items():
        for words, against, holds in _single(f"`{name}`", value):
            found[words, against] = holds
    for words, against, holds in _between(case.inputs):
        found[words, against] = holds
    return found


def expected_features(expected: Any) -> Features:
    """What is said of the result that is wanted."""
    found: Features = {}
    for words, against, holds in _single("the expected result", expected):
        found[words, against] = holds
    return found


def numbers_of(case: Case) -> dict[str, float]:
    """What can be large or small in a case: numbers, and lengths."""
    found: dict[str, float] = {}
    for name, value in case.inputs.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            found[f"`{name}`"] = float(value)
        length = _length(value)
        if length is not None:
            found[f"the length of `{name}`"] = float(length)
    return found


def defaults_of(exercise: Exercise) -> dict[str, Any]:
    """Optional argument → its default; empty where the signature cannot be read."""
    try:
        parameters = inspect.signature(exercise.implementation).parameters.values()
    except (TypeError, ValueError):
        return {}
    return {each.name: each.default for each in parameters if each.default is not inspect.Parameter.empty}


def _same(value: Any, default: Any) -> bool:
    return type(value) is type(default) and isinstance(value, (int, float, str, type(None))) and value == default


def _length(value: Any) -> int | None:
    shape = getattr(value, "shape", None)
    if shape is not None:
        return int(shape[0]) if len(shape) else None
    return len(value) if isinstance(value, (list, tuple, dict, set, str, bytes)) else None


Told = Iterator[tuple[str, str, bool]]


def _single(name: str, value: Any) -> Told:
    if isinstance(value, bool) or value is None or isinstance(value, loaded_class("numpy", "bool_")):
        yield f"{name} is None", f"{name} is not None", value is None
        yield f"{name} is True", f"{name} is not True", value is not None and bool(value)
        yield f"{name} is False", f"{name} is not False", value is not None and not value
    elif isinstance(value, (int, float)):
        yield from _number(name, value)
    elif isinstance(value, str):
        yield from _text(name, value)
    elif _is_array(value):
        yield from _array(name, value)
    else:
        yield from _collection(name, value)


def _collection(name: str, value: Any) -> Told:
    if isinstance(value, (list, tuple, set, frozenset)):
        yield from _items(name, list(value))
    elif isinstance(value, dict):
        yield f"{name} is empty", f"{name} is not empty", not value
        for key, inner in list(value.items())[:12]:
            if isinstance(key, str):
                yield from _single(f"{name}[{key!r}]", inner)
    elif isinstance(value, loaded_class("pandas", "DataFrame")):
        yield from _frame(name, value)
    elif isinstance(value, loaded_class("pandas", "Series")):
        yield from _array(name, value.to_numpy())


def _number(name: str, value: float) -> Told:
    yield f"{name} is None", f"{name} is not None", False
    yield f"{name} is 0", f"{name} is not 0", value == 0
    yield f"{name} is 1", f"{name} is not 1", value == 1
    yield f"{name} is negative", f"{name} is not negative", value < 0
    yield f"{name} is NaN", f"{name} is not NaN", value != value
    yield f"{name} is infinite", f"{name} is finite", value == value and math.isinf(value)
    if isinstance(value, int):
        yield f"{name} is odd", f"{name} is even", value % 2 == 1
        yield f"{name} is {value}", "", True
    else:
        yield f"{name} is below 1", f"{name} is 1 or more", 0 <= value < 1


def _text(name: str, value: str) -> Told:
    yield f"{name} is empty", f"{name} is not empty", not value
    if value and len(value) <= _MOST_TEXT and value.isprintable():
        yield f"{name} is {value!r}", "", True
    yield f"{name} has upper-case letters", f"{name} has no upper-case letters", value != value.lower()
    yield f"{name} has space at its ends", f"{name} has no space at its ends", value != value.strip()
    yield f"{name} has several spaces in a row", "", "  " in value
    yield f"{name} has characters outside ASCII", f"{name} is all ASCII", not value.isascii()
    yield f"{name} has digits", f"{name} has no digits", any(each.isdigit() for each in value)
    yield f"{name} has more than one line", f"{name} is one line", "\n" in value.strip("\n")
    yield f"{name} has one character", "", len(value) == 1
    yield f"{name} has a character twice", f"no character of {name} comes twice", len(set(value)) < len(value)


def _items(name: str, items: list[Any]) -> Told:
    yield f"{name} is empty", f"{name} is not empty", not items
    yield f"{name} has one item", f"{name} has not exactly one item", len(items) == 1
    if not items or len(items) > _MOST_ITEMS:
        return
    yield f"{name} holds None", f"{name} holds no None", any(each is None for each in items)
    numbers = [each for each in items if isinstance(each, (int, float)) and not isinstance(each, bool)]
    texts = [each for each in items if isinstance(each, str)]
    if numbers:
        yield f"{name} has a 0", f"{name} has no 0", 0 in numbers
        yield f"{name} has negative numbers", f"{name} has no negative numbers", any(each < 0 for each in numbers)
        yield f"{name} has a NaN", f"{name} has no NaN", any(each != each for each in numbers)
    if texts:
        yield f"{name} has an empty text", f"{name} has no empty text", "" in texts
        yield f"{name} has upper-case letters", "", any(each != each.lower() for each in texts)
    plain: list[Any] | None = numbers if len(numbers) == len(items) else texts if len(texts) == len(items) else None
    if plain is not None:
        repeated = len(set(plain)) < len(plain)
        yield f"{name} holds something twice", f"no item of {name} comes twice", repeated
        yield f"all items of {name} are equal", "", len(set(plain)) == 1
        yield f"{name} is not sorted", f"{name} is sorted", any(a > b for a, b in pairwise(plain))
    inner = [each for each in items if isinstance(each, (list, tuple, str, dict))]
    if inner:
        yield f"an item of {name} is empty", f"no item of {name} is empty", any(not each for each in inner)
        yield f"an item of {name} has a length of 1", "", any(len(each) == 1 for each in inner)
    keys: list[str] = list(dict.fromkeys(key for each in items if isinstance(each, dict) for key in each))
    for key in keys[:12]:
        values = [each.get(key) for each in items if isinstance(each, dict)]
        plain_values = [each for each in values if isinstance(each, (str, int, float))]
        yield f"an item of {name} has no {key!r}", "", any(isinstance(e, dict) and e.get(key) is None for e in items)
        yield (
            f"items of {name} share a {key!r}",
            f"no items of {name} share a {key!r}",
            (len(set(plain_values)) < len(plain_values)),
        )


def _is_array(value: Any) -> bool:
    return isinstance(value, (loaded_class("numpy", "ndarray"), loaded_class("torch", "Tensor")))


def _array(name: str, value: Any) -> Told:
    if isinstance(value, loaded_class("torch", "Tensor")):
        value = value.detach().cpu()
        value = value.double().numpy() if value.dtype.is_floating_point else value.numpy()
    yield f"{name} is empty", f"{name} is not empty", value.size == 0
    yield f"{name} has one value", f"{name} has not exactly one value", value.size == 1
    words = ("row", "column") if value.ndim == 2 else (None, None)
    if value.ndim > 1:
        for axis, n in enumerate(value.shape):
            label = words[axis] if value.ndim == 2 else None
            text = f"{name} has one {label}" if label else f"axis {axis} of {name} has length 1"
            yield text, f"{name} has more than one {label}" if label else "", n == 1
        square = value.shape[-1] == value.shape[-2]
        yield f"{name} is square", f"{name} is not square", square
    if value.size == 0 or value.size > _MOST_ITEMS:
        return
    if value.dtype.kind == "b":
        yield f"{name} is True everywhere", "", bool(value.all())
        yield f"{name} is True nowhere", f"{name} is True somewhere", not value.any()
        return
    if value.dtype.kind in "iufUSO" and value.ndim == 1:
        yield from _order(name, value)
    if value.dtype.kind in "iuf":
        yield from _numbers(name, value)
        if value.ndim == 2 and value.shape[0] == value.shape[1] <= _MOST_ROWS:
            yield from _matrix(name, value)
    yield f"{name} holds whole numbers ({value.dtype})", "", value.dtype.kind in "iu"
    yield f"{name} has the dtype {value.dtype}", "", True


def _matrix(name: str, value: Any) -> Told:
    import numpy as np

    symmetric = bool(np.isfinite(value).all() and np.allclose(value, value.T))
    yield f"{name} is not symmetric", f"{name} is symmetric", not symmetric
    if symmetric:
        least = np.linalg.eigvalsh(value.astype(float)).min()
        yield f"{name} has a negative eigenvalue", f"{name} has no negative eigenvalue", bool(least < -1e-12)


def _numbers(name: str, value: Any) -> Told:
    import numpy as np

    yield f"{name} has a NaN", f"{name} has no NaN", bool(np.isnan(value).any())
    yield f"{name} has an infinite value", "", bool(np.isinf(value).any())
    yield f"{name} is all zeros", f"{name} is not all zeros", not value.any()
    yield f"{name} has a zero", f"{name} has no zero", bool((value == 0).any())
    yield f"{name} has negative values", f"{name} has no negative values", bool((value < 0).any())
    yield f"{name} has values above 1", f"{name} has no values above 1", bool((value > 1).any())
    flat = value.ravel()
    yield f"all values of {name} are equal", "", bool((flat == flat[0]).all()) and flat.size > 1
    if value.ndim > 1 and value.shape[0] < 2_000:
        yield f"a row of {name} is all zeros", "", bool((value.reshape(len(value), -1) == 0).all(1).any())


def _order(name: str, value: Any) -> Told:
    items = value.tolist()
    try:
        repeated = len(set(items)) < len(items)
        unsorted = any(a > b for a, b in pairwise(items))
    except TypeError:
        return
    yield f"{name} holds equal values (ties)", f"{name} has no equal values", repeated
    yield f"{name} is not sorted", f"{name} is sorted", unsorted
    kinds = set(items) if len(items) < 10_000 else set()
    yield f"{name} has only one distinct value", f"{name} has several distinct values", len(kinds) == 1
    yield f"{name} has more than two distinct values", f"{name} has at most two distinct values", len(kinds) > 2


def _frame(name: str, value: Any) -> Told:
    yield f"{name} has no rows", f"{name} has rows", len(value) == 0
    yield f"{name} has one row", f"{name} has not exactly one row", len(value) == 1
    index = list(value.index)
    yield (
        f"the index of {name} is not 0, 1, 2, …",
        f"the index of {name} is 0, 1, 2, …",
        index != list(range(len(index))),
    )
    yield f"{name} has a row twice", f"{name} has no row twice", _repeats(value)
    for position, column in enumerate(list(value.columns)[:20]):
        values = value.iloc[:, position]
        missing = values.isna()
        yield f"{name} has missing values in {column!r}", f"{name} has none missing in {column!r}", bool(missing.any())
        yield f"all of {column!r} in {name} is missing", "", bool(missing.all()) and len(values) > 0
        yield from _array(f"{column!r} of {name}", values[~missing].to_numpy())


def _repeats(frame: Any) -> bool:
    try:
        return bool(frame.duplicated().any())
    except TypeError:
        return False


def _between(inputs: dict[str, Any]) -> Told:
    names = list(inputs)
    for k, one in enumerate(names):
        for other in names[k + 1 :]:
            yield from _pair(one, other, inputs[one], inputs[other])


def _pair(one: str, other: str, a: Any, b: Any) -> Told:
    numbers = (int, float)
    if isinstance(a, numbers) and isinstance(b, numbers) and not isinstance(a, bool) and not isinstance(b, bool):
        yield f"`{one}` equals `{other}`", f"`{one}` differs from `{other}`", a == b
        yield f"`{one}` is greater than `{other}`", f"`{one}` is not greater than `{other}`", a > b
        return
    m, n = _length(a), _length(b)
    if m is not None and n is not None and not isinstance(a, str):
        yield f"`{one}` and `{other}` are equally long", f"`{one}` and `{other}` differ in length", m == n
        yield f"`{one}` is longer than `{other}`", "", m > n
    for size, whole, number, count in ((m, one, other, b), (n, other, one, a)):
        if size is not None and isinstance(count, int) and not isinstance(count, bool):
            yield f"`{number}` is greater than the length of `{whole}`", "", count > size
            yield f"`{number}` equals the length of `{whole}`", "", count == size


def safely(make: Callable[[Any], Features], value: Any) -> Features:
    """The features, none where the search of them breaks: inputs may be of a kind that nobody thought of."""
    try:
        return make(value)
    except Exception:
        return {}
