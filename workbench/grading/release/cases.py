"""What may be published of a lesson's exercises and quizzes, as plain data for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.checking.asking import ask
from workbench.checking.compare import Tolerance, compare
from workbench.checking.compare.plots import library_of
from workbench.checking.solution import Solution, load_solution
from workbench.curriculum import LessonInfo
from workbench.errors import WorkbenchError
from workbench.grading.judging.probes import probe_source, relation_source
from workbench.grading.release.public import FORMAT, Judge, drawn, form_of, pack, unpack
from workbench.items import lesson_items

Seeds = Sequence[int | Sequence[int]]
"""Seeds of grading, as ``Exercise.all_cases`` takes them."""

DRAWN = 3
"""So many cases are drawn for an exercise without a visible example."""
_PUBLIC = 0x9E3779B9
"""Stands before the public seed, so that no usual seed of grading draws the same cases."""

_NO_DATA = "Its inputs are functions or models, which cannot be given away as data: it is checked when you hand it in."
_NO_CASES = "Each of its cases is used in grading: it is checked when you hand it in."
_NO_RESULT = "Its result cannot be given away as data: it is checked when you hand it in."
_NO_RELATION = "How its results are compared is not given away: it is checked when you hand it in."


def public_checks(info: LessonInfo, *, seed: int, avoid_seeds: Seeds) -> dict[str, Any]:
    """The content of a lesson's public checks, see ``workbench.grading.release.public``."""
    solution = load_solution(info.id)
    items = lesson_items(info.id)
    return {
        "format": FORMAT,
        "lesson": info.id,
        "title": info.title,
        "exercises": {
            item.name: _exercise(solution, item.name, seed=seed, avoid_seeds=avoid_seeds)
            for item in items
            if item.kind == "exercise"
        },
        "quizzes": _quizzes(info),
    }


# -- exercises ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """cases: as they stand in the file; figure: whether results are figures, compared by what is drawn."""

    judge: Judge
    cases: list[dict[str, Any]]
    reason: str = ""
    figure: bool = False


def _exercise(solution: Solution, name: str, *, seed: int, avoid_seeds: Seeds) -> dict[str, Any]:
    exercise = solution.exercise(name)
    settings = exercise.settings
    relation = relation_source(solution.path, name)
    judged = _judged(exercise, relation, seed=seed, avoid_seeds=avoid_seeds)
    runs = judged.judge != "later"
    return {
        "judge": judged.judge,
        "reason": judged.reason,
        "settings": {
            "rtol": settings.rtol,
            "atol": settings.atol,
            "check_dtype": settings.check_dtype,
            "ordered": settings.ordered,
            "time_limit": settings.time_limit,
            "deterministic": settings.deterministic,
            "may_modify": list(settings.may_modify),
        },
        "relation": relation if judged.judge == "equal" else "",
        "probe": probe_source(solution.path, name) if runs else "",
        "figure": judged.figure,
        "cases": judged.cases,
        "hints": list(exercise.hint_texts),
    }


def _judged(exercise: Exercise, relation: str, *, seed: int, avoid_seeds: Seeds) -> _Judged:
    found, reason = _public_cases(exercise, seed=seed, avoid_seeds=avoid_seeds)
    if not found:
        return _Judged(judge="later", cases=[], reason=reason)
    results = [_expected(exercise, case) for case in found]
    inputs = [pack(case.inputs) for case in found]
    # Without arguments the expected result is the answer itself; a verify names every mistake, and may accept much that
    # differs from the reference.
    if exercise.verifier is not None or not any(case.inputs for case in found):
        forms = [form_of(result, with_keys=exercise.probe_function is not None) for result in results]
        cases = [
            {"inputs": given, "form": {"family": form.family, "keys": None if form.keys is None else list(form.keys)}}
            for given, form in zip(inputs, forms, strict=True)
        ]
        return _Judged(judge="form", cases=cases)
    if exercise.settings.compare is not None and not relation:
        return _Judged(judge="later", cases=[], reason=_NO_RELATION)
    figure = library_of(results[0]) is not None
    results = [drawn(result) for result in results] if figure else results
    if not all(_is_data(result) for result in results):
        return _Judged(judge="later", cases=[], reason=_NO_RESULT)
    cases = [{"inputs": given, "expected": pack(result)} for given, result in zip(inputs, results, strict=True)]
    return _Judged(judge="equal", cases=cases, figure=figure)


def _expected(exercise: Exercise, case: Case) -> Any:
    answer = ask(exercise, exercise.implementation, case)
    if answer.error is not None:
        raise answer.error
    return answer.value


def _public_cases(exercise: Exercise, *, seed: int, avoid_seeds: Seeds) -> tuple[list[Case], str]:
    """The visible cases; without any, some that are drawn and are none of grading. When none is left, why."""
    usual = exercise.all_cases(0)
    visible = [case for case in usual if case.visible]
    if visible:
        usable = [case for case in visible if _is_data(case.inputs)]
        return (usable, "") if usable else ([], _NO_DATA)
    usable = [case for case in exercise.all_cases([_PUBLIC, seed]) if _is_data(case.inputs)]
    if not usable:
        return [], _NO_DATA
    hidden = {pack(case.inputs) for other in avoid_seeds for case in exercise.all_cases(other)}
    return [case for case in usable if pack(case.inputs) not in hidden][:DRAWN], _NO_CASES


def _is_data(value: Any) -> bool:
    """Whether a value comes back as it was when it is encoded and decoded."""
    try:
        packed = pack(value)
    except WorkbenchError:  # too large, or nested without end
        return False
    return compare(unpack(packed), value, Tolerance(rtol=0, atol=0, check_dtype=True)) is None


# -- quizzes -----------------------------------------------------------------------------------------------------------


def _quizzes(info: LessonInfo) -> dict[str, dict[str, Any]]:
    """Question and options of each quiz as the lesson asks it; the answer is not in the lesson."""
    found = [item for item in lesson_items(info.id) if item.kind == "quiz"]
    for item in found:
        if len(item.options) < 2:
            raise WorkbenchError(f"{info.path}: write the options of the quiz {item.name!r} out as a list of texts.")
    return {item.name: {"question": item.title, "options": list(item.options)} for item in found}
