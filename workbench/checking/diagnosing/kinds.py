"""Results of the wrong kind, named before anything is said of their values: nothing, a list for an array."""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Callable
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.checking.asking import Trial, ask_with
from workbench.checking.compare import compare
from workbench.checking.compare.core import type_name
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.show import loaded_class
from workbench.checking.types import Diagnosis

_LEAST = 3
WRONG_CALL = (
    r"(missing \d+ required|takes .*positional argument|unexpected keyword argument|multiple values for argument)"
)
NOTHING = Diagnosis(
    kind="nothing_returned", message="Nothing came back: is a `return` missing, or a `...` left?"
)  # fmt: skip


def nothing_returned(scene: Scene) -> Diagnosis | None:
    """None or the placeholder, wherever something came back; also where only what looks at the result found out.

    Where None is right in some cases, it is a result like any other unless nothing else ever came."""
    if scene.valued:
        may_be_none = any(trial.expected is None for trial in scene.trials)
        if may_be_none and any(trial.answer.value is not None for trial in scene.answered):
            return None
        empty = [trial for trial in scene.failed if trial.answer.value is None or trial.answer.value is Ellipsis]
        return NOTHING if len(empty) == len(scene.failed) == len(scene.valued) else None
    if scene.failed and all(_fell_over_none(scene, trial) for trial in scene.failed):
        return NOTHING
    return None


def _fell_over_none(scene: Scene, trial: Trial) -> bool:
    """The exception arose while the result was looked at, and the result was None."""
    error = trial.answer.error
    if error is None or not arose_outside(scene, error):
        return False
    values = returned(scene, trial.case)
    return values[-1] is None if values else "'NoneType'" in str(error)


def arose_outside(scene: Scene, error: Exception) -> bool:
    """Whether no line of the learner's code took part in an exception of an exercise that looks at results itself."""
    if scene.exercise.probe_function is None or scene.locate is None or is_wrong_call(error):
        return False
    return scene.locate(error).line is None


def is_wrong_call(error: Exception) -> bool:
    """Whether something was called with other arguments than it takes."""
    return type(error).__name__ == "TypeError" and re.search(WRONG_CALL, str(error)) is not None


def returned(scene: Scene, case: Case) -> list[Any]:
    """What the calls of the learner's function gave on one case, which a probe only reports about."""
    if scene.candidate is None or isinstance(scene.candidate, type):
        return []
    return _returned(scene.exercise, scene.candidate, case)


def _returned(exercise: Exercise, candidate: Callable[..., Any], case: Case) -> list[Any]:
    kept: list[Any] = []

    @functools.wraps(candidate)
    def recording(*args: Any, **named: Any) -> Any:
        value = candidate(*args, **named)
        kept.append(value)
        return value

    ask_with(exercise, recording, case.fresh())
    return kept


def unusable_result(scene: Scene) -> Diagnosis | None:
    """What came back is of another type than the reference gives, and so could not be looked at."""
    if not scene.failed or scene.valued or scene.known is None or scene.exercise.is_class:
        return None
    found = set()
    for trial in scene.failed:
        error = trial.answer.error
        if error is None or not arose_outside(scene, error):
            return None
        ours = _returned(scene.exercise, scene.exercise.implementation, trial.case)
        theirs = returned(scene, trial.case)
        if not ours or not theirs or len(theirs) > len(ours):
            return None
        found.add(kind_of_mistake(theirs[-1], ours[len(theirs) - 1]))
    text = found.pop() if len(found) == 1 else ""
    return Diagnosis(kind="type", message=text) if text else None


def wrong_kind(scene: Scene) -> Diagnosis | None:
    """The same wrong kind of result in all cases in which something came back."""
    if not scene.valued or scene.exercise.verifier is not None:
        return None
    told = {kind_of_mistake(trial.answer.value, trial.expected) for trial in scene.valued}
    if len(told) != 1:
        return None
    text = told.pop()
    lengths = {len(trial.expected) for trial in scene.answered if isinstance(trial.expected, tuple)}
    if text[:1].isdigit() and (len(lengths) > 1 or len(scene.answered) < _LEAST):
        return None  # a sequence that has any length, and no fixed number of results
    return Diagnosis(kind="type", message=text) if text else None


def wrong_dtype(scene: Scene) -> Diagnosis | None:
    """The dtype is another one; whether the values are right besides."""
    if not scene.valued or scene.kinds() != {"dtype"}:
        return None
    told = {_dtypes(trial.answer.value, trial.expected) for trial in scene.valued}
    if len(told) != 1:
        return None
    got, expected = told.pop()
    if not got or got == expected or not re.fullmatch(r"(torch\.)?\w{1,12}(\[\w+\])?", got):
        return None
    right = all(_values_agree(trial.answer.value, trial.expected) for trial in scene.valued)
    text = f"The dtype is {got}, {expected} is wanted. "
    text += "The values are right." if right else "The values are wrong too, and would be with the right dtype."
    return Diagnosis(kind="dtype", message=text)


def _dtypes(got: Any, expected: Any) -> tuple[str, str]:
    return str(getattr(got, "dtype", "")), str(getattr(expected, "dtype", ""))


def _values_agree(got: Any, expected: Any) -> bool:
    import numpy as np

    try:
        a, b = np.asarray(got, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=True))


def kind_of_mistake(got: Any, expected: Any) -> str:
    """A sentence when two values are of different kinds, empty when they are of one kind."""
    if got is None or got is Ellipsis:
        return "" if expected is None else NOTHING.message
    a, b = family(got), family(expected)
    if a == b or (a, b) in _ACCEPTED:
        return _pairs(got, expected) if a == b == "tuple" else ""
    if a in ("function", "class"):
        return f"A {a} came back and not its result: are the parentheses of a call missing?"
    if a == "iterator":
        text = f"Something that can be read only once came back ({type(got).__name__}), {_with_article(b)} is wanted:"
        return f"{text} read it with list(…) first."
    text = _one_of_several(got, expected, a, b)
    if text:
        return text
    text = f"{type_name(got)} came back where {type_name(expected)} is wanted."
    return text[0].upper() + text[1:] + _ADVICE.get((a, b), "")


def _one_of_several(got: Any, expected: Any, a: str, b: str) -> str:
    """One part of what is wanted, or what is wanted among others."""
    if b == "tuple" and a != "tuple" and len(expected) > 1:
        for position, part in enumerate(expected):
            if _equal(got, part):
                return f"Only one of {len(expected)} results came back, the one that belongs at position {position}."
    if a == "tuple" and len(got) > 1:
        for position, part in enumerate(got):
            if _equal(part, expected):
                return f"More came back than is wanted: of {len(got)} results the one at position {position} is right."
    if a == "array" and b == "tuple":
        return f"One array came back where a tuple of {len(expected)} results is wanted."
    return ""


def _pairs(got: Any, expected: Any) -> str:
    """Tuples of another length, or the parts in another order."""
    if len(got) != len(expected):
        return f"{len(got)} results came back where {len(expected)} are wanted."
    return ""


def _equal(got: Any, expected: Any) -> bool:
    try:
        return family(got) == family(expected) and compare(got, expected) is None
    except Exception:  # what cannot be compared is not equal
        return False


_ACCEPTED = {("scalar array", "number"), ("scalar array", "bool"), ("array", "scalar array")}
_ADVICE = {
    ("list", "array"): " np.array(…) makes one of it.",
    ("tuple", "array"): " np.array(…) makes one of it.",
    ("array", "list"): " .tolist() makes one of it.",
    ("tensor", "array"): " .numpy() makes one of it.",
    ("array", "tensor"): " torch.from_numpy(…) makes one of it.",
    ("tensor", "number"): " .item() makes one of it.",
    ("pandas DataFrame", "pandas Series"): " One column of it is a Series.",
    ("pandas Series", "pandas DataFrame"): " .to_frame() or .reset_index() makes one of it.",
    ("pandas Series", "array"): " .to_numpy() makes one of it.",
    ("number", "bool"): " A comparison gives True or False.",
    ("bool", "number"): " Was a comparison returned in place of the number?",
    ("text", "number"): " float(…) or int(…) makes one of it.",
    ("polars DataFrame", "pandas DataFrame"): " .to_pandas() makes one of it.",
    ("axes", "figure"): " The figure of an Axes is its .figure.",
    ("figure", "axes"): " The Axes of a figure are its .axes.",
}


def family(value: Any) -> str:
    """A word for what kind of thing a value is, the same for what may stand for one another."""
    for name, classes in _families():
        if isinstance(value, classes):
            if name in ("array", "tensor") and len(getattr(value, "shape", ())) == 0:
                return "scalar array"
            return name
    if callable(value) and isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return "function"
    if isinstance(value, (types.GeneratorType, map, filter, zip, enumerate, reversed, range)):
        return "iterator"
    return type(value).__name__


def _families() -> list[tuple[str, Any]]:
    return [
        ("bool", (bool, *_some("numpy", "bool_"))),
        ("number", (int, float, complex, *_some("numpy", "number"))),
        ("text", (str, *_some("numpy", "str_"))),
        ("array", _some("numpy", "ndarray")),
        ("tensor", _some("torch", "Tensor")),
        ("pandas DataFrame", _some("pandas", "DataFrame")),
        ("pandas Series", _some("pandas", "Series")),
        ("polars DataFrame", _some("polars", "DataFrame")),
        ("polars LazyFrame", _some("polars", "LazyFrame")),
        ("polars Series", _some("polars", "Series")),
        ("figure", _some("matplotlib.figure", "Figure")),
        ("axes", _some("matplotlib.axes", "Axes")),
        ("Plotly figure", _some("plotly.basedatatypes", "BaseFigure")),
        ("Altair chart", _some("altair", "TopLevelMixin")),
        ("tuple", tuple),
        ("list", list),
        ("dict", dict),
        ("set", (set, frozenset)),
        ("bytes", bytes),
    ]


def _some(module: str, name: str) -> tuple[Any, ...]:
    found = loaded_class(module, name)
    return (found,) if found else ()


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
