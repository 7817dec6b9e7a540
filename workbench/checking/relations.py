"""Equality up to what the mathematics leaves open: the sign of an eigenvector, the numbers of clusters, an order.

Pass one as ``@reference(compare=up_to_sign(axis=0))``.
"""

from __future__ import annotations

from typing import Any

from workbench.checking.compare import Comparer, Tolerance, compare
from workbench.checking.types import Difference


def up_to_sign(*, axis: int = 0) -> Comparer:
    """Vectors along ``axis`` may each be multiplied by −1 (eigenvectors, principal components).

    Accepts arrays, and tuples of which every 2-D array is treated so.
    """

    def relation(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
        if isinstance(expected, tuple) and isinstance(got, tuple) and len(got) == len(expected):
            aligned = tuple(_aligned(a, b, axis) for a, b in zip(got, expected, strict=True))
            return compare(aligned, expected, limits)
        return compare(_aligned(got, expected, axis), expected, limits)

    return relation


def _aligned(got: Any, expected: Any, axis: int) -> Any:
    import numpy as np

    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray) or got.shape != expected.shape:
        return got
    signs = np.sign(np.sum(got * expected, axis=axis if got.ndim > 1 else None, keepdims=got.ndim > 1))
    return got * np.where(signs == 0, 1.0, signs)


def up_to_relabelling(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """Labels may be renamed one to one (clusters 0/1/2 or 2/0/1), −1 for noise stays −1."""
    import numpy as np

    if not isinstance(got, np.ndarray) or got.shape != np.shape(expected):
        return compare(got, expected, limits)
    forth: dict[Any, Any] = {-1: -1}
    back: dict[Any, Any] = {-1: -1}
    for position, (a, b) in enumerate(zip(got.ravel().tolist(), np.ravel(expected).tolist(), strict=True)):
        if forth.setdefault(a, b) != b or back.setdefault(b, a) != a:
            text = f"The groups differ: position {position} is in group {a}, whose other members it should not share."
            return Difference(kind="groups", text=text)
    return None


def unordered(got: Any, expected: Any, limits: Tolerance) -> Difference | None:
    """The order of items or rows is free."""
    free = Tolerance(rtol=limits.rtol, atol=limits.atol, check_dtype=limits.check_dtype, ordered=False)
    return compare(got, expected, free)
