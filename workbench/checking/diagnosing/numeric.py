"""Numbers that come from the expected ones by a rule: another sign, a factor, a square, a limit, a shift.

Never across types and never on truth values. A rule holds for every case that fails; where it does not hold for one
that passes, the sentence speaks of those that fail alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.checking.asking import Trial
from workbench.checking.diagnosing.factors import constant_factor, offset
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.show import loaded_class
from workbench.checking.types import Diagnosis

Pairs = list[tuple[Any, Any, Trial]]
Make = Callable[[Any], Any]
_NEAR = 2e-3
_LEAST_NEAR = 4
_TINY = 1e-300


def as_array(value: Any) -> Any:
    """A float array of numbers, arrays, tensors, Series and lists of numbers; None for anything else, truth values
    among it."""
    import numpy as np

    if isinstance(value, loaded_class("torch", "Tensor")):
        if value.is_complex():
            return None
        value = value.detach().cpu()
        value = value.numpy() if str(value.dtype) == "torch.bool" else value.double().numpy()
    if value is None or isinstance(value, (str, bytes, bool, dict, set)):
        return None
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return None
    try:
        array = np.asarray(value)
        return None if array.dtype.kind not in "iuf" else array.astype(float)
    except Exception:  # what a learner's value raises while it is looked at says only that it is no array
        return None


def pairs_of(trials: Sequence[Trial]) -> Pairs | None:
    """What came and what was expected as arrays, None when something is no number."""
    pairs = [(*_arrays(trial.answer.value, trial.expected), trial) for trial in trials]
    return None if any(a is None or b is None for a, b, _ in pairs) else pairs


def _arrays(got: Any, expected: Any) -> tuple[Any, Any]:
    """Also of two dicts with numbers under the same keys."""
    if isinstance(got, dict) and isinstance(expected, dict) and expected and got.keys() == expected.keys():
        return as_array([got[key] for key in expected]), as_array(list(expected.values()))
    return as_array(got), as_array(expected)


def numeric(scene: Scene) -> Diagnosis | None:
    """The first rule that turns what was expected into what came."""
    if not scene.valued or scene.kinds() & {"type", "dtype", "none", "verify", "name", "index"}:
        return None
    pairs = pairs_of(scene.valued)
    return None if not pairs else by_rule(pairs, pairs_of(scene.answered) or [])


def by_rule(pairs: Pairs, all_pairs: Pairs) -> Diagnosis | None:
    """A rule that holds for all pairs. all_pairs: also those of the cases that pass."""
    passed = [(a, b) for a, b, trial in all_pairs if trial.difference is None]
    found = _plain(pairs, all_pairs) or _by_formula(pairs, passed)
    if found is not None:
        return found
    for kind, rule in _OTHER:
        text = rule(pairs)
        if text:
            return Diagnosis(kind=kind, message=text)
    return _at_the_wrong_places(pairs)


def _plain(pairs: Pairs, all_pairs: Pairs) -> Diagnosis | None:
    """One result for all, a number in place of missing values, missing values in place of numbers."""
    constant = _always_the_same(pairs, all_pairs)
    if constant:
        return Diagnosis(kind="constant", message=constant)
    filled = _filled(pairs)
    if filled:
        return Diagnosis(kind="filled", message=filled)
    if _nan(pairs):
        text = "NaN in the result: a 0/0, the log of 0, a missing value that was let through, or numbers so large that "
        text += "they overflow (exp)?"
        return Diagnosis(kind="nan", message=text)
    return None


def _by_formula(pairs: Pairs, passed: list[tuple[Any, Any]]) -> Diagnosis | None:
    """What came is made of what was expected, or the reverse."""
    for kind, message, make in _FORWARD:
        if _holds(pairs, _forward(make)):
            general = all(_is_quiet(make, b, b) for _, b in passed)
            if kind == "rounded" and not (general and any(a.any() for a, _, _ in pairs)):
                continue  # a power of two, and a zero for a small number, are no rounding
            return Diagnosis(kind=kind, message=message if general else f"Where it goes wrong: {_lower(message)}")
    for kind, message, make in _BACK:
        if _holds(pairs, _back(make)) and _are_telling([(b, a, trial) for a, b, trial in pairs]):
            return Diagnosis(kind=kind, message=message)
    return None


def _forward(make: Make) -> Callable[[Any, Any], bool]:
    return lambda a, b: _same(a, make(b))


def _back(make: Make) -> Callable[[Any, Any], bool]:
    return lambda a, b: _same(make(a), b)


def _always_the_same(pairs: Pairs, all_pairs: Pairs) -> str:
    """One result for all inputs, where several are expected."""
    import numpy as np

    first = pairs[0][0]
    if len(all_pairs) < 3 or not all(a.shape == first.shape and _same(a, first) for a, _, _ in all_pairs):
        return ""
    if len({b.tobytes() for _, b, _ in all_pairs}) < 3:
        return ""
    if first.size and not np.any(first):
        return "The result is zero, whatever the arguments are."
    return "The same result comes back, whatever the arguments are."


def _same(a: Any, b: Any) -> bool:
    import numpy as np

    return bool(a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True))


def _is_quiet(make: Make, value: Any, expected: Any) -> bool:
    import numpy as np

    with np.errstate(all="ignore"):
        try:
            return _same(make(value), expected)
        except (ValueError, IndexError, TypeError, np.exceptions.AxisError):
            return False


def _holds(pairs: Pairs, test: Callable[[Any, Any], bool]) -> bool:
    """Whether a rule holds for all pairs, and the numbers are such that it does not hold by luck."""
    import numpy as np

    if any(a.size == 0 for a, _, _ in pairs) or not _are_telling(pairs):
        return False
    with np.errstate(all="ignore"):
        try:
            return all(not _same(a, b) and test(a, b) for a, b, _ in pairs)
        except (ValueError, IndexError, TypeError, np.exceptions.AxisError):
            return False


def _are_telling(pairs: Pairs) -> bool:
    """Two distinct numbers that are not zero, or one that is no whole number."""
    import numpy as np

    values = np.concatenate([b.ravel()[:1000] for _, b, _ in pairs])
    values = np.unique(values[np.isfinite(values) & (values != 0)])
    return len(values) >= 2 or bool(len(values) and values[0] != round(values[0]))


def _filled(pairs: Pairs) -> str:
    """One number wherever a missing value is expected, and nothing else is wrong."""
    import numpy as np

    found: set[float] = set()
    for a, b, _ in pairs:
        if a.shape != b.shape:
            return ""
        missing = np.isnan(b) & ~np.isnan(a)
        if not missing.any() or not np.allclose(a[~missing], b[~missing], rtol=1e-6, atol=1e-9, equal_nan=True):
            return ""
        found.update(a[missing].tolist())
    return f"Where a missing value (NaN) is expected, {found.pop():g} came back." if len(found) == 1 else ""


def _nan(pairs: Pairs) -> bool:
    import numpy as np

    return all(np.isnan(a).any() and not np.isnan(b).any() for a, b, _ in pairs)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _sigmoid(x: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-x))


def _softmax(x: Any) -> Any:
    import numpy as np

    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def _numpy(name: str, *args: Any, **named: Any) -> Make:
    def make(x: Any) -> Any:
        import numpy as np

        return getattr(np, name)(x, *args, **named)

    return make


def _of_1d(make: Make) -> Make:
    def wanted(x: Any) -> Any:
        if x.ndim != 1 or len(x) < 2:
            raise ValueError
        return make(x)

    return wanted


def _of_many(make: Make) -> Make:
    """What a single number cannot have undergone: less its own mean it is always zero."""

    def wanted(x: Any) -> Any:
        if x.ndim == 0:
            raise ValueError
        return make(x)

    return wanted


def _transposed(x: Any) -> Any:
    if x.ndim < 2:
        raise ValueError
    return x.T


def _shifted_right(a: Any, b: Any) -> bool:
    return a.shape == b.shape and a.ndim >= 1 and len(a) > 2 and (_same(a[1:], b[:-1]) or _same(a[:-1], b[1:]))


def _positive(x: Any) -> Any:
    if (x == 0).any():
        raise ValueError
    return 1 / x


_FORWARD: list[tuple[str, str, Make]] = [
    ("sign", "The sign is the wrong way round.", lambda b: -b),
    ("transpose", "The result is transposed: rows and columns are exchanged.", _transposed),
    ("reversed", "The order is reversed.", _of_1d(lambda b: b[::-1])),
    ("reversed", "The rows are in reverse order.", lambda b: b[::-1] if b.ndim > 1 else b),
    ("reversed", "The columns are in reverse order.", lambda b: b[..., ::-1] if b.ndim > 1 else b),
    ("sorted", "The values are right and sorted, in place of in their order.", _of_1d(_numpy("sort"))),
    ("complement", "One minus the expected value.", lambda b: 1 - b),
    ("inverse", "One divided by the expected value: numerator and denominator are exchanged.", _positive),
    ("absolute", "The absolute value of what is expected: a sign is lost.", _numpy("abs")),
    ("clipped", "Negative values have become zero.", _numpy("maximum", 0.0)),
    ("clipped", "Values are cut off at 0 and at 1.", _numpy("clip", 0.0, 1.0)),
    ("clipped", "Values are cut off at 1.", _numpy("minimum", 1.0)),
    ("clipped", "Values are cut off at −1 and at 1.", _numpy("clip", -1.0, 1.0)),
    *[("rounded", "The value is rounded: return it in full precision.", _numpy("round", k)) for k in range(6)],
    ("rounded", "The value is rounded down.", _numpy("floor")),
    ("rounded", "The value is rounded up.", _numpy("ceil")),
    ("rounded", "What comes after the point is cut off.", _numpy("trunc")),
    ("squared", "The square of the expected value: a square root is missing.", lambda b: b**2),
    ("root", "The square root of the expected value: it should not be taken.", _numpy("sqrt")),
    ("logarithm", "The logarithm of the expected value: it should not be taken.", _numpy("log")),
    ("exponential", "The exponential of the expected value: it should not be taken.", _numpy("exp")),
    ("sigmoid", "The sigmoid of the expected value: it should not be taken.", _sigmoid),
    ("normalised", "The values are divided by their sum, and should not be.", _of_many(lambda b: b / b.sum())),
    ("normalised", "The values are divided by their largest, and should not be.", _of_many(lambda b: b / b.max())),
    ("centred", "The mean of the values is subtracted, and should not be.", _of_many(lambda b: b - b.mean())),
    ("cumulated", "The values are added up step by step, and should not be.", _of_1d(_numpy("cumsum"))),
]  # fmt: skip
_BACK: list[tuple[str, str, Make]] = [
    ("normalised", "The values are not divided by their sum.", _of_many(lambda a: a / a.sum())),
    ("normalised", "The rows are not divided by their sums.", lambda a: a / a.sum(-1, keepdims=True)),
    ("normalised", "The columns are not divided by their sums.", lambda a: a / a.sum(0, keepdims=True)),
    ("normalised", "The values are not divided by their largest.", _of_many(lambda a: a / a.max())),
    ("normalised", "The values are not divided by their length (norm).", _of_many(lambda a: a / (a * a).sum() ** 0.5)),
    ("centred", "The mean is not subtracted.", _of_many(lambda a: a - a.mean())),
    ("centred", "The mean of each column is not subtracted.", lambda a: a - a.mean(0)),
    ("softmax", "The softmax is not taken.", _softmax),
    ("sigmoid", "The sigmoid is not taken.", _sigmoid),
    ("cumulated", "The values are not added up step by step.", _of_1d(_numpy("cumsum"))),
    ("sorted", "The values are right, but not sorted.", _of_1d(_numpy("sort"))),
    ("sorted", "The values are right, but not sorted from the largest down.", _of_1d(lambda a: -_numpy("sort")(-a))),
    ("clipped", "Values below 0 or above 1 are not cut off.", _numpy("clip", 0.0, 1.0)),
    ("clipped", "Negative values are to become zero.", _numpy("maximum", 0.0)),
]  # fmt: skip


def _shape(pairs: Pairs) -> str:
    """All shapes are wrong in the same way."""
    if any(a.shape == b.shape for a, b, _ in pairs):
        return ""
    a, b, _ = pairs[0]
    if all(a.size == b.size and _same(a.ravel(), b.ravel()) for a, b, _ in pairs):
        return f"The numbers are right, the shape is not: {a.shape} in place of {b.shape}. reshape, or keepdims=…?"
    if all(a.ndim < b.ndim for a, b, _ in pairs):
        return f"The result has too few axes, {a.ndim} in place of {b.ndim}: is one summed or averaged that is to stay?"
    if all(a.ndim > b.ndim for a, b, _ in pairs):
        return f"The result has too many axes, {a.ndim} in place of {b.ndim}: is one kept that is to go?"
    return ""


def _shift(pairs: Pairs) -> str:
    if all(_shifted_right(a, b) for a, b, _ in pairs) and _are_telling(pairs):
        return "The values are shifted by one position: where does the range begin?"
    return ""


_OTHER: list[tuple[str, Callable[[Pairs], str]]] = [
    ("shape", _shape),
    ("off_by_one", _shift),
    ("factor", constant_factor),
    ("off_by_constant", offset),
]


def nearly(scene: Scene) -> Diagnosis | None:
    """All numbers are right to some digits and no further."""
    import numpy as np

    pairs = pairs_of(scene.valued)
    if not pairs or scene.kinds() != {"value"} or any(a.shape != b.shape for a, b, _ in pairs):
        return None
    errors = np.concatenate([np.abs(a - b).ravel() / max(np.abs(b).max(initial=0.0), _TINY) for a, b, _ in pairs])
    if np.count_nonzero(errors) < _LEAST_NEAR or not errors.max() < _NEAR:
        return None
    digits = int(-np.log10(errors.max()))
    text = f"All values are right to {digits} digits and no further: is something small added, a number rounded, the "
    text += "precision single in place of double, or something stopped too early?"
    return Diagnosis(kind="nearly", message=text)


def _at_the_wrong_places(pairs: Pairs) -> Diagnosis | None:
    """Some values of each array are right, and a rule holds for the others."""
    import numpy as np

    if any(a.shape != b.shape or a.ndim == 0 for a, b, _ in pairs):
        return None
    wrong = [~np.isclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True) for a, b, _ in pairs]
    got = np.concatenate([a[mask] for (a, _, _), mask in zip(pairs, wrong, strict=True)])
    expected = np.concatenate([b[mask] for (_, b, _), mask in zip(pairs, wrong, strict=True)])
    if len(np.unique(expected)) < 3 or all(mask.all() for mask in wrong):
        return None
    for kind, message, make in _FORWARD:
        if kind in ("sign", "complement", "inverse", "absolute", "squared", "root") and _is_quiet(make, expected, got):
            return Diagnosis(kind=kind, message=f"Some values are right. For the others: {_lower(message)}")
    return None
