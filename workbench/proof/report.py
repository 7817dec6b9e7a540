"""Prove whole lessons and tell the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo
from workbench.errors import WorkbenchError
from workbench.proof.answers import (
    SECONDS_OF_AN_ANSWER,
    Answer,
    Told,
    answers_are_judged_rightly,
    find_answers,
    judged_wrongly,
    tell_one_exercise,
)
from workbench.proof.claims import claims_hold
from workbench.proof.exercises import EXERCISE_CHECKS, KILL_RATE, mutants_are_killed
from workbench.proof.exercises import mutation_report as run_mutants
from workbench.proof.forks import Done, in_forks, warm
from workbench.proof.lessons import LESSON_CHECKS
from workbench.proof.prose import PROSE_CHECKS
from workbench.proof.subject import Subject
from workbench.proof.systems import CURRICULUM_CHECKS

ALL_LESSON_CHECKS = (*LESSON_CHECKS, *PROSE_CHECKS, *CURRICULUM_CHECKS)
Judged = list[tuple[Answer, Told]]

MOST_SECONDS = 900.0
"""After so long the proof of one lesson is given up."""


@dataclass
class Finding:
    """One check of one item (an exercise, or "" for the lesson itself) with the problems it found."""

    item: str
    check: str
    problems: list[str] = field(default_factory=list)
    told: tuple[str, ...] = ()
    """What is worth a line though it is no problem: mutants that survive, how many were killed."""

    @property
    def key(self) -> str:
        return f"{self.item}: {self.check}" if self.item else self.check


def _safely(check: Callable[[Any], list[str]], subject: Any) -> list[str]:
    try:
        return check(subject)
    except Exception as error:  # a broken check of one exercise must not hide the others
        return [f"{type(error).__name__}: {error}"]


def prove(lesson: LessonInfo, *, mutation: bool = True) -> Iterator[Finding]:
    """Every check of a lesson and of its exercises, one finding at a time. mutation: run the mutants too (slow).

    The exercises first, each in a fork: that wants a process which has computed little. Those who prove an exercise
    judge the answers of others as well: what its known mistakes answer has been asked by then.
    """
    judged: Judged = []
    try:
        answers = find_answers(lesson.id)
    except WorkbenchError as error:
        yield Finding("", answers_are_judged_rightly.__name__, [str(error)])
        answers = []
    longest = MOST_SECONDS + (len(answers) + 1) * SECONDS_OF_AN_ANSWER
    names = list(load_solution(lesson.id).exercises)
    for done in in_forks(partial(_prove_exercise, lesson, answers, mutation), names, seconds=longest):
        if done.result is None:
            yield Finding(done.item, "proof", [done.problem])
            continue
        findings, told = done.result
        yield from findings
        judged += told
    yield Finding("", answers_are_judged_rightly.__name__, judged_wrongly(lesson, judged))
    for lesson_check in ALL_LESSON_CHECKS:
        yield Finding("", lesson_check.__name__, _safely(lesson_check, lesson))


def _prove_exercise(
    lesson: LessonInfo, answers: Sequence[Answer], mutation: bool, name: str
) -> tuple[list[Finding], Judged]:
    """The checks of one exercise, and what the answers of others to it are told."""
    exercise = load_solution(lesson.id).exercise(name)
    subject = Subject(lesson=lesson, exercise=exercise, checker=Checker(exercise))
    checks = [check for check in EXERCISE_CHECKS if check is not mutants_are_killed]
    findings = [Finding(name, check.__name__, _safely(check, subject)) for check in checks]
    if mutation:
        findings.append(_mutation(subject))
    own = [answer for answer in answers if answer.exercise == name]
    told = tell_one_exercise(lesson.id, own, subject.checker) if own else []
    return findings, list(zip(own, told, strict=True))


def _mutation(subject: Subject) -> Finding:
    finding = Finding(subject.name, "mutants_are_killed")
    try:
        report = run_mutants(subject)
    except Exception as error:
        finding.problems.append(f"{type(error).__name__}: {error}")
        return finding
    waived = f", {len(report.waived)} waived" if report.waived else ""
    finding.told = (
        f"{report.killed} of {report.total} ({report.rate:.0%}){waived}, {report.seconds:.1f} s",
        *(f"survives, line {mutant.line}: {mutant.change}" for mutant in report.survivors),
    )
    finding.problems += [f"the waiver {change!r} matches no surviving mutant" for change in report.unused]
    if report.rate < KILL_RATE:
        finding.problems.append(f"only {report.rate:.0%} of the mutants are killed")
    return finding


@dataclass(frozen=True, kw_only=True)
class Proof:
    """All findings of a lesson."""

    lesson: str
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> dict[str, tuple[str, ...]]:
        """Check → its problems, for the checks that found some."""
        return {finding.key: tuple(finding.problems) for finding in self.findings if finding.problems}

    @property
    def lines(self) -> tuple[str, ...]:
        """The problems, one behind the other."""
        return tuple(f"{check}: {problem}" for check, problems in self.problems.items() for problem in problems)


def prove_lessons(
    lessons: Sequence[LessonInfo], *, mutation: bool = True, claims: bool = False, jobs: int = 1
) -> Iterator[Done[LessonInfo, Proof]]:
    """Prove lessons in forks of this process, as they are done. claims: run each that makes some, with every seed."""
    warm()
    yield from in_forks(partial(_prove_one, mutation=mutation, claims=claims), lessons, jobs=jobs, seconds=MOST_SECONDS)


def _prove_one(lesson: LessonInfo, *, mutation: bool, claims: bool) -> Proof:
    findings = list(prove(lesson, mutation=mutation))
    if claims:
        findings.append(Finding("", "claims_hold", _safely(claims_hold, lesson)))
    return Proof(lesson=lesson.id, findings=tuple(findings))
