"""A failed trial as text: what went in, what came and what was expected, as the learner wrote and returned them.

What a probe gives is evidence for the comparison, which no learner has ever returned. So of a probed exercise the call
of the learner's function is shown that went wrong; where there is none that tells it, what differs of the evidence.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.asking import Trial, calm, differ, tolerance_of
from workbench.checking.compare import compare
from workbench.checking.limits import OutOfTimeError
from workbench.checking.show import show_pair, show_value
from workbench.checking.types import FailedCase

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Call:
    """One call of a function: its arguments by name, and what it returned."""

    arguments: Mapping[str, Any]
    value: Any


def show_case(exercise: Exercise, trial: Trial, candidate: Callable[..., Any] | None) -> FailedCase:
    """A failed trial as text. candidate: what was tried, to be called once more through the probe; None where it is out
    of reach."""
    raised = trial.answer.error
    call = _telling_call(exercise, trial, candidate) if raised is None else None
    inputs = _rows(trial.case.fresh() if call is None else call[0].arguments)
    if raised is not None:
        got = f"{type(raised).__name__}: {raised}"
        expected = "" if exercise.probe_function else show_value(trial.expected)
    elif call is not None:
        got, expected = show_pair(call[0].value, call[1])
    elif exercise.probe_function:
        got, expected = _evidence(exercise, trial)
    else:
        got, expected = show_pair(trial.answer.value, trial.expected)
    if exercise.verifier is not None:
        expected = _property(candidate) or _property(exercise.implementation) or show_value(trial.expected)
    return FailedCase(
        number=trial.case.number,
        visible=trial.case.visible,
        inputs=inputs,
        got=got,
        expected=expected,
        difference=trial.difference.text if trial.difference else "",
        printed=trial.answer.printed[:1000],
    )


def _rows(values: Mapping[str, Any]) -> Rows:
    return tuple((name, show_value(value)) for name, value in values.items())


def _property(candidate: Callable[..., Any] | None) -> str:
    """What is asked where many results are right: no one of them, but the first sentence of the exercise."""
    told = (inspect.getdoc(candidate) or "") if candidate is not None else ""
    sentence = " ".join(told.split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
    return f"any result that is right: {sentence}." if sentence else ""


def _telling_call(exercise: Exercise, trial: Trial, candidate: Callable[..., Any] | None) -> tuple[_Call, Any] | None:
    """The call by a probe that shows what is wrong, with the reference's result for the same arguments.

    It is the first one whose result differs; where any draw may be right, the first. None where there is none, or where
    the function is a class.
    """
    if exercise.probe_function is None or candidate is None or isinstance(candidate, type):
        return None
    theirs = _calls(exercise, trial, candidate)
    if exercise.verifier is not None:
        return (theirs[0], theirs[0].value) if theirs and _is_plain(theirs[0].value) else None
    limits = tolerance_of(exercise)
    for mine, right in zip(theirs, _calls(exercise, trial, exercise.implementation), strict=False):
        try:
            if compare(dict(mine.arguments), dict(right.arguments), limits) is not None:
                return None
            if compare(mine.value, right.value, limits) is not None:
                return (mine, right.value) if _is_plain(right.value) else None
        except Exception:  # values that cannot be compared tell nothing
            return None
    return None


def _calls(exercise: Exercise, trial: Trial, function: Callable[..., Any]) -> list[_Call]:
    heard: list[_Call] = []
    signature = inspect.signature(function)

    @functools.wraps(function)
    def listening(*arguments: Any, **named: Any) -> Any:
        value = function(*arguments, **named)
        heard.append(_Call(signature.bind(*arguments, **named).arguments, value))
        return value

    with calm():
        try:
            exercise.call(listening, trial.case.fresh())
        except OutOfTimeError:
            raise
        except Exception:  # a probe that looks closely at what it is given
            return []
    return heard


def _is_plain(value: Any) -> bool:
    """Whether its text says what it is: not an estimator or module, which look alike whatever they have learned."""
    return not hasattr(value, "get_params") and not hasattr(value, "named_parameters")


def _evidence(exercise: Exercise, trial: Trial) -> tuple[str, str]:
    """What differs of what a probe gave: its parts by name, without what is right."""
    got, expected = trial.answer.value, trial.expected
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return show_pair(got, expected)
    names = [name for name in expected if name in got and _differs(exercise, trial, got[name], expected[name])]
    pairs = [(name, *show_pair(got[name], expected[name])) for name in names or expected.keys() & got.keys()]
    return tuple("\n".join(f"{name}: {row[at]}" for name, *row in pairs) for at in (0, 1))  # type: ignore[return-value]


def _differs(exercise: Exercise, trial: Trial, got: Any, expected: Any) -> bool:
    if exercise.verifier is not None:
        return True
    try:
        return differ(exercise, got, expected, trial.case) is not None
    except Exception:  # a relation that compares the whole
        return True
