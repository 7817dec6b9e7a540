"""Grade one submission: read it, run it in the sandbox, judge on this side.

Points are for what is right as a whole: an exercise that fails one hidden case has not been solved, and a fixed answer
to the most frequent case is no part of a solution.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from workbench.checking.given import complaint
from workbench.checking.quiz import match_option
from workbench.checking.types import Diagnosis, LearnerError, Outcome, Verdict
from workbench.errors import WorkbenchError
from workbench.grading.intake.submission import Refusal, Submission, read_submission
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.remote import RemoteChecker
from workbench.grading.judging.session import CellFailure, Session, UnusableError
from workbench.grading.sandbox.limits import Limits

NO_WALLS = "Graded without a sandbox, because the instructor trusts the notebooks."


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One exercise or quiz of a submission. points: 0 or 1."""

    name: str
    kind: Literal["exercise", "quiz"]
    verdict: Verdict

    @property
    def points(self) -> float:
        return float(self.verdict.outcome is Outcome.PASSED)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What grading a submission gave. refused: the name of the reason why nothing was graded, with ``message``;
    failures: cells that raised or ended the process; seconds: wall time; cpu: seconds of the notebook's processes."""

    learner: str
    lesson: str
    sha256: str = ""
    items: tuple[Graded, ...] = ()
    refused: str | None = None
    message: str = ""
    notes: tuple[str, ...] = ()
    failures: tuple[CellFailure, ...] = ()
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def points(self) -> float:
        return sum(item.points for item in self.items)

    def public(self) -> dict[str, Any]:
        """As plain data for the learner: of a hidden case neither the inputs nor what was expected."""
        return {
            "learner": self.learner,
            "lesson": self.lesson,
            "sha256": self.sha256,
            "refused": self.refused,
            "message": self.message,
            "notes": list(self.notes),
            "failures": [asdict(failure) for failure in self.failures],
            "items": {
                item.name: {"kind": item.kind, "points": item.points, **_told(item.verdict)} for item in self.items
            },
            "seconds": round(self.seconds, 3),
            "cpu": round(self.cpu, 3),
        }


def _told(verdict: Verdict) -> dict[str, Any]:
    """A verdict as data. Of an exception in a hidden case neither text nor place: either could repeat what the case
    gave, the place by which of many lines raises."""
    case = verdict.case
    error = verdict.error
    if error is not None and case is not None and not case.visible:
        error = LearnerError(type=error.type, message="", line=None, source="")
    return {
        "outcome": str(verdict.outcome),
        "right": _coarsely(verdict),
        "total": verdict.total,
        "diagnosis": asdict(verdict.diagnosis) if verdict.diagnosis else None,
        "error": asdict(error) if error else None,
        "case": asdict(case) if case is not None and case.visible else None,
        "hidden_case_failed": case is not None and not case.visible,
    }


def _coarsely(verdict: Verdict) -> str:
    """How many cases are right. The number itself would tell, from one submission to the next, which of some guesses
    was right."""
    if verdict.passed == verdict.total:
        return "all"
    return "some" if verdict.passed else "none"


@dataclass
class Grader:
    """Grades submissions of one lesson in a sandbox. trusted: it has no walls, which the report says."""

    bench: LessonBench
    address: str
    limits: Limits = field(default_factory=Limits)
    trusted: bool = False

    def grade(self, path: Path, *, learner: str, only: Sequence[str] = ()) -> Report:
        """The report on one upload. only: names to grade, all when empty.

        Raises SandboxError when the sandbox is gone, and an author's own mistakes.
        """
        begun = time.perf_counter()
        about: dict[str, Any] = {"learner": learner, "lesson": self.bench.lesson_id}
        try:
            submission = read_submission(path, lesson_id=self.bench.lesson_id)
        except Refusal as refusal:
            return Report(**about, refused=str(refusal.reason), message=str(refusal))
        notes = (*submission.notes, *([NO_WALLS] if self.trusted else []))
        about |= {"sha256": submission.sha256, "notes": notes}
        cells = [(cell.index, cell.source) for cell in submission.cells]
        variant = self.bench.variant(learner)
        modules, stubs = self.bench.modules(variant), self.bench.exercise_stubs
        with Session(self.address, cells, limits=self.limits, modules=modules, stubs=stubs) as session:
            judge = _Judge(self.bench, submission, session, variant)
            wanted = [name for name in (*self.bench.exercises, *self.bench.choices) if not only or name in only]
            judge.begin(wanted)
            items = tuple(judge.item(name) for name in wanted)
        return Report(
            **about,
            items=items,
            failures=tuple(session.failures),
            seconds=time.perf_counter() - begun,
            cpu=session.cpu,
        )


class _Judge:
    """One submission's items."""

    def __init__(self, bench: LessonBench, submission: Submission, session: Session, variant: int) -> None:
        self._bench, self._submission, self._session, self._variant = bench, submission, session, variant
        self._checkers: dict[str, RemoteChecker] = {}
        self._unusable: str | None = None

    def begin(self, names: Sequence[str]) -> None:
        """Ask all visible cases, see RemoteChecker."""
        asked = (name for name in names if name in self._bench.exercises)
        try:
            for name in asked:
                if name not in self._submission.missing and not self._is_untouched(name):
                    prepared = self._bench.prepared(name, self._variant)
                    self._checkers[name] = RemoteChecker(prepared, self._session, self._submission.sha256)
                    self._checkers[name].begin()
        except UnusableError as error:
            self._unusable = str(error)

    def item(self, name: str) -> Graded:
        if name in self._bench.choices:
            return Graded(name=name, kind="quiz", verdict=self._quiz(name))
        return Graded(name=name, kind="exercise", verdict=self._exercise(name))

    def _exercise(self, name: str) -> Verdict:
        if name in self._submission.missing:
            return self._missing(name)
        if self._is_untouched(name):
            return Verdict(exercise=name, outcome=Outcome.NOT_ATTEMPTED)
        if name in self._session.nameless:
            what = re.sub(r"[^\w.]", "", self._session.nameless[name])[:40]  # as the notebook's process says
            return _failed(name, "no_name", complaint(what, name))
        if self._unusable is None:
            try:
                return self._why_missing(self._checkers[name].grade())
            except UnusableError as error:
                self._unusable = str(error)
        return _failed(name, "unusable", self._unusable)

    def _missing(self, name: str) -> Verdict:
        broken = next((cell for cell in self._submission.broken if name in cell.mentions), None)
        if broken is None:
            return _failed(name, "missing", f"The notebook defines no {name!r}.")
        where = f", line {broken.line}" if broken.line else ""
        return _failed(name, "syntax", f"The cell of {name!r} is no valid Python{where}: {broken.message}")

    def _why_missing(self, verdict: Verdict) -> Verdict:
        """What is defined in the code, but not when it has run: because its cell failed."""
        if verdict.diagnosis is None or verdict.diagnosis.kind != "missing":
            return verdict
        cell = self._submission.exercises[verdict.exercise].cell
        failure = next((one for one in self._session.failures if one.cell == cell), None)
        if failure is None:
            return verdict
        error = LearnerError(type=failure.type, message=failure.message, line=failure.line, source=failure.source)
        text = "The cell that defines it did not run to its end, so there was nothing to check."
        return replace(verdict, error=error, diagnosis=Diagnosis(kind="cell_failed", message=text))

    def _is_untouched(self, name: str) -> bool:
        return name in self._submission.untouched

    def _quiz(self, name: str) -> Verdict:
        choice = self._bench.choices[name]
        given = self._submission.quizzes.get(name) or self._session.answers.get(name)
        if given is None:
            return Verdict(exercise=name, outcome=Outcome.NOT_ATTEMPTED, total=1)
        try:
            chosen = match_option(given, list(self._bench.options(name)))
        except WorkbenchError as error:
            return _failed(name, "no_option", str(error))
        if chosen == choice.answer:
            return Verdict(exercise=name, outcome=Outcome.PASSED, score=1.0, passed=1, total=1)
        return _failed(name, "quiz", choice.why.get(chosen, "That is not the answer."), outcome=Outcome.FAILED)


def _failed(name: str, kind: str, message: str, *, outcome: Outcome = Outcome.ERROR) -> Verdict:
    return Verdict(exercise=name, outcome=outcome, total=1, diagnosis=Diagnosis(kind=kind, message=message))
