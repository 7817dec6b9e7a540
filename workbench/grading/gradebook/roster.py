"""Learners and assignments in the database. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workbench.errors import WorkbenchError, nearest
from workbench.grading.gradebook import schema
from workbench.grading.gradebook.records import (
    AssignedExercise,
    Assignment,
    Counts,
    Learner,
    RosterChange,
    zone_name,
    zone_of,
)
from workbench.grading.intake.lists import KINDS, as_own, kind_of, read_table

T = TypeVar("T")
_CHUNK = 1000
"""Values in one statement; databases allow some 30,000."""

_COLUMNS = ("login", "name", "email", "extra_minutes")


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    found = list(items)
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both databases write alike."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


# -- learners ------------------------------------------------------------------------------------------------------


def read_learners(connection: sa.Connection, logins: Sequence[str] | None = None) -> dict[int, Learner]:
    """Id → learner in the order of their logins: all, or those with these logins."""
    table = schema.learners
    query = sa.select(table)
    rows: list[Any] = []
    if logins is None:
        rows = list(connection.execute(query))
    for part in chunks(logins or ()):
        rows += connection.execute(query.where(table.c.login.in_(part)))
    found = {
        row.id: Learner(login=row.login, name=row.name, email=row.email, extra_minutes=row.extra_minutes)
        for row in rows
    }
    # Sorted here: two databases sort text by two sets of rules.
    return dict(sorted(found.items(), key=lambda item: item[1].login))


def learner_ids(connection: sa.Connection, logins: Iterable[str]) -> dict[str, int]:
    """Login → id. Raises WorkbenchError for one that is not in the gradebook, with the nearest that is."""
    wanted = sorted(set(logins))
    ids = {learner.login: number for number, learner in read_learners(connection, wanted).items()}
    for login in wanted:
        if login not in ids:
            known = connection.scalars(sa.select(schema.learners.c.login))
            hint = nearest(login, known) or " Import the learners first."
            raise WorkbenchError(f"No learner {login!r} is in the gradebook.{hint}")
    return ids


def write_learners(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> RosterChange:
    """Add or change learners. rows: fields of ``Learner``; a field that is not there keeps its value."""
    before = {learner.login: learner for learner in read_learners(connection).values()}
    after: dict[str, Learner] = {}
    for row in rows:
        login = row["login"]
        known = after.get(login) or before.get(login)
        after[login] = replace(known, **row) if known else Learner(**row)
    changed = [learner for login, learner in after.items() if before.get(login) != learner]
    if changed:
        statement = insert(connection, schema.learners)
        new = {name: statement.excluded[name] for name in ("name", "email", "extra_minutes")}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["login"], set_=new), [asdict(one) for one in changed]
        )
    return RosterChange(
        added=tuple(sorted(login for login in after if login not in before)),
        changed=tuple(sorted(one.login for one in changed if one.login in before)),
        unchanged=tuple(sorted(login for login in after if before.get(login) == after[login])),
    )


def read_roster(path: Path) -> list[dict[str, Any]]:
    """The rows of a list of learners: one of our own with login and, in any order, name, email, extra_minutes, or one
    as Canvas, Moodle, GitHub Classroom, Blackboard or Gradescope exports it. Other columns are ignored.

    Commas, semicolons or tabs; UTF-8, UTF-16 or ANSI. Raises WorkbenchError with the line of the first mistake.
    """
    header, lines = read_table(path)
    kind = kind_of(header)
    if kind is None:
        systems = ", ".join(dict.fromkeys(each.system for each in KINDS[1:]))
        raise WorkbenchError(
            f"{path} has no column 'login', and is no list of {systems}. Its first line should read: login,name,email."
        )
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        found = as_own(kind, dict(zip(header, cells, strict=False)))
        if found is None:
            continue
        row = _roster_row(path, number, found)
        if row["login"] in seen:
            raise WorkbenchError(
                f"{path}, line {number}: the login {row['login']!r} is also on line {seen[row['login']]}."
            )
        seen[row["login"]] = number
        rows.append(row)
    return rows


def _roster_row(path: Path, line: int, cells: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {name: cells[name].strip() for name in _COLUMNS if name in cells}
    try:
        if not row.get("extra_minutes"):
            row.pop("extra_minutes", None)  # an empty cell takes no one's extra time away
        else:
            row["extra_minutes"] = int(row["extra_minutes"])
        Learner(**row)
    except ValueError:
        raise WorkbenchError(
            f"{path}, line {line}: extra_minutes is {row['extra_minutes']!r}, no whole number."
        ) from None
    except TypeError:
        raise WorkbenchError(f"{path}, line {line}: there is no login.") from None
    except WorkbenchError as error:
        raise WorkbenchError(f"{path}, line {line}: {error}") from None
    return row


# -- assignments ---------------------------------------------------------------------------------------------------


def read_assignments(connection: sa.Connection, lesson: str | None = None) -> dict[int, Assignment]:
    """Id → assignment, by lesson. Raises WorkbenchError when ``lesson`` is given and unknown."""
    table, parts = schema.assignments, schema.exercises
    query = sa.select(table)
    members = sa.select(parts).where(~parts.c.retired).order_by(parts.c.position)
    if lesson is not None:
        query = query.where(table.c.lesson == lesson)
        members = members.join(table).where(table.c.lesson == lesson)
    rows = connection.execute(query).all()
    if lesson is not None and not rows:
        known = connection.scalars(sa.select(table.c.lesson))
        raise WorkbenchError(f"No assignment {lesson!r} is in the gradebook.{nearest(lesson, known)}")
    exercises: dict[int, list[AssignedExercise]] = {}
    for part in connection.execute(members):
        one = AssignedExercise(name=part.name, points=part.points, digest=part.digest)
        exercises.setdefault(part.assignment_id, []).append(one)
    found = {row.id: _assignment(row, exercises.get(row.id, [])) for row in rows}
    return dict(sorted(found.items(), key=lambda item: item[1].lesson))


def _assignment(row: Any, exercises: list[AssignedExercise]) -> Assignment:
    return Assignment(
        lesson=row.lesson,
        exercises=exercises,
        release_digest=row.release_digest,
        due=row.due_at.astimezone(zone_of(row.due_zone)) if row.due_at else None,
        late_policy=row.late_policy,
        counts=Counts(row.counts),
    )


def write_assignment(connection: sa.Connection, assignment: Assignment) -> None:
    """Add or change an assignment and its exercises; points of results follow what an exercise is worth now."""
    values = {
        "lesson": assignment.lesson,
        "release_digest": assignment.release_digest,
        "due_at": assignment.due,
        "due_zone": zone_name(assignment.due) if assignment.due else "",
        "late_policy": assignment.late_policy,
        "counts": str(assignment.counts),
    }
    upsert = insert(connection, schema.assignments).values(values)
    connection.execute(upsert.on_conflict_do_update(index_elements=["lesson"], set_=values))
    table = schema.assignments
    number = connection.scalar(sa.select(table.c.id).where(table.c.lesson == assignment.lesson))
    _write_exercises(connection, number, assignment.exercises)


def _write_exercises(connection: sa.Connection, number: int | None, exercises: Sequence[AssignedExercise]) -> None:
    table = schema.exercises
    connection.execute(sa.update(table).where(table.c.assignment_id == number).values(retired=True))
    if not exercises:
        return
    statement = insert(connection, table)
    new = {name: statement.excluded[name] for name in ("position", "points", "digest", "retired")}
    rows = [
        {"assignment_id": number, "position": position, "retired": False, **asdict(exercise)}
        for position, exercise in enumerate(exercises)
    ]
    connection.execute(statement.on_conflict_do_update(index_elements=["assignment_id", "name"], set_=new), rows)
    worth = sa.select(table.c.points).where(table.c.id == schema.results.c.exercise_id).scalar_subquery()
    mine = sa.select(table.c.id).where(table.c.assignment_id == number, ~table.c.retired)
    connection.execute(
        sa.update(schema.results)
        .where(schema.results.c.exercise_id.in_(mine), schema.results.c.points != schema.results.c.share * worth)
        .values(points=schema.results.c.share * worth)
    )
