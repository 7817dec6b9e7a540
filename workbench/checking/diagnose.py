"""Name the likely mistake: first the author's misconceptions, then rules that need no author."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.asking import Trial, ask, tolerance_of
from workbench.checking.compare import compare
from workbench.checking.limits import OutOfTimeError
from workbench.checking.show import loaded_class
from workbench.checking.types import Diagnosis


def diagnose(exercise: Exercise, trials: list[Trial]) -> Diagnosis | None:
    """The misconception whose outputs the learner's equal on every case, or the first general rule that fits all
    failed cases; None when nothing fits."""
    return _misconception(exercise, trials) or _from_error(trials) or _general(trials)


def _misconception(exercise: Exercise, trials: list[Trial]) -> Diagnosis | None:
    for misconception in exercise.misconceptions:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what a wrong implementation leaves open is closed in here
                alike = _behaves_like(exercise, misconception.implementation, trials)
            if alike:
                return Diagnosis(kind="misconception", message=misconception.message)
        except OutOfTimeError:
            raise
        except Exception:  # outputs that cannot be compared are not equal
            continue
    return None


def _behaves_like(exercise: Exercise, wrong: Callable[..., Any], trials: list[Trial]) -> bool:
    """Equal outputs (or the same exception) on every case; for verified data, the same complaint."""
    relation = exercise.settings.compare or compare
    for trial in trials:
        theirs = ask(exercise, wrong, trial.case)
        if (theirs.error is None) != (trial.answer.error is None):
            return False
        if theirs.error is not None:
            theirs.error.__traceback__ = None
            if type(theirs.error).__name__ != type(trial.answer.error).__name__:
                return False
            continue
        if exercise.verifier is not None:
            complaint = exercise.verifier(theirs.value, trial.expected, trial.case.fresh())
            if complaint != (trial.difference.text if trial.difference else None):
                return False
        elif relation(trial.answer.value, theirs.value, tolerance_of(exercise)) is not None:
            return False
    return True


_ERROR_ADVICE = {
    "NameError": "A name is used that does not exist here: a typo, or a cell above that was not run.",
    "UnboundLocalError": "A variable is read before the function gives it a value.",
    "AttributeError": "The object has no such attribute: look at its type, print(type(…)).",
    "KeyError": "The key or column does not exist: look at .keys() or .columns.",
    "IndexError": "An index is past the end: the last valid one is the length minus one.",
    "ZeroDivisionError": "A division by zero: which input makes the divisor zero?",
    "NotImplementedError": "A part is still to be written.",
    "RecursionError": "The function calls itself without end: which case should stop it?",
}


def _from_error(trials: list[Trial]) -> Diagnosis | None:
    error = next((t.answer.error for t in trials if t.difference is not None), None)
    if error is None:
        return None
    name, text = type(error).__name__, str(error)
    if name == "TypeError" and "argument" in text and ("positional" in text or "keyword" in text):
        return Diagnosis(kind="signature", message="The arguments differ from the stub's: keep its names and order.")
    if name == "ValueError" and ("broadcast" in text or "matmul" in text or "aligned" in text):
        message = "The shapes do not fit together: print them just before this line."
        return Diagnosis(kind="shapes_do_not_fit", message=message)
    if name == "RuntimeError" and ("size of tensor" in text or "shapes cannot be multiplied" in text):
        message = "The shapes of the tensors do not fit together: print them just before this line."
        return Diagnosis(kind="shapes_do_not_fit", message=message)
    if name in _ERROR_ADVICE:
        return Diagnosis(kind=f"exception_{name}", message=_ERROR_ADVICE[name])
    return None


def _as_array(value: Any) -> Any:
    """A float array of numbers, arrays, tensors, Series and lists of numbers; None for anything else."""
    import numpy as np

    if isinstance(value, loaded_class("torch", "Tensor")):
        value = value.detach().cpu().double().numpy() if not value.is_complex() else None
    if value is None or isinstance(value, (str, bytes, dict, set)):
        return None
    if isinstance(value, loaded_class("pandas", "DataFrame")):
        return None
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None
    return array


def _general(trials: list[Trial]) -> Diagnosis | None:
    failed = [t for t in trials if t.difference is not None]
    kinds = {t.difference.kind for t in failed if t.difference}
    if kinds <= {"none", "placeholder"}:
        message = "Nothing came back: is a `return` missing, or a `...` left?"
        return Diagnosis(kind="nothing_returned", message=message)
    pairs = [(_as_array(t.answer.value), _as_array(t.expected), t) for t in failed]
    if any(a is None or b is None for a, b, _ in pairs):
        return None
    for kind, message, rule in _RULES:
        found = rule(pairs)
        if found:
            return Diagnosis(kind=kind, message=message.format(found))
    return None


Pairs = list[tuple[Any, Any, Trial]]


def _same(a: Any, b: Any) -> bool:
    import numpy as np

    return bool(a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True))


def _every(test: Callable[[Any, Any], bool]) -> Callable[[Pairs], str]:
    """A rule that holds for all failed cases, of which at least one must not be trivial (all zeros)."""

    def rule(pairs: Pairs) -> str:
        import numpy as np

        telling = [1 for a, b, _ in pairs if np.any(a) or np.any(b)]
        return "yes" if telling and all(test(a, b) for a, b, _ in pairs) else ""

    return rule


def _factor(pairs: Pairs) -> str:
    """A constant factor: by name when it is the same everywhere, or the length of an input that explains it."""
    import numpy as np

    factors = []
    for a, b, _ in pairs:
        keep = np.abs(b) > 1e-12 if a.shape == b.shape else np.zeros(b.shape, dtype=bool)
        if not keep.any() or not np.isfinite(a[keep]).all():
            return ""
        ratios = a[keep] / b[keep]
        if not np.allclose(ratios, ratios.flat[0], rtol=1e-5) or not np.allclose(a[~keep], 0, atol=1e-9):
            return ""
        factors.append(float(ratios.flat[0]))
    if not factors or any(abs(f) < 1e-12 for f in factors):
        return ""
    return _constant_factor(factors) or _size_factor(factors, pairs)


def _constant_factor(factors: list[float]) -> str:
    import numpy as np

    if not np.allclose(factors, factors[0], rtol=1e-5):
        return ""
    named = {
        2.0: "2",
        0.5: "½",
        100.0: "100",
        0.01: "1/100",
        float(np.log(2)): "ln 2",
        1 / float(np.log(2)): "1/ln 2",
    }
    value = next((text for known, text in named.items() if np.isclose(factors[0], known, rtol=1e-4)), None)
    if value is None and len(factors) < 2:
        return ""
    extra = ": a natural logarithm where log₂ is meant, or the reverse?" if value and "ln" in value else "."
    return f"Every result is {value or f'{factors[0]:.4g}'} times the expected one{extra}"


def _size_factor(factors: list[float], pairs: Pairs) -> str:
    """n, 1/n, (n−1)/n or n/(n−1) with n the size of an input: a sum in place of a mean, or another divisor."""
    import numpy as np

    sizes: dict[str, list[float]] = {}
    for _, _, trial in pairs:
        for name, value in trial.case.inputs.items():
            shape = getattr(value, "shape", None) or ((len(value),) if isinstance(value, (list, tuple)) else ())
            for axis, n in enumerate(shape):
                sizes.setdefault(f"{name}{axis}", []).append(float(n))
    texts = {
        "n": "a sum where a mean is expected (results are n times too large).",
        "1/n": "a mean where a sum is expected (results are n times too small).",
        "n-1": "divided by n where n − 1 is expected (ddof=1).",
        "n/n-1": "divided by n − 1 where n is expected (ddof=0).",
    }
    for counts in sizes.values():
        if len(counts) != len(factors):
            continue
        n = np.array(counts)
        with np.errstate(all="ignore"):
            candidates = {"n": n, "1/n": 1 / n, "n-1": (n - 1) / n, "n/n-1": n / (n - 1)}
        for key, values in candidates.items():
            if np.isfinite(values).all() and np.allclose(factors, values, rtol=1e-5):
                return "This looks like " + texts[key]
    return ""


def _off_by(pairs: Pairs) -> str:
    import numpy as np

    gaps = []
    for a, b, _ in pairs:
        if a.shape != b.shape or not np.allclose(a - b, (a - b).flat[0] if a.size else 0, rtol=1e-6, atol=1e-9):
            return ""
        gaps.append(float((a - b).flat[0]))
    if not np.allclose(gaps, gaps[0], rtol=1e-6) or abs(gaps[0]) < 1e-9 or (len(gaps) < 2 and abs(gaps[0]) != 1):
        return ""
    return f"Every value is {abs(gaps[0]):.4g} too {'large' if gaps[0] > 0 else 'small'}."


def _shifted(a: Any, b: Any) -> bool:
    return a.shape == b.shape and a.ndim >= 1 and len(a) > 2 and (_same(a[1:], b[:-1]) or _same(a[:-1], b[1:]))


def _transposed(a: Any, b: Any) -> bool:
    return b.ndim >= 2 and a.shape == b.shape[::-1] and not _same(a, b) and _same(a.T, b)


def _rounded(a: Any, b: Any) -> bool:
    import numpy as np

    return a.shape == b.shape and any(_same(a, np.round(b, k)) and not _same(a, b) for k in range(6))


def _nan(a: Any, b: Any) -> bool:
    import numpy as np

    return bool(np.isnan(a).any() and not np.isnan(b).any())


def _wrong_by_shape(pairs: Pairs) -> str:
    if any(a.shape == b.shape for a, b, _ in pairs):
        return ""
    a, b, _ = pairs[0]
    if a.size == b.size and _same(a.ravel(), b.ravel()):
        return f"The numbers are right, the shape is not: {a.shape} in place of {b.shape}. reshape, or keepdims=…?"
    if a.ndim == b.ndim == 1 and abs(len(a) - len(b)) == 1:
        return f"The length is {len(a)} in place of {len(b)}: off by one at a border?"
    return f"The shape is {a.shape} in place of {b.shape}: which axis is summed or kept?"


_RULES: list[tuple[str, str, Callable[[Pairs], str]]] = [
    ("nan", "NaN in the result: a 0/0, the log of 0, or a missing value that was let through?", _every(_nan)),
    ("sign", "The sign is the wrong way round.", _every(lambda a, b: _same(a, -b) and not _same(a, b))),
    ("transpose", "The result is transposed: rows and columns are exchanged.", _every(_transposed)),
    ("shape", "{}", _wrong_by_shape),
    ("factor", "{}", _factor),
    ("off_by_one", "The values are shifted by one position: where does the range begin?", _every(_shifted)),
    ("off_by_constant", "{}", _off_by),
    ("reversed", "The order is reversed.", _every(lambda a, b: a.ndim == 1 and len(a) > 1 and _same(a[::-1], b))),
    ("squared", "The square of the expected value: a square root is missing.", _every(lambda a, b: _same(a, b**2))),
    ("root", "The square root of the expected value: it should not be taken.", _every(lambda a, b: _same(a * a, b))),
    ("inverse", "One divided by the expected value: numerator and denominator are exchanged.",
     _every(lambda a, b: a.shape == b.shape and bool((a != 0).all()) and _same(1 / a, b))),
    ("complement", "One minus the expected value.", _every(lambda a, b: _same(1 - a, b))),
    ("rounded", "The value is rounded: return it in full precision.", _every(_rounded)),
]  # fmt: skip
