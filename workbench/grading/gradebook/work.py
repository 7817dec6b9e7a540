"""Submissions, results and adjustments in the database. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbench.errors import WorkbenchError, nearest
from workbench.grading.gradebook import schema
from workbench.grading.gradebook.records import Adjustment, NewSubmission, Result, State, Submission, clean
from workbench.grading.gradebook.roster import chunks, insert, learner_ids, read_assignments

_COMPARED = ("outcome", "share", "points", "diagnosis_kind", "diagnosis_message", "digest")
"""What makes a result another one; how long it took and when does not."""


# -- submissions ---------------------------------------------------------------------------------------------------


def write_submissions(connection: sa.Connection, new: Sequence[NewSubmission]) -> list[Submission]:
    """Record files that came, each once; returns them as recorded, in the given order."""
    people = learner_ids(connection, (one.learner for one in new))
    work = {assignment.lesson: number for number, assignment in read_assignments(connection).items()}
    for one in new:
        if one.assignment not in work:
            hint = nearest(one.assignment, work) or " Set the assignment first."
            raise WorkbenchError(f"No assignment {one.assignment!r} is in the gradebook.{hint}")
    rows = [
        {
            "learner_id": people[one.learner],
            "assignment_id": work[one.assignment],
            "received_at": one.received,
            "sha256": one.sha256,
            "path": str(one.path),
            "state": State.RECEIVED,
            "reason": "",
            "message": "",
        }
        for one in new
    ]
    if rows:
        connection.execute(insert(connection, schema.submissions).on_conflict_do_nothing(), rows)
    found: dict[tuple[str, str, str], Submission] = {}
    columns = schema.submissions.c
    for part in chunks(rows):
        # All three: the index begins with the assignment and the learner.
        conditions = [
            columns[name].in_({row[name] for row in part}) for name in ("assignment_id", "learner_id", "sha256")
        ]
        for saved in read_submissions(connection, *conditions):
            found[saved.learner, saved.assignment, saved.sha256] = saved
    return [found[one.learner, one.assignment, one.sha256] for one in new]


def read_submissions(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Submission]:
    """Submissions in the order in which they came."""
    table = schema.submissions
    query = (
        sa.select(table, schema.learners.c.login, schema.assignments.c.lesson)
        .join(schema.learners, schema.learners.c.id == table.c.learner_id)
        .join(schema.assignments, schema.assignments.c.id == table.c.assignment_id)
        .where(*conditions)
        .order_by(table.c.received_at, table.c.id)
    )
    return [
        Submission(
            id=row.id,
            learner=row.login,
            assignment=row.lesson,
            received=row.received_at,
            sha256=row.sha256,
            path=Path(row.path),
            state=State(row.state),
            reason=row.reason,
            message=row.message,
        )
        for row in connection.execute(query)
    ]


def read_submission(connection: sa.Connection, number: int) -> Submission:
    found = read_submissions(connection, schema.submissions.c.id == number)
    if not found:
        raise WorkbenchError(f"No submission {number} is in the gradebook: ask for the submissions of an assignment.")
    return found[0]


def write_state(connection: sa.Connection, number: int, state: State, *, reason: str = "", message: str = "") -> None:
    table = schema.submissions
    statement = sa.update(table).where(table.c.id == number)
    done = connection.execute(statement.values(state=state, reason=reason, message=clean(message)))
    if not done.rowcount:
        read_submission(connection, number)  # says that there is none


# -- results -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Member:
    """An exercise of an assignment, as results need it."""

    id: int
    name: str
    points: float


def read_results(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> dict[int, dict[str, Result]]:
    """Id of the submission → name of the exercise → result. Exercises that were retired are left out."""
    table, parts = schema.results, schema.exercises
    query = (
        sa.select(table, parts.c.name)
        .join(parts, parts.c.id == table.c.exercise_id)
        .join(schema.submissions, schema.submissions.c.id == table.c.submission_id)
        .where(~parts.c.retired, *conditions)
        .order_by(table.c.submission_id, parts.c.position)
    )
    found: dict[int, dict[str, Result]] = {}
    for row in connection.execute(query):
        found.setdefault(row.submission_id, {})[row.name] = Result(
            exercise=row.name,
            outcome=row.outcome,
            share=row.share,
            digest=row.digest,
            diagnosis_kind=row.diagnosis_kind,
            diagnosis_message=row.diagnosis_message,
            seconds=row.seconds,
            graded=row.graded_at,
            points=row.points,
        )
    return found


def write_results(connection: sa.Connection, results: Mapping[int, Iterable[Result]]) -> None:
    """Record results: id of the submission → results of some or all of its exercises."""
    given = {number: list(found) for number, found in results.items()}
    homes = _locked_homes(connection, given)
    members = _members(connection, {home.assignment_id for home in homes.values()})
    before: dict[int, dict[str, Result]] = {}
    for part in chunks(given):
        before |= read_results(connection, schema.results.c.submission_id.in_(part))
    rows: list[dict[str, Any]] = []
    states: dict[State, list[int]] = {}
    now = datetime.now(UTC)
    for number, found in given.items():
        known, old = members.get(homes[number].assignment_id, {}), before.get(number, {})
        rows += _rows_of(number, found, known, old, now)
        complete = known.keys() <= old.keys() | {result.exercise for result in found}
        state = State.GRADED if complete else State.GRADING
        if homes[number].state != state:
            states.setdefault(state, []).append(number)
    _upsert_results(connection, rows)
    for state, numbers in states.items():
        for part in chunks(numbers):
            table = schema.submissions
            connection.execute(sa.update(table).where(table.c.id.in_(part)).values(state=state))


def _locked_homes(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, Any]:
    """Id → row of the submission, held until the end of the transaction; in one order, so that two cannot block."""
    table = schema.submissions
    query = sa.select(table.c.id, table.c.assignment_id, table.c.state, table.c.reason)
    homes: dict[int, Any] = {}
    for part in chunks(sorted(numbers)):
        for row in connection.execute(query.where(table.c.id.in_(part)).order_by(table.c.id).with_for_update()):
            homes[row.id] = row
            if row.state == State.REFUSED:
                raise WorkbenchError(f"Submission {row.id} was refused ({row.reason}): accept it before it is graded.")
        for number in part:
            if number not in homes:
                read_submission(connection, number)
    return homes


def _members(connection: sa.Connection, assignments: Iterable[int]) -> dict[int, dict[str, _Member]]:
    table = schema.exercises
    found: dict[int, dict[str, _Member]] = {}
    for part in chunks(assignments):
        query = sa.select(table).where(table.c.assignment_id.in_(part), ~table.c.retired)
        for row in connection.execute(query):
            found.setdefault(row.assignment_id, {})[row.name] = _Member(row.id, row.name, row.points)
    return found


def _rows_of(
    number: int, results: list[Result], members: Mapping[str, _Member], before: Mapping[str, Result], now: datetime
) -> list[dict[str, Any]]:
    """The rows that say something new."""
    rows: dict[str, dict[str, Any]] = {}
    for result in results:
        member = members.get(result.exercise)
        if member is None:
            hint = nearest(result.exercise, members)
            raise WorkbenchError(f"The assignment of submission {number} has no exercise {result.exercise!r}.{hint}")
        if result.exercise in rows:
            raise WorkbenchError(f"Submission {number} has two results of {result.exercise!r}: give one.")
        row = {
            **{field.name: getattr(result, field.name) for field in fields(Result)},
            "outcome": clean(result.outcome)[:64],
            "points": result.share * member.points,
            "diagnosis_kind": clean(result.diagnosis_kind)[:255],
            "diagnosis_message": clean(result.diagnosis_message),
            "submission_id": number,
            "exercise_id": member.id,
            "graded_at": result.graded or now,
        }
        del row["exercise"], row["graded"]
        rows[result.exercise] = row
    return [
        row
        for name, row in rows.items()
        if name not in before or any(getattr(before[name], field) != row[field] for field in _COMPARED)
    ]


def _upsert_results(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert(connection, schema.results)
    keys = ["submission_id", "exercise_id"]
    new = {column.name: statement.excluded[column.name] for column in schema.results.c if column.name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), rows)


# -- adjustments ---------------------------------------------------------------------------------------------------


def read_adjustments(
    connection: sa.Connection, lesson: str, *, learner: str | None = None, exercise: str | None = None
) -> list[Adjustment]:
    """Every adjustment of an assignment in the order in which they were made."""
    table, parts = schema.adjustments, schema.exercises
    query = (
        sa.select(table, schema.learners.c.login, parts.c.name)
        .join(schema.learners, schema.learners.c.id == table.c.learner_id)
        .join(parts, parts.c.id == table.c.exercise_id)
        .join(schema.assignments, schema.assignments.c.id == parts.c.assignment_id)
        .where(schema.assignments.c.lesson == lesson)
        .order_by(table.c.id)
    )
    if learner is not None:
        query = query.where(schema.learners.c.login == learner)
    if exercise is not None:
        query = query.where(parts.c.name == exercise)
    return [
        Adjustment(
            learner=row.login, exercise=row.name, points=row.points, comment=row.comment, author=row.author, at=row.at
        )
        for row in connection.execute(query)
    ]


def write_adjustment(connection: sa.Connection, lesson: str, adjustment: Adjustment) -> None:
    """Add an adjustment to the history, unless it says what the last one says."""
    person = learner_ids(connection, [adjustment.learner])[adjustment.learner]
    number = next(iter(read_assignments(connection, lesson)))
    members = _members(connection, [number]).get(number, {})
    if adjustment.exercise not in members:
        hint = nearest(adjustment.exercise, members)
        raise WorkbenchError(f"The assignment {lesson!r} has no exercise {adjustment.exercise!r}.{hint}")
    values = {
        "learner_id": person,
        "exercise_id": members[adjustment.exercise].id,
        "points": adjustment.points,
        "comment": clean(adjustment.comment),
        "author": adjustment.author,
    }
    table = schema.adjustments
    same = sa.select(table).where(table.c.learner_id == person, table.c.exercise_id == values["exercise_id"])
    last = connection.execute(same.order_by(table.c.id.desc()).limit(1)).first()
    if last is None or any(getattr(last, name) != value for name, value in values.items()):
        connection.execute(sa.insert(table).values(at=adjustment.at, **values))
