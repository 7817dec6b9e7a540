"""Values that no judge should see, because every comparison with them is false: NaN, missing, masked, complex.

A judge that only looks for faults (``if abs(got - expected) > tolerance``) finds none in NaN. So where the reference's
answer has no such value, an answer that has one is wrong before it is judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

from workbench.checking.show import loaded_class
from workbench.checking.types import Difference

_MOST_PARTS = 100_000
_WORDS = {
    "nan": "NaN, which is no number,",
    "missing": "a missing value",
    "masked": "a masked value",
    "complex": "a complex number",
}


def unsound(got: Any, expected: Any) -> Difference | None:
    """A difference when ``got`` holds a value of a kind that answers nothing, and ``expected`` holds none of it."""
    if got is None and expected is not None:
        return Difference(kind="none", text="Nothing came back (None).")
    found = kinds(got)
    if not found:
        return None
    strange = sorted(found - kinds(expected), key=list(_WORDS).index)
    return Difference(kind="nan", text=f"The result has {_WORDS[strange[0]]} in it.") if strange else None


def kinds(value: Any) -> set[str]:
    """Which of "nan", "missing", "masked" and "complex" are in a value, at any depth."""
    found: set[str] = set()
    waiting, seen = [value], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        if isinstance(part, Mapping):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, list | tuple | Set):
            waiting += part
        else:
            found |= set(_of_part(part, waiting))
    return found


def _of_part(part: Any, waiting: list[Any]) -> Iterator[str]:
    if part is None:
        yield "missing"
    elif isinstance(part, float):
        if math.isnan(part):
            yield "nan"
    elif isinstance(part, complex):
        yield "complex"
    else:
        for module, name, look in _OF_LIBRARIES:
            if isinstance(part, loaded_class(module, name)):
                yield from look(part, waiting)
                return


def _array(value: Any, waiting: list[Any]) -> Iterator[str]:
    import numpy as np

    if isinstance(value, np.ma.MaskedArray):
        if np.ma.getmaskarray(value).any():
            yield "masked"
        value = value.compressed()
    if value.dtype.kind == "c":
        yield "complex"
    elif value.dtype.kind == "O":
        waiting += value.ravel().tolist()[:_MOST_PARTS]
    elif value.dtype.kind in "fmM" and np.isnan(value).any():
        yield "nan" if value.dtype.kind == "f" else "missing"


def _scalar(value: Any, waiting: list[Any]) -> Iterator[str]:
    import numpy as np

    yield from _array(np.asarray(value), waiting)


def _series(value: Any, waiting: list[Any]) -> Iterator[str]:
    if value.dtype.kind == "c":
        yield "complex"
    elif value.dtype.kind == "O":
        waiting += value.tolist()[:_MOST_PARTS]
    elif value.isna().any():
        yield (
            "nan" if value.dtype.kind == "f" and isinstance(value.dtype, loaded_class("numpy", "dtype")) else "missing"
        )


def _frame(value: Any, waiting: list[Any]) -> Iterator[str]:
    waiting += [value.iloc[:, k] for k in range(value.shape[1])]
    yield from ()


def _levels(value: Any, waiting: list[Any]) -> Iterator[str]:
    yield from _frame(value.to_frame(index=False), waiting)


def _tensor(value: Any, waiting: list[Any]) -> Iterator[str]:
    del waiting
    if value.is_complex():
        yield "complex"
    elif value.is_floating_point() and value.isnan().any():
        yield "nan"


def _sparse(value: Any, waiting: list[Any]) -> Iterator[str]:
    waiting.append(value.data)
    yield from ()


def _polars(value: Any, waiting: list[Any]) -> Iterator[str]:
    waiting += value.to_list()[:_MOST_PARTS]
    yield from ()


def _polars_frame(value: Any, waiting: list[Any]) -> Iterator[str]:
    waiting += value.get_columns()
    yield from ()


def _missing(value: Any, waiting: list[Any]) -> Iterator[str]:
    del value, waiting
    yield "missing"


_OF_LIBRARIES: tuple[tuple[str, str, Callable[[Any, list[Any]], Iterator[str]]], ...] = (
    ("numpy", "ndarray", _array),
    ("numpy", "generic", _scalar),
    ("pandas", "Series", _series),
    ("pandas", "DataFrame", _frame),
    ("pandas", "MultiIndex", _levels),
    ("pandas", "Index", _series),
    ("pandas._libs.missing", "NAType", _missing),
    ("pandas._libs.tslibs.nattype", "NaTType", _missing),
    ("torch", "Tensor", _tensor),
    ("scipy.sparse", "spmatrix", _sparse),
    ("scipy.sparse", "sparray", _sparse),
    ("polars", "Series", _polars),
    ("polars", "DataFrame", _polars_frame),
)
