"""Prove whole lessons and tell the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo
from workbench.proof.exercises import EXERCISE_CHECKS, KILL_RATE, MutationReport, Subject, mutants_are_killed
from workbench.proof.exercises import mutation_report as run_mutants
from workbench.proof.lessons import LESSON_CHECKS


@dataclass
class Finding:
    """One check of one item (an exercise, or "" for the lesson itself) with the problems it found."""

    item: str
    check: str
    problems: list[str] = field(default_factory=list)
    mutation: MutationReport | None = None


def subjects(lesson: LessonInfo) -> list[Subject]:
    """The exercises of a lesson, ready to be proven."""
    solution = load_solution(lesson.id)
    return [Subject(lesson=lesson, exercise=e, checker=Checker(e)) for e in solution.exercises.values()]


def _safely(check: Callable[[Any], list[str]], subject: Any) -> list[str]:
    try:
        return check(subject)
    except Exception as error:  # a broken check of one exercise must not hide the others
        return [f"{type(error).__name__}: {error}"]


def prove(lesson: LessonInfo, *, mutation: bool = True) -> Iterator[Finding]:
    """Every check of a lesson and of its exercises, one finding at a time. mutation: run the mutants too (slow)."""
    for lesson_check in LESSON_CHECKS:
        yield Finding("", lesson_check.__name__, _safely(lesson_check, lesson))
    for subject in subjects(lesson):
        for check in EXERCISE_CHECKS:
            if check is not mutants_are_killed:
                yield Finding(subject.name, check.__name__, _safely(check, subject))
        if mutation:
            yield _mutation(subject)


def _mutation(subject: Subject) -> Finding:
    finding = Finding(subject.name, "mutants_are_killed")
    try:
        report = run_mutants(subject)
    except Exception as error:
        finding.problems.append(f"{type(error).__name__}: {error}")
        return finding
    finding.mutation = report
    finding.problems += [f"the waiver {change!r} matches no surviving mutant" for change in report.unused]
    if report.rate < KILL_RATE:
        finding.problems.append(f"only {report.rate:.0%} of the mutants are killed")
    return finding
