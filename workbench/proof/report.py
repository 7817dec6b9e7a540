"""Prove whole lessons and tell the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo
from workbench.proof.answers import ANSWER_CHECKS
from workbench.proof.claims import claims_hold
from workbench.proof.exercises import EXERCISE_CHECKS, KILL_RATE, Subject, mutants_are_killed
from workbench.proof.exercises import mutation_report as run_mutants
from workbench.proof.forks import Done, in_forks, warm
from workbench.proof.lessons import LESSON_CHECKS
from workbench.proof.prose import PROSE_CHECKS
from workbench.proof.systems import CURRICULUM_CHECKS

ALL_LESSON_CHECKS = (*ANSWER_CHECKS, *LESSON_CHECKS, *PROSE_CHECKS, *CURRICULUM_CHECKS)
"""The answers first: they run in forks, which want a process that has computed little."""


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
    for lesson_check in ALL_LESSON_CHECKS:
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
