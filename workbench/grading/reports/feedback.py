"""The page that one learner gets about one lesson: the score, and a card for each exercise and question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from workbench.grading.gradebook import Adjustment, Assignment, ExerciseScore, Score, State, Submission
from workbench.grading.gradebook.late import parse_policy
from workbench.grading.reports import words
from workbench.grading.reports.details import (
    HIDDEN_CASE,
    HIDDEN_ERROR,
    CaseTold,
    CellTold,
    Details,
    ErrorTold,
    ItemTold,
)
from workbench.grading.reports.lesson import LessonTold, PartTold
from workbench.grading.reports.page import render
from workbench.grading.reports.text import moment, span
from workbench.grading.reports.words import Told


@dataclass(frozen=True, kw_only=True)
class CardTold:
    """One exercise or question. by_hand: the points given by hand, which hold; automatic: what the check gave."""

    name: str
    kind: Literal["exercise", "quiz"]
    title: str
    points: float
    out_of: float
    outcome: Told
    by_hand: Adjustment | None
    automatic: float | None
    cases: str
    diagnosis: str
    error: ErrorTold | None
    case: CaseTold | None
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class RefusedTold:
    """A file that was set aside. words: why, in few; message: what was said then; advice: what to do."""

    words: str
    message: str
    advice: str
    received: str


@dataclass(frozen=True, kw_only=True)
class FeedbackTold:
    """All that a page says. received: when the file came that counts; late: how long after the due date, or empty."""

    learner: str
    lesson: LessonTold
    status: Told
    total: float
    earned: float
    penalty: float
    out_of: float
    received: str
    due: str
    late: str
    in_grace: bool
    policy: str
    refused: tuple[RefusedTold, ...]
    cards: tuple[CardTold, ...]
    cells: tuple[CellTold, ...]
    notes: tuple[str, ...]


def has_feedback(score: Score, submissions: Sequence[Submission]) -> bool:
    """Whether there is anything to say: a file came, or points were given by hand."""
    return bool(submissions) or any(exercise.manual for exercise in score.exercises)


def feedback(
    score: Score,
    assignment: Assignment,
    lesson: LessonTold,
    *,
    submissions: Sequence[Submission],
    details: Details | None,
) -> FeedbackTold:
    """What to tell a learner. submissions: all of theirs; details: of the one that counts."""
    told = details or Details()
    zone = assignment.due.tzinfo if assignment.due else None
    policy = parse_policy(assignment.late_policy)
    return FeedbackTold(
        learner=score.learner.name or score.learner.login,
        lesson=lesson,
        status=_status(score),
        total=score.total,
        earned=score.earned,
        penalty=score.penalty,
        out_of=score.out_of,
        received=moment(score.submission.received, zone) if score.submission else "",
        due=_due(assignment.due, score),
        late=span(score.late) if score.late else "",
        in_grace=policy.is_on_time(score.late),
        policy=policy.text,
        refused=tuple(_refused(one, zone) for one in submissions if one.state == State.REFUSED),
        cards=tuple(
            _card(one, lesson.parts.get(one.name), told.items.get(one.name))
            for one in score.exercises
            if score.submission is not None or one.manual is not None
        ),
        cells=told.cells,
        notes=told.notes,
    )


def feedback_page(told: FeedbackTold) -> str:
    return render("feedback.html", told=told, hidden_case=HIDDEN_CASE, hidden_error=HIDDEN_ERROR)


def _due(due: datetime | None, score: Score) -> str:
    if due is None:
        return ""
    extra = score.learner.extra_minutes
    return moment(due, due.tzinfo) + (f", with {extra} minutes more for you" if extra else "")


def _status(score: Score) -> Told:
    if score.status == State.GRADED:
        return Told("good", "✓", "Graded")
    if score.status == State.REFUSED:
        return Told("bad", "✗", "Refused: nothing could be graded")
    if score.submission is None:
        return words.NOTHING_CAME
    return words.NOT_GRADED


def _refused(one: Submission, zone: tzinfo | None) -> RefusedTold:
    short, advice = words.refusal(one.reason)
    when = moment(one.received, zone)
    return RefusedTold(words=short, message=one.message, advice=advice, received=when)


def _card(exercise: ExerciseScore, part: PartTold | None, item: ItemTold | None) -> CardTold:
    result = exercise.automatic
    if result is None or item is None or item.outcome != result.outcome:  # the gradebook decides what holds
        item = ItemTold(outcome=result.outcome, diagnosis=result.diagnosis_message) if result else ItemTold(outcome="")
    return CardTold(
        name=exercise.name,
        kind=part.kind if part else "exercise",
        title=part.title if part and part.title != exercise.name else "",
        points=exercise.points,
        out_of=exercise.out_of,
        outcome=_outcome(exercise),
        by_hand=exercise.manual,
        automatic=result.points if result else None,
        cases=item.cases,
        diagnosis=item.diagnosis,
        error=item.error,
        case=item.case,
        hidden=item.hidden,
    )


def _outcome(exercise: ExerciseScore) -> Told:
    result = exercise.automatic
    if result is None:
        return words.BY_HAND if exercise.manual else words.NOT_GRADED
    return words.outcome(result.outcome, result.diagnosis_kind)
