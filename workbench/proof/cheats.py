"""What a cheat beside a probe could do: no judge may be won by values that answer nothing, or by flags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.authoring import Case
from workbench.checking.asking import Answer
from workbench.checking.diagnosing.matching import foreseen
from workbench.checking.diagnosing.versions import Version
from workbench.proof.poison import KINDS, has_floats, poisoned
from workbench.proof.subject import Subject


def numbers_are_numbers(subject: Subject) -> list[str]:
    """A judge of its own that only looks for faults finds none in NaN: the reference's answers with NaN or complex
    numbers in place of their numbers are refused."""
    exercise, checker = subject.exercise, subject.checker
    if exercise.verifier is None and exercise.settings.compare is None:
        return []
    won = []
    for kind in KINDS:
        for case in checker.cases:
            expected = checker.expected(case)
            if has_floats(expected) and _passes(subject, poisoned(expected, kind), case):
                won.append(f"{kind} pass for the numbers of case {case.number}")
                break
    return won


def flags_earn_nothing(subject: Subject) -> list[str]:
    """A probe runs beside the learner's code, which may replace it: then it says what the learner wants it to. With the
    reference's truth values and texts on the visible cases in place of its own, every known mistake still fails."""
    exercise, checker = subject.exercise, subject.checker
    shown = [case for case in checker.cases if case.visible]
    hidden = [case for case in checker.cases if not case.visible]
    if exercise.probe_function is None or not hidden:
        return []
    patterns = [checker.expected(case) for case in shown or hidden[:1]]
    assert checker.known is not None, "the checker of an author knows them"
    return [
        f"“{mistake.words[:60]}…” passes with the flags of a visible case: let the probe return what the flags "
        "are found from, or draw per case what they have to be"
        for mistake in foreseen(checker.known)
        if any(all(_wins(subject, mistake, case, pattern) for case in hidden) for pattern in patterns)
    ]


def _wins(subject: Subject, mistake: Version, case: Case, pattern: Any) -> bool:
    assert subject.checker.known is not None
    answer = subject.checker.known.answer(mistake, case)  # most have been asked before
    value = pattern if answer is None or answer.error is not None else with_flags(answer.value, pattern)
    return _passes(subject, value, case)


def with_flags(value: Any, pattern: Any) -> Any:
    """A value with the truth values and texts of another, where they are in the same place."""
    if isinstance(value, Mapping) and isinstance(pattern, Mapping):
        return {key: with_flags(each, pattern.get(key, each)) for key, each in value.items()}
    if isinstance(value, list | tuple) and isinstance(pattern, list | tuple):
        rest = [*pattern[: len(value)], *value[len(pattern) :]]
        return type(value)(with_flags(own, other) for own, other in zip(value, rest, strict=True))
    return pattern if isinstance(pattern, bool | str) or pattern is None else value


def _passes(subject: Subject, value: Any, case: Case) -> bool:
    try:
        return subject.checker.judged(case, Answer(value=value), brief=True).difference is None
    except Exception:  # in a class it counts as wrong
        return False
