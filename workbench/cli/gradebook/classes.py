"""Learners and assignments: who is in the class, and under which rules their work counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.gradebook.choose import (
    GRADES,
    Lesson,
    Login,
    Place,
    check_exercise,
    choose_assignment,
    choose_learner,
    open_book,
    pairs,
)
from workbench.cli.gradebook.output import counted, remark, table, tell, utc
from workbench.errors import WorkbenchError, nearest

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from workbench.grading.gradebook import Assignment


class Counting(StrEnum):
    """Which submission of a learner counts; the words of ``Counts``, which is not imported for a help text."""

    LAST_ON_TIME = "last_on_time"
    BEST = "best"
    LAST = "last"


# -- learners ------------------------------------------------------------------------------------------------------


def learners(place: Place = GRADES) -> None:
    """List the learners."""
    found = open_book(place).learners()
    rows = [(one.login, one.name, one.email, str(one.extra_minutes)) for one in found]
    table(("login", "name", "email", "extra_minutes"), rows, right=["extra_minutes"])
    remark(counted(len(found), "learner"))


def import_learners(
    roster: Annotated[
        Path,
        typer.Argument(
            help="CSV file with login and, if you like, name, email, extra_minutes; or a list as Canvas, Moodle, "
            "GitHub Classroom, Blackboard or Gradescope exports it."
        ),
    ],
    place: Place = GRADES,
    create: Annotated[bool, typer.Option("--create", help="Make the gradebook if there is none yet.")] = False,
) -> None:
    """Add or change learners. The login is the name of a learner's folder of submissions. Nobody is removed."""
    from workbench.grading.gradebook.roster import read_roster

    read_roster(roster)  # before a gradebook is made for it
    change = open_book(place, create=create).import_learners(roster)
    tell(f"{len(change.added)} added, {len(change.changed)} changed, {len(change.unchanged)} unchanged")


def extra_time(
    login: Login,
    minutes: Annotated[int, typer.Argument(min=0, help="By how much every due date is later for them; 0 for not.")],
    place: Place = GRADES,
) -> None:
    """Give a learner more time, for every assignment."""
    book = open_book(place)
    learner = choose_learner(book, login)
    book.add_learners([replace(learner, extra_minutes=minutes)])
    tell(f"{login}: {minutes} minutes more for every due date (before: {learner.extra_minutes})")


# -- assignments ---------------------------------------------------------------------------------------------------


def assignments(place: Place = GRADES) -> None:
    """List the assignments with due date, late policy, which submission counts, and points."""
    from workbench.grading.gradebook.exports import number

    found = open_book(place).assignments()
    rows = [
        (one.lesson, utc(one.due), one.late_policy, str(one.counts), number(one.points), str(len(one.exercises)))
        for one in found
    ]
    table(("lesson", "due", "late", "counts", "points", "exercises"), rows, right=["points", "exercises"])
    if not found:
        remark("No assignments yet: `workbench grade` enters them.")


def assignment(
    lesson: Lesson,
    due: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When it is due: 2030-05-01T18:00+02:00, or without an offset together with --timezone; none for no "
            "due date.",
        ),
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="The time zone of --due, such as Europe/Zurich.")
    ] = None,
    late: Annotated[
        str | None,
        typer.Option(metavar="POLICY", help="Such as none, '10%/day up to 50%', 'grace 2h then at most 50%'."),
    ] = None,
    counts: Annotated[Counting | None, typer.Option(help="Which submission of a learner counts.")] = None,
    points: Annotated[
        list[str] | None,
        typer.Option(metavar="EXERCISE=POINTS", help="What an exercise or quiz is worth; repeatable."),
    ] = None,
    place: Place = GRADES,
) -> None:
    """Show an assignment, or change what is given and nothing else. Scores follow at once; grading keeps it."""
    book = open_book(place)
    before = choose_assignment(book, lesson)
    changes: dict[str, Any] = {}
    if due is not None:
        changes["due"] = parse_due(due, timezone)
    elif timezone is not None:
        raise WorkbenchError("--timezone says where --due is meant: give --due too.")
    if late is not None:
        changes["late_policy"] = late.strip()
    if counts is not None:
        changes["counts"] = _counts(counts)
    if points:
        changes["exercises"] = _worth(before, points)
    if changes:
        after = replace(before, **changes)
        book.set_assignment(after)
    _show(choose_assignment(book, before.lesson))


def _counts(given: Counting) -> Any:
    from workbench.grading.gradebook import Counts

    return Counts(given.value)


def _worth(assignment: Assignment, given: list[str]) -> list[Any]:
    """The exercises, with new points where some are given."""
    worth: dict[str, float] = {}
    for name, text in pairs("--points", given).items():
        check_exercise(assignment, name)
        try:
            worth[name] = float(text)
        except ValueError:
            raise WorkbenchError(f"--points {name}={text}: {text!r} is no number. Write for example 2.5.") from None
    return [replace(one, points=worth.get(one.name, one.points)) for one in assignment.exercises]


def _show(assignment: Assignment) -> None:
    from workbench.grading.gradebook.exports import number

    tell(f"{assignment.lesson}, {number(assignment.points)} points")
    tell(f"due {_due(assignment.due)}, late: {assignment.late_policy}, counts: {assignment.counts}")
    rows = [(one.name, number(one.points)) for one in assignment.exercises]
    table(("exercise", "points"), rows, right=["points"])


def _due(moment: datetime | None) -> str:
    """In UTC, and in the zone in which it was written."""
    if moment is None:
        return "at no time"
    zone = str(moment.tzinfo)
    return utc(moment) if zone == "UTC" else f"{utc(moment)} ({moment:%Y-%m-%d %H:%M} {zone})"


# -- due dates -----------------------------------------------------------------------------------------------------


def parse_due(text: str, timezone: str | None) -> datetime | None:
    """A due date with its zone; None for ``none``. A time without a zone is an error, because nobody can tell from it
    whose midnight is meant; so are a day without a time, and a time that a change of clocks skips or repeats."""
    if text.strip().casefold() == "none":
        return None
    clean = text.strip()
    try:
        moment = datetime.fromisoformat(clean)
        if len(clean) <= len("2030-W18-3"):
            raise WorkbenchError(f"The due date {text!r} has no time: write for example {clean}T23:59.")
        if timezone is not None:
            moment = _in_zone(moment, timezone)
        if moment.utcoffset() is None:
            raise WorkbenchError(
                f"The due date {text!r} does not say in which time zone: add --timezone, for example --timezone "
                f"Europe/Zurich, or an offset: {clean}+02:00."
            )
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WorkbenchError(
            f"The due date {text!r} is not understood: write a date and a time, for example 2030-05-01T18:00+02:00, "
            "or none."
        ) from None
    return moment


def _in_zone(moment: datetime, name: str) -> datetime:
    if moment.utcoffset() is not None:
        raise WorkbenchError(f"The due date {moment.isoformat()} has an offset already: leave --timezone out.")
    local = moment.replace(tzinfo=_zone(name))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise WorkbenchError(
            f"At {moment.isoformat()} the clocks of {name} are changed: there are two such times or none. Take another "
            "minute, or write the offset from UTC."
        )
    return local


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        hint = nearest(name, available_timezones())
        raise WorkbenchError(f"There is no time zone {name!r}.{hint}") from None
