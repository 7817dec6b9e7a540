"""The proof of one exercise: each check returns the problems it found, as sentences; none means proven."""

from __future__ import annotations

import ast
import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workbench.checking.asking import ask, tolerance_of
from workbench.checking.attempt import find_definition, is_untouched, stub_fingerprints
from workbench.checking.compare import compare
from workbench.checking.diagnosing import foreseen_mistake
from workbench.checking.diagnosing.matching import foreseen
from workbench.checking.diagnosing.versions import Known, Version
from workbench.checking.limits import OutOfTimeError, time_limit
from workbench.checking.mutants import Mutant, mutants
from workbench.checking.run import Checker
from workbench.checking.sizes import size_of
from workbench.checking.types import Outcome, Verdict
from workbench.proof.cheats import flags_earn_nothing, numbers_are_numbers
from workbench.proof.subject import Subject

KILL_RATE = 0.9
OTHER_DRAWS = 40
SECONDS_FOR_OTHERS = 0.2
"""Of processor time, for draws of hidden cases beside those of the proof: an exercise that is quick gets them all."""
MOST_IN_AN_EXAMPLE = 24


def _stub(subject: Subject) -> Any:
    tree = ast.parse(subject.lesson.path.read_text(encoding="utf-8"))
    return find_definition(tree, subject.name)


def stub_is_not_attempted(subject: Subject) -> list[str]:
    """The lesson has a stub of the same shape, and it counts as not attempted."""
    stub = _stub(subject)
    if stub is None:
        return [f"the lesson has no function or class {subject.name!r} decorated with @lesson.exercise"]
    problems = []
    if not is_untouched(ast.unparse(stub), subject.name, stub_fingerprints(subject.lesson.path)):
        problems.append("the shipped stub is taken for an attempt")
    if isinstance(stub, ast.FunctionDef) and not subject.exercise.is_class:
        wanted = list(inspect.signature(subject.exercise.implementation).parameters)
        arguments = stub.args
        got = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        if got != wanted:
            problems.append(f"the stub's parameters {got} are not the reference's {wanted}")
    return problems


def docstring_says_what(subject: Subject) -> list[str]:
    """The stub's docstring tells what is wanted: long enough to hold meaning, and naming every parameter."""
    stub = _stub(subject)
    text = ast.get_docstring(stub) if stub is not None else None
    if not text or len(text) < 40:
        return ["the stub needs a docstring that says what is wanted, with shapes, units and errors"]
    arguments = [a.arg for a in stub.args.args] if isinstance(stub, ast.FunctionDef) else []
    missing = [name for name in arguments if name not in text]
    return [f"the docstring does not mention {', '.join(missing)}"] if missing else []


def reference_passes_twice(subject: Subject) -> list[str]:
    """The reference gets full points, and equal outputs the second time: the checker compares its answers with those
    that were expected, which were a first call. Where a judge of its own only looks whether an answer is right, it is
    called and compared once more."""
    exercise = subject.exercise
    verdict = subject.checker.check(exercise.implementation)
    if verdict.outcome is not Outcome.PASSED or verdict.score != 1.0:
        return [f"the reference does not pass: {_summary(verdict)}"]
    if not exercise.settings.deterministic or (exercise.verifier is None and exercise.settings.compare is None):
        return []
    for case in subject.checker.cases:
        again = ask(exercise, exercise.implementation, case)
        relation = exercise.settings.compare or compare
        if again.error or relation(again.value, subject.checker.expected(case), tolerance_of(exercise, brief=True)):
            return [f"two calls of the reference differ on case {case.number}"]
    return []


def cases_are_hidden(subject: Subject) -> list[str]:
    """Where there are inputs, some of them are drawn: else a fixed answer to each example would pass."""
    cases = subject.checker.cases
    if not any(case.inputs for case in cases) or any(not case.visible for case in cases):
        return []
    return ["every case is an example that learners see: draw some with .cases(n=…)"]


def example_is_visible(subject: Subject) -> list[str]:
    """Where there are inputs, one example has so few that one can reckon along, and the first mistake shows on one."""
    visible = [case for case in subject.checker.cases if case.visible]
    if not any(case.inputs for case in subject.checker.cases):
        return []
    if not visible:
        return ["learners see no example: give one with .example(…), of two or three numbers"]
    problems = []
    smallest = min(size_of(case.inputs) for case in visible)
    if smallest > MOST_IN_AN_EXAMPLE:
        problems.append(f"the smallest example has {smallest} values: give one with at most {MOST_IN_AN_EXAMPLE}")
    first = next(iter(subject.exercise.misconceptions), None)
    if first is not None and all(
        subject.checker.trial(first.implementation, case).difference is None for case in visible
    ):
        problems.append(f"no example shows the commonest mistake, “{first.message[:60]}…”: draw one that does")
    return problems


def alternatives_pass(subject: Subject) -> list[str]:
    """Another correct way exists and passes."""
    problems = [] if subject.exercise.alternatives else ["there is no alternative: another correct way of writing it"]
    for number, alternative in enumerate(subject.exercise.alternatives, start=1):
        verdict = subject.checker.check(alternative)
        if verdict.outcome is not Outcome.PASSED:
            problems.append(f"alternative {number} does not pass: {_summary(verdict)}")
    return problems or _on_other_draws(subject)


def _on_other_draws(subject: Subject) -> list[str]:
    """In a class every learner has hidden cases of their own: the first alternative that fails on some others."""
    begun = time.process_time()
    for draw in range(1, OTHER_DRAWS + 1):
        checker = Checker(subject.exercise, seed=(draw, OTHER_DRAWS))
        for number, alternative in enumerate(subject.exercise.alternatives, start=1):
            if not checker.accepts(alternative):
                summary = _summary(checker.check(alternative))
                return [f"alternative {number} does not pass on other hidden cases: {summary}"]
        if time.process_time() - begun > SECONDS_FOR_OTHERS:
            break
    return []


def misconceptions_are_named(subject: Subject) -> list[str]:
    """At least two misconceptions; each fails, and its own message comes first."""
    wrong = subject.exercise.misconceptions
    problems = [] if len(wrong) >= 2 else [f"{len(wrong)} misconceptions, at least 2 are wanted"]
    known = subject.checker.known
    assert known is not None, "the checker of an author knows them"
    for version in foreseen(known):
        told = _told(subject.checker, known, version)
        if told != version.words:
            problems.append(f"misconception “{version.words[:60]}…” {told}")
    return problems


def _told(checker: Checker, known: Known, version: Version) -> str:
    """What a misconception is told, or what became of it. As the checker does it, but for calling it twice."""
    implementation = version.make()
    try:
        with time_limit(checker.exercise.settings.time_limit):
            trials = checker.trials(implementation, brief=True)
    except OutOfTimeError:
        return "takes too long"
    if all(trial.difference is None for trial in trials):
        return "passes"
    known.heard(version, trials)
    foreseen_first = foreseen_mistake(checker.exercise, trials, known)
    if foreseen_first is not None and foreseen_first.message == version.words:
        return version.words
    diagnosis = checker.diagnose(checker.trials(implementation), implementation)
    return f"is answered by: {diagnosis.message if diagnosis else 'no diagnosis'}"


def hints_differ(subject: Subject) -> list[str]:
    """Three hints or more, all different."""
    texts = subject.exercise.hint_texts
    if len(texts) < 3:
        return [f"{len(texts)} hints, at least 3 are wanted"]
    return [] if len({t.strip().casefold() for t in texts}) == len(texts) else ["two hints say the same"]


def solution_is_explained(subject: Subject) -> list[str]:
    """The solution comes with an explanation."""
    return [] if len(subject.exercise.explanation) >= 40 else ["explain(…) is missing: why the solution is what it is"]


@dataclass
class MutationReport:
    """What became of the mutants. survivors: neither killed nor waived; seconds: wall time."""

    total: int = 0
    killed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    waived: list[Mutant] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        judged = self.total - len(self.waived)
        return self.killed / judged if judged else 1.0


def mutation_report(subject: Subject) -> MutationReport:
    """Run every mutant of the reference on the cases."""
    begun = time.perf_counter()
    subject.checker.accepts(subject.exercise.implementation)
    limit = min(subject.exercise.settings.time_limit, 10 * (time.perf_counter() - begun) + 1.0)
    report = MutationReport()
    for mutant in mutants(subject.exercise):
        report.total += 1
        if not subject.checker.accepts(mutant.implementation, seconds=limit):
            report.killed += 1
        elif mutant.change in subject.exercise.equivalents:
            report.waived.append(mutant)
        else:
            report.survivors.append(mutant)
    used = {m.change for m in report.waived}
    report.unused = [change for change in subject.exercise.equivalents if change not in used]
    report.seconds = time.perf_counter() - begun
    return report


def mutants_are_killed(subject: Subject) -> list[str]:
    """At least 90 % of the mutants that are not waived fail; no waiver is stale."""
    report = mutation_report(subject)
    problems = [f"the waiver {change!r} matches no surviving mutant" for change in report.unused]
    if report.rate < KILL_RATE:
        lines = "; ".join(f"line {m.line}: {m.change}" for m in report.survivors)
        problems.append(f"{report.killed} of {report.total} mutants killed ({report.rate:.0%}). Survivors: {lines}")
    return problems


def _summary(verdict: Verdict) -> str:
    parts = [str(verdict.outcome), f"{verdict.passed}/{verdict.total}"]
    if verdict.diagnosis:
        parts.append(verdict.diagnosis.message)
    if verdict.case:
        parts.append(f"case {verdict.case.number}: {verdict.case.difference or verdict.case.got}")
    return ", ".join(parts)


EXERCISE_CHECKS: tuple[Callable[[Subject], list[str]], ...] = (
    stub_is_not_attempted,
    docstring_says_what,
    reference_passes_twice,
    cases_are_hidden,
    example_is_visible,
    alternatives_pass,
    misconceptions_are_named,
    hints_differ,
    solution_is_explained,
    numbers_are_numbers,
    flags_earn_nothing,
    mutants_are_killed,
)
