"""Scores of a class, and all that the gradebook knows about one learner's assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from workbench.cli.gradebook.choose import GRADES, Lesson, Login, Place, choose_assignment, choose_learner, open_book
from workbench.cli.gradebook.hand import show_history
from workbench.cli.gradebook.output import counted, hours, remark, table, tell, utc

if TYPE_CHECKING:
    from workbench.grading.gradebook import ExerciseScore, Score, Submission


def scores(lesson: Lesson, place: Place = GRADES) -> None:
    """The total of every learner, with status, lateness and how many exercises have points by hand."""
    from workbench.grading.gradebook.exports import number

    book = open_book(place)
    chosen = choose_assignment(book, lesson)
    found = book.scores(chosen.lesson)
    rows = [
        (
            one.learner.login,
            one.learner.name,
            one.status,
            number(one.earned),
            hours(one.late),
            number(one.penalty) if one.penalty else "",
            number(one.total),
            number(one.out_of),
            str(sum(exercise.manual is not None for exercise in one.exercises) or ""),
        )
        for one in found
    ]
    columns = ("login", "name", "status", "earned", "hours_late", "penalty", "total", "out_of", "by_hand")
    table(columns, rows, right=columns[3:])
    remark(_summary(chosen.lesson, found))


def _summary(lesson: str, found: Sequence[Score]) -> str:
    """``02_math/05_optimization: 30 learners (28 graded, 2 missing); mean of the graded: 14.73 of 21 points``."""
    from workbench.grading.gradebook.exports import number

    statuses = Counter(one.status for one in found)
    told = f"{lesson}: {counted(len(found), 'learner')}"
    if statuses:
        told += f" ({', '.join(f'{count} {status}' for status, count in sorted(statuses.items()))})"
    graded = [one for one in found if one.status == "graded"]
    if not graded:
        return told
    total = sum(one.total for one in graded)
    return f"{told}; mean of the graded: {number(total / len(graded))} of {number(graded[0].out_of)} points"


def show(login: Login, lesson: Lesson, place: Place = GRADES) -> None:
    """One learner's assignment: points, outcomes, diagnoses, changes by hand, and all submissions."""
    book = open_book(place)
    learner = choose_learner(book, login)
    chosen = choose_assignment(book, lesson)
    # Asked for the whole class, because which submission counts is decided there.
    found = next(one for one in book.scores(chosen.lesson) if one.learner.login == learner.login)
    tell(f"{learner.login}{f' ({learner.name})' if learner.name else ''}, {chosen.lesson}")
    tell(_standing(found))
    tell("")
    columns = ("exercise", "points", "out_of", "outcome", "automatic", "by_hand", "diagnosis")
    table(columns, [_exercise(one) for one in found.exercises], right=["points", "out_of", "automatic"])
    show_history(book.manual_history(chosen.lesson, learner=login), before="\nBy hand, oldest first:")
    submissions = book.submissions(chosen.lesson, learner=login)
    if submissions:
        tell("")
        tell("Submissions, oldest first:")
        rows = [_submission(one, found) for one in submissions]
        table(("submission", "received", "state", "counts", "reason", "message", "file"), rows, right=["submission"])


def _standing(score: Score) -> str:
    from workbench.grading.gradebook.exports import number

    told = f"{score.status}: {number(score.total)} of {number(score.out_of)} points"
    if score.late > timedelta(0):
        told += f"; {hours(score.late)} hours late, {number(score.penalty)} of {number(score.earned)} taken off"
    return told


def _exercise(one: ExerciseScore) -> tuple[str, ...]:
    from workbench.grading.gradebook.exports import number

    result = one.automatic
    by_hand = "" if one.manual is None else f"{number(one.points)} ({one.manual.author})"
    return (
        one.name,
        number(one.points),
        number(one.out_of),
        result.outcome if result else "not graded",
        number(result.points or 0.0) if result else "",
        by_hand,
        result.diagnosis_message if result else "",
    )


def _submission(one: Submission, score: Score) -> tuple[str, ...]:
    counts = score.submission is not None and score.submission.id == one.id
    received = utc(one.received)
    return (str(one.id), received, str(one.state), "yes" if counts else "", one.reason, one.message, str(one.path))
