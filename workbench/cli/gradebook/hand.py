"""By hand: points that an instructor gives, the history of them, and uploads that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.gradebook.choose import (
    GRADES,
    Lesson,
    Login,
    Place,
    check_exercise,
    choose_assignment,
    choose_assignments,
    choose_learner,
    open_book,
)
from workbench.cli.gradebook.output import remark, table, tell, utc
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.grading.gradebook import Adjustment, Gradebook

_LARGEST = 2**31 - 1  # of a number in the database

Exercise = Annotated[str, typer.Argument(help="The name of an exercise or quiz.")]
Comment = Annotated[str, typer.Option(help="Why; learners read it in their feedback.")]
Author = Annotated[str | None, typer.Option(help="Who gives the points; your login name without.")]


def set_points(
    login: Login,
    lesson: Lesson,
    exercise: Exercise,
    points: Annotated[float, typer.Argument(help="Points; more than it is worth is a bonus.")],
    comment: Comment = "",
    author: Author = None,
    place: Place = GRADES,
) -> None:
    """Give points by hand. They hold whatever is handed in or graded later."""
    from workbench.grading.gradebook.exports import number

    book = open_book(place)
    chosen = choose_assignment(book, lesson)
    check_exercise(chosen, exercise)
    choose_learner(book, login)
    who = _author(author)
    book.set_manual(
        learner=login, assignment=chosen.lesson, exercise=exercise, points=points, comment=comment, author=who
    )
    worth = next(one.points for one in chosen.exercises if one.name == exercise)
    bonus = ", a bonus" if points > worth else ""
    tell(f"{login}, {chosen.lesson}, {exercise}: {number(points)} of {number(worth)} by hand ({who}){bonus}")
    _tell_total(book, chosen.lesson, login)


def unset_points(
    login: Login,
    lesson: Lesson,
    exercise: Exercise,
    comment: Comment = "",
    author: Author = None,
    place: Place = GRADES,
) -> None:
    """Give an exercise back to its automatic result. What was given by hand stays in the history."""
    book = open_book(place)
    chosen = choose_assignment(book, lesson)
    check_exercise(chosen, exercise)
    choose_learner(book, login)
    past = book.manual_history(chosen.lesson, learner=login, exercise=exercise)
    if not past or past[-1].points is None:
        tell(f"{login}, {chosen.lesson}, {exercise}: there are no points by hand. Nothing was changed.")
        return
    book.set_manual(
        learner=login,
        assignment=chosen.lesson,
        exercise=exercise,
        points=None,
        comment=comment,
        author=_author(author),
    )
    tell(f"{login}, {chosen.lesson}, {exercise}: the automatic result counts again")
    _tell_total(book, chosen.lesson, login)


def _author(given: str | None) -> str:
    import getpass

    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise WorkbenchError("Your login name is not known here: say with --author who gives the points.") from None


def _tell_total(book: Gradebook, lesson: str, login: str) -> None:
    from workbench.grading.gradebook.exports import number

    score = next(one for one in book.scores(lesson) if one.learner.login == login)
    tell(f"Total now: {number(score.total)} of {number(score.out_of)}")


def history(
    lesson: Lesson,
    login: Annotated[str | None, typer.Argument(help="A learner's login; all without one.")] = None,
    place: Place = GRADES,
) -> None:
    """Every change by hand, oldest first."""
    book = open_book(place)
    chosen = choose_assignment(book, lesson)
    if login is not None:
        choose_learner(book, login)
    found = book.manual_history(chosen.lesson, learner=login)
    show_history(found)
    if not found:
        remark("Nothing was changed by hand.")


def show_history(found: Sequence[Adjustment], *, before: str = "") -> None:
    """A table of changes by hand, with a line before it; nothing when there are none."""
    from workbench.grading.gradebook.exports import number

    if not found:
        return
    for line in before.splitlines():
        tell(line)
    rows = [
        (
            utc(one.at),
            one.learner,
            one.exercise,
            "automatic" if one.points is None else number(one.points),
            one.author,
            one.comment,
        )
        for one in found
    ]
    table(("when", "login", "exercise", "points", "author", "comment"), rows, right=["points"])


def refused(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons in the gradebook; all without one.")] = None,
    place: Place = GRADES,
) -> None:
    """Uploads that were set aside, and why. They count for nothing."""
    from workbench.grading.gradebook import State

    book = open_book(place)
    chosen = choose_assignments(book, lessons) if lessons else book.assignments()
    rows = [
        (str(one.id), one.learner, one.assignment, utc(one.received), one.reason, one.message, str(one.path))
        for assignment in chosen
        for one in book.submissions(assignment.lesson)
        if one.state == State.REFUSED
    ]
    table(("submission", "login", "lesson", "received", "reason", "message", "file"), rows, right=["submission"])
    if rows:
        remark("`workbench gradebook accept SUBMISSION` takes a refusal back.")


def accept(
    submission: Annotated[
        int, typer.Argument(min=1, max=_LARGEST, help="The number of a submission, as `refused` lists it.")
    ],
    place: Place = GRADES,
) -> None:
    """Take a refusal back: the submission counts again, and is graded with the next `workbench grade`."""
    from workbench.grading.gradebook import State

    book = open_book(place)
    one = book.submission(submission)
    if one.state != State.REFUSED:
        tell(f"Submission {submission} ({one.learner}, {one.assignment}) was not refused. Nothing was changed.")
        return
    book.accept(submission)
    tell(f"Submission {submission} ({one.learner}, {one.assignment}) is accepted; it had been refused: {one.reason}.")
    tell("The next `workbench grade` grades it, and refuses it again if the file still gives the reason.")
