"""What an instructor wants to know about a class and a lesson, as plain data; the page and the JSON both show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.checking.types import Outcome
from workbench.grading.gradebook import Assignment, Gradebook, Score, State, Submission
from workbench.grading.gradebook.records import clean
from workbench.grading.reports import words
from workbench.grading.reports.details import Details
from workbench.grading.reports.lesson import LessonTold
from workbench.grading.reports.similar import Likeness
from workbench.grading.reports.statistics import ItemStatistics, Totals, item_statistics, totals
from workbench.grading.reports.text import moment, span, visible


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A message that learners got, empty where there was none to give. known: whether it is a mistake that the lesson's
    author described; option: the quiz option that was chosen, empty for an exercise."""

    message: str
    known: bool
    option: str
    learners: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ItemHits:
    """The messages about one exercise or quiz, the most frequent first."""

    name: str
    kind: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorHits:
    """A kind of exception. exercise: where it ended the check; empty for cells that failed when the notebook ran."""

    type: str
    exercise: str
    learners: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Late:
    """hours: after the learner's own due date; penalty: points taken off."""

    learner: str
    hours: float
    span: str
    penalty: float
    total: float


@dataclass(frozen=True, kw_only=True)
class RefusedUpload:
    """A file that was set aside. replaced: the learner has another one, which counts."""

    learner: str
    reason: str
    words: str
    message: str
    received: str
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Points given by hand that hold. automatic: None without a result; changes: how often they were set."""

    learner: str
    exercise: str
    points: float
    automatic: float | None
    comment: str
    author: str
    changes: int


@dataclass(frozen=True, kw_only=True)
class ClassReport:
    """Everything about the submission that counts for each learner. waiting: handed in and not graded yet, or not
    wholly; identical: learners who handed in the same file, byte for byte; similar: None where nobody looked."""

    lesson: str
    title: str
    track: str
    out_of: float
    due: str
    late_policy: str
    counts: str
    learners: int
    handed_in: int
    graded: int
    waiting: tuple[str, ...]
    missing: tuple[str, ...]
    refused_learners: tuple[str, ...]
    totals: Totals
    items: tuple[ItemStatistics, ...]
    messages: tuple[ItemHits, ...]
    errors: tuple[ErrorHits, ...]
    late: tuple[Late, ...]
    refused: tuple[RefusedUpload, ...]
    by_hand: tuple[ByHand, ...]
    identical: tuple[tuple[str, ...], ...]
    similar: Likeness | None

    def public(self) -> dict[str, Any]:
        """As plain data for programs. Shares lie between 0 and 1."""
        return {"version": 1, **asdict(self)}


def class_report(
    book: Gradebook,
    assignment: Assignment,
    lesson: LessonTold,
    *,
    scores: Sequence[Score],
    submissions: Mapping[str, Sequence[Submission]],
    details: Mapping[str, Details],
    similar: Likeness | None,
) -> ClassReport:
    """submissions, details: by login; details of the submission that counts."""
    graded = [score for score in scores if score.status == State.GRADED]
    seen = [score for score in scores if score.submission is not None]
    zone = assignment.due.tzinfo if assignment.due else None
    return ClassReport(
        lesson=lesson.id,
        title=lesson.title,
        track=lesson.track,
        out_of=assignment.points,
        due=moment(assignment.due, zone) if assignment.due else "",
        late_policy=assignment.late_policy,
        counts=str(assignment.counts),
        learners=len(scores),
        handed_in=sum(bool(submissions.get(score.learner.login)) for score in scores),
        graded=len(graded),
        waiting=tuple(one.learner.login for one in seen if one.status != State.GRADED),
        missing=tuple(one.learner.login for one in scores if one.status == "missing"),
        refused_learners=tuple(one.learner.login for one in scores if one.status == State.REFUSED),
        totals=totals(graded, assignment.points),
        items=item_statistics(graded, assignment.exercises, lesson),
        messages=_messages(seen, assignment, lesson),
        errors=_errors(seen, details),
        late=tuple(_late(score) for score in seen if score.late),
        refused=_refused(scores, submissions, assignment),
        by_hand=_by_hand(scores, book, assignment),
        identical=_identical(seen),
        similar=similar,
    )


def _messages(scores: Sequence[Score], assignment: Assignment, lesson: LessonTold) -> tuple[ItemHits, ...]:
    found = []
    for position, exercise in enumerate(assignment.exercises):
        options = {clean(why): option for option, why in lesson.wrong_options.get(exercise.name, {}).items()}
        held: dict[tuple[str, bool], list[str]] = {}
        for score in scores:
            result = score.exercises[position].automatic
            if result is not None and result.outcome not in (Outcome.PASSED, Outcome.NOT_ATTEMPTED):
                key = result.diagnosis_message, result.diagnosis_kind in ("misconception", "quiz")
                held.setdefault(key, []).append(score.learner.login)
        hits = [
            Hit(message=message, known=known, option=options.get(message, ""), learners=tuple(who))
            for (message, known), who in held.items()
        ]
        hits.sort(key=lambda hit: (-len(hit.learners), not hit.known, hit.message))
        if hits:
            part = lesson.parts.get(exercise.name)
            found.append(ItemHits(name=exercise.name, kind=part.kind if part else "exercise", hits=tuple(hits)))
    return tuple(found)


def _errors(scores: Sequence[Score], details: Mapping[str, Details]) -> tuple[ErrorHits, ...]:
    held: dict[tuple[str, str], set[str]] = {}
    for score in scores:
        login = score.learner.login
        told = details.get(login)
        if told is None:
            continue
        for cell in told.cells:
            kind = "ended its process" if cell.ended else visible(cell.error.type, most=100)
            held.setdefault((kind, ""), set()).add(login)
        for name, item in told.items.items():
            if item.raised:
                held.setdefault((visible(item.raised, most=100), name), set()).add(login)
    found = [ErrorHits(type=kind, exercise=name, learners=tuple(sorted(who))) for (kind, name), who in held.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.learners), one.type, one.exercise)))


def _late(score: Score) -> Late:
    return Late(
        learner=score.learner.login,
        hours=round(score.late.total_seconds() / 3600, 2),
        span=span(score.late),
        penalty=score.penalty,
        total=score.total,
    )


def _refused(
    scores: Sequence[Score], submissions: Mapping[str, Sequence[Submission]], assignment: Assignment
) -> tuple[RefusedUpload, ...]:
    zone = assignment.due.tzinfo if assignment.due else None
    return tuple(
        RefusedUpload(
            learner=one.learner,
            reason=one.reason,
            words=words.refusal(one.reason)[0],
            message=one.message,
            received=moment(one.received, zone),
            replaced=score.submission is not None,
        )
        for score in scores
        for one in submissions.get(score.learner.login, ())
        if one.state == State.REFUSED
    )


def _by_hand(scores: Sequence[Score], book: Gradebook, assignment: Assignment) -> tuple[ByHand, ...]:
    changes: dict[tuple[str, str], int] = {}
    for one in book.manual_history(assignment.lesson):
        changes[one.learner, one.exercise] = changes.get((one.learner, one.exercise), 0) + 1
    return tuple(
        ByHand(
            learner=score.learner.login,
            exercise=exercise.name,
            points=exercise.points,
            automatic=exercise.automatic.points if exercise.automatic else None,
            comment=exercise.manual.comment,
            author=exercise.manual.author,
            changes=changes.get((score.learner.login, exercise.name), 1),
        )
        for score in scores
        for exercise in score.exercises
        if exercise.manual is not None
    )


def _identical(scores: Iterable[Score]) -> tuple[tuple[str, ...], ...]:
    """Groups of learners with one and the same file, in which anything at all was done."""
    held: dict[str, list[str]] = {}
    for score in scores:
        done = [one.automatic for one in score.exercises if one.automatic]
        if score.submission is not None and any(result.outcome != Outcome.NOT_ATTEMPTED for result in done):
            held.setdefault(score.submission.sha256, []).append(score.learner.login)
    return tuple(sorted(tuple(sorted(group)) for group in held.values() if len(group) > 1))
