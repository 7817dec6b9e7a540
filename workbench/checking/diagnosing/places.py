"""Which values of an array are wrong: said of their place, of what was expected there, or of the input there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.checking.diagnosing.numeric import as_array, pairs_of
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.types import Diagnosis

_LEAST = 3


def places(scene: Scene) -> Diagnosis | None:
    """What separates the wrong values from the right ones exactly, over all cases: at least three on each side."""
    import numpy as np

    pairs = pairs_of(scene.answered)
    if not pairs or not scene.valued or any(a.shape != b.shape or b.ndim == 0 for a, b, _ in pairs):
        return None
    if len({b.ndim for _, b, _ in pairs}) > 1:
        return None
    limits = scene.exercise.settings
    wrong = [~np.isclose(a, b, rtol=limits.rtol, atol=limits.atol, equal_nan=True) for a, b, _ in pairs]
    flat = np.concatenate([mask.ravel() for mask in wrong])
    if min(flat.sum(), (~flat).sum()) < _LEAST:
        return None
    told: dict[str, list[Any]] = {}
    for each in pairs:
        for words, mask in _masks(each):
            told.setdefault(words, []).append(np.broadcast_to(mask, each[1].shape).ravel())
    for words, masks in told.items():
        if len(masks) == len(pairs) and np.array_equal(np.concatenate(masks), flat):
            return Diagnosis(kind="places", message=f"Wrong are exactly the values {words}.")
    return None


def _masks(pair: tuple[Any, Any, Any]) -> Iterator[tuple[str, Any]]:
    _, expected, trial = pair
    yield from _places(expected.shape)
    yield from _numbers("where the expected one", expected)
    for name, value in trial.case.inputs.items():
        array = as_array(value)
        if array is None or array.ndim == 0:
            continue
        if array.shape == expected.shape:
            yield from _numbers(f"where `{name}`", array)
        elif array.ndim == 1 and len(array) == len(expected) and expected.ndim > 1:
            rows = array.reshape(-1, *[1] * (expected.ndim - 1))
            yield from _numbers(f"in rows where `{name}`", rows)


def _places(shape: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    import numpy as np

    index = np.indices(shape)
    if len(shape) == 1:
        yield "at the first position", index[0] == 0
        yield "at the last position", index[0] == shape[0] - 1
        yield "behind the first position", index[0] > 0
        yield "at odd positions", index[0] % 2 == 1
        yield "at even positions", index[0] % 2 == 0
    elif len(shape) >= 2:
        rows, columns = index[-2], index[-1]
        yield "in the first row", rows == 0
        yield "in the last row", rows == shape[-2] - 1
        yield "in the first column", columns == 0
        yield "in the last column", columns == shape[-1] - 1
        yield "behind the first row", rows > 0
        yield "behind the first column", columns > 0
        yield "in even columns (0, 2, …)", columns % 2 == 0
        yield "in odd columns (1, 3, …)", columns % 2 == 1
        yield "on the diagonal", rows == columns
        yield "off the diagonal", rows != columns
        yield "above the diagonal", columns > rows
        yield "below the diagonal", columns < rows
        yield "in the second half of the columns", columns >= shape[-1] // 2
        yield "in the first half of the columns", columns < shape[-1] // 2
        if len(shape) > 2:
            yield "behind the first index of the first axis", index[0] > 0


def _numbers(where: str, values: Any) -> Iterator[tuple[str, Any]]:
    import numpy as np

    yield f"{where} is negative", values < 0
    yield f"{where} is 0", values == 0
    yield f"{where} is not 0", values != 0
    yield f"{where} is positive", values > 0
    yield f"{where} is above 1", values > 1
    yield f"{where} is NaN", np.isnan(values)
    yield f"{where} is infinite", np.isinf(values)
    if values.size:
        finite = values[~np.isnan(values)]
        if finite.size:
            yield f"{where} is the largest", values == finite.max()
            yield f"{where} is the smallest", values == finite.min()
    if values.ndim == 1 and values.size < 5_000:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        yield f"{where} comes more than once", counts[inverse] > 1
