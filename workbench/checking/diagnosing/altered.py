"""The reference with something else in the place of an argument: what many a wrong formula comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.authoring.exercise import Inputs
from workbench.checking.diagnosing.features import defaults_of
from workbench.checking.diagnosing.versions import Version
from workbench.checking.show import loaded_class

Change = Callable[[Any], Any]


def altered(exercise: Exercise, cases: Sequence[Case]) -> Iterator[Version]:
    """One version for each argument and each thing that could stand for it: its default, something made of it, another
    argument."""
    if not cases or exercise.is_class:
        return
    names = list(dict.fromkeys(name for case in cases for name in case.inputs))
    for name, default in defaults_of(exercise).items():
        yield _version(exercise, f"the default in place of `{name}`", partial(_put, name, default))
    for name in names:
        first = next(case.inputs[name] for case in cases if name in case.inputs)
        for text, change in _changes(first):
            yield _version(exercise, text.format(f"`{name}`"), partial(_change, name, change))
        if not _is_plain(first):
            continue
        yield _version(exercise, f"always the same `{name}`", partial(_put, name, first))
    for one, other in permutations(names, 2):
        if _may_stand_for(one, other, cases):
            yield _version(exercise, f"`{other}` in place of `{one}`", partial(_other, one, other, None))
            yield _version(exercise, f"−`{other}` in place of `{one}`", partial(_other, one, other, _minus))
            if names.index(one) < names.index(other):
                yield _version(exercise, f"`{one}` and `{other}` exchanged", partial(_swap, one, other))


def _version(exercise: Exercise, words: str, alter: Callable[[Inputs], Inputs | None]) -> Version:
    # A probe need not take all arguments of the function.
    defaults = defaults_of(exercise) if exercise.probe_function is None else {}
    return Version(words, lambda: exercise.implementation, lambda inputs: alter({**defaults, **inputs}))


def _put(name: str, value: Any, inputs: Inputs) -> Inputs | None:
    return {**inputs, name: value} if name in inputs else inputs


def _change(name: str, change: Change, inputs: Inputs) -> Inputs | None:
    if name not in inputs or inputs[name] is None:
        return inputs
    return {**inputs, name: change(inputs[name])}


def _other(one: str, other: str, change: Change | None, inputs: Inputs) -> Inputs | None:
    if one not in inputs or other not in inputs:
        return inputs
    return {**inputs, one: change(inputs[other]) if change else inputs[other]}


def _swap(one: str, other: str, inputs: Inputs) -> Inputs | None:
    if one not in inputs or other not in inputs:
        return inputs
    return {**inputs, one: inputs[other], other: inputs[one]}


def _minus(value: Any) -> Any:
    return -value


def _is_plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str)) or value is None


def _may_stand_for(one: str, other: str, cases: Sequence[Case]) -> bool:
    """Whether two arguments are alike in type and shape wherever both are given."""
    both = [(case.inputs[one], case.inputs[other]) for case in cases if one in case.inputs and other in case.inputs]
    return bool(both) and all(_is_alike(a, b) for a, b in both)


def _is_alike(a: Any, b: Any) -> bool:
    if callable(a) or callable(b):
        return False
    numbers = (int, float)
    if isinstance(a, numbers) and isinstance(b, numbers):
        return isinstance(a, bool) == isinstance(b, bool)
    return type(a) is type(b) and getattr(a, "shape", None) == getattr(b, "shape", None)


def _is_array(value: Any) -> bool:
    return isinstance(value, (loaded_class("numpy", "ndarray"), loaded_class("torch", "Tensor")))


def _changes(value: Any) -> list[tuple[str, Change]]:
    """What can be made of an argument like this one, with words that have its name in them."""
    if isinstance(value, bool):
        return [("not {}", lambda x: not x)]
    if isinstance(value, int):
        return _NUMBERS[:4]
    if isinstance(value, float):
        return _NUMBERS
    if isinstance(value, str):
        return _TEXTS
    if _is_array(value):
        return _ARRAYS + (_TABLES if len(value.shape) > 1 else [])
    if isinstance(value, (list, tuple)):
        return _LISTS
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return _FRAMES
    return []


_NUMBERS: list[tuple[str, Change]] = [
    ("{} + 1", lambda x: x + 1),
    ("{} − 1", lambda x: x - 1),
    ("−{}", lambda x: -x),
    ("2 · {}", lambda x: 2 * x),
    ("1 − {}", lambda x: 1 - x),
    ("{} / 2", lambda x: x / 2),
    ("1 / {}", lambda x: 1 / x),
    ("{} squared", lambda x: x * x),
    ("the square root of {}", lambda x: x**0.5),
    ("100 · {}", lambda x: 100 * x),
    ("{} / 100", lambda x: x / 100),
    ("{} rounded to a whole number", lambda x: float(round(x))),
]
_TEXTS: list[tuple[str, Change]] = [
    ("{} in lower case", lambda x: x.lower()),
    ("{} in upper case", lambda x: x.upper()),
    ("{} without the space at its ends", lambda x: x.strip()),
    ("{} read backwards", lambda x: x[::-1]),
    ("{} without its first character", lambda x: x[1:]),
    ("{} without its last character", lambda x: x[:-1]),
]
_LISTS: list[tuple[str, Change]] = [
    ("{} sorted", lambda x: type(x)(sorted(x))),
    ("{} in reverse order", lambda x: x[::-1]),
    ("{} without its first item", lambda x: x[1:]),
    ("{} without its last item", lambda x: x[:-1]),
    ("the first item of {} alone", lambda x: x[:1]),
    ("the last item of {} alone", lambda x: x[-1:]),
    ("{} without repeated items", lambda x: type(x)(dict.fromkeys(x))),
]
_ARRAYS: list[tuple[str, Change]] = [
    ("−{}", lambda x: -x),
    ("1 − {}", lambda x: 1 - x),
    ("the absolute values of {}", abs),
    ("{} squared", lambda x: x * x),
    ("2 · {}", lambda x: 2 * x),
    ("{} + 1", lambda x: x + 1),
    ("{} − 1", lambda x: x - 1),
    ("{} without its first item", lambda x: x[1:]),
    ("{} without its last item", lambda x: x[:-1]),
    ("{} centred on its mean", lambda x: x - x.mean(0)),
    ("{} divided by its sum", lambda x: x / x.sum()),
    ("{} divided by its length", lambda x: x / len(x)),
    ("{} times its length", lambda x: x * len(x)),
    ("{} in reverse order", lambda x: _turned(x)),
    ("{} sorted", lambda x: _sorted(x)),
    ("{} without repeated items", lambda x: _unique(x)),
    ("zeros in place of {}", lambda x: x * 0),
    ("ones in place of {}", lambda x: x * 0 + 1),
]
_TABLES: list[tuple[str, Change]] = [
    ("{} with its last two axes exchanged", lambda x: x.swapaxes(-1, -2)),
    ("{} with its first two axes exchanged", lambda x: x.swapaxes(0, 1)),
    ("{} without its first column", lambda x: x[:, 1:]),
    ("{} without its last column", lambda x: x[:, :-1]),
    ("{} with its rows divided by their sums", lambda x: x / x.sum(-1)[..., None]),
]
_FRAMES: list[tuple[str, Change]] = [
    ("{} without rows with missing values", lambda x: x.dropna()),
    ("{} without repeated rows", lambda x: x.drop_duplicates()),
    ("{} with zeros for missing values", lambda x: x.fillna(0)),
    ("the first row of {} alone", lambda x: x.head(1)),
    ("{} without its last row", lambda x: x.iloc[:-1]),
    ("{} without its first row", lambda x: x.iloc[1:]),
    ("{} in reverse order", lambda x: x.iloc[::-1]),
]


def _turned(values: Any) -> Any:
    return values.flip(0) if hasattr(values, "flip") else values[::-1]


def _sorted(values: Any) -> Any:
    import numpy as np

    return np.sort(values, axis=0) if isinstance(values, np.ndarray) else values.sort(0).values


def _unique(values: Any) -> Any:
    import numpy as np

    return np.unique(values) if isinstance(values, np.ndarray) else values.unique()
