"""What the learner has tried and passed: one small database, SQLite in the workspace unless a URL says otherwise.

A record is one transaction: after a crash it is there whole or not at all. Several kernels may write at once. Nothing
here may cost a lesson: every failure is a ProgressError whose text can be shown as it stands, and a damaged file is
set aside and begun anew. Connections are opened for each operation and closed after it, which makes a store usable
from any thread and after a fork, and lets it survive that its file is moved or deleted.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from workbench.content import state_dir
from workbench.database import ProgressError, database_file, explain, in_use, make_engine, parse_url, set_aside

R = TypeVar("R")
Kind = Literal["exercise", "quiz"]

NOT_ATTEMPTED = "not_attempted"
DONE = ("passed", "recorded")
"""Outcomes after which nothing is left to do: it is right, or it waits for the grading of a class."""
LONGEST_GAP = 600.0
"""Seconds. A longer pause between two attempts counts as this much: the learner was probably elsewhere."""

metadata = sa.MetaData()

attempts_table = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("learner", sa.String(255), nullable=False),
    sa.Column("lesson", sa.String(255), nullable=False),
    sa.Column("item", sa.String(255), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("outcome", sa.String(32), nullable=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("seconds", sa.Double),
    sa.Column("diagnosis", sa.Text),
    sa.Column("at", sa.Double, nullable=False),  # seconds since 1970, UTC
    sa.Index("attempts_by_item", "learner", "lesson", "item"),
)

aids_table = sa.Table(
    "aids",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("learner", sa.String(255), nullable=False),
    sa.Column("lesson", sa.String(255), nullable=False),
    sa.Column("item", sa.String(255), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # hint | solution; of a lesson, whose item is "", known | unknown
    sa.Column("number", sa.Integer, nullable=False),  # of the hint, from 1; else 0
    sa.Column("at", sa.Double, nullable=False),
    sa.Index("aids_by_item", "learner", "lesson", "item"),
)

codes_table = sa.Table(
    "codes",
    metadata,
    sa.Column("learner", sa.String(255), primary_key=True),
    sa.Column("lesson", sa.String(255), primary_key=True),
    sa.Column("item", sa.String(255), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),  # tried | passed
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("at", sa.Double, nullable=False),
)
LONGEST_CODE = 100_000
"""Characters. What is longer is no cell that somebody typed."""


@dataclass(frozen=True, kw_only=True)
class KeptCode:
    """The source of an exercise's cell as it was last checked, and as it last passed; None where it never was."""

    tried: str | None = None
    passed: str | None = None

    @property
    def best(self) -> str | None:
        """What the learner wants back after an accident: what has passed, else what was tried."""
        return self.passed if self.passed is not None else self.tried


@dataclass(frozen=True, kw_only=True)
class ItemProgress:
    """One exercise or quiz. passed: or recorded, where only the grading of a class can tell; best_score: 0 … 1; hints:
    how many were seen; seconds_spent: see ``LessonProgress``."""

    kind: str = "exercise"
    attempts: int = 0
    best_score: float = 0.0
    passed: bool = False
    hints: int = 0
    solution_seen: bool = False
    first_at: datetime | None = None
    last_at: datetime | None = None
    seconds_spent: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LessonProgress:
    """What is recorded of one lesson: name of the exercise or quiz → its progress.

    known: its learner knows it already, as a short test has shown.

    The seconds spent on an item are the gaps between each of its events (attempt, hint, solution) and the event of the
    lesson before it, each gap counted as ten minutes at most. The first event of a lesson has no gap.
    """

    lesson: str
    items: Mapping[str, ItemProgress] = field(default_factory=dict)
    known: bool = False

    def passed(self, item: str) -> bool:
        return item in self.items and self.items[item].passed

    def done(self, items: Iterable[str]) -> bool:
        """Whether all of ``items`` are passed or the lesson is known; False for a lesson without any."""
        names = list(items)
        return self.known or (bool(names) and all(self.passed(name) for name in names))

    @property
    def seconds_spent(self) -> float:
        return sum(item.seconds_spent for item in self.items.values())

    @property
    def started(self) -> bool:
        return any(item.attempts for item in self.items.values())


class ProgressStore:
    """Progress of one learner. url: of the database; None for WORKBENCH_DATABASE, else the workspace's own file.

    In a database that many share, the learner's name is WORKBENCH_LEARNER, JUPYTERHUB_USER or the account's name; the
    file of a workspace belongs to one learner, whatever the account. ``notice`` is set when a damaged file was set
    aside: show it once. Every method raises ProgressError when the database cannot be used.
    """

    def __init__(self, url: str | None = None) -> None:
        chosen = url or os.environ.get("WORKBENCH_DATABASE")
        default = state_dir() / "progress.sqlite3"
        self.url = parse_url(chosen) if chosen else sa.URL.create("sqlite", database=str(default))
        self.learner = os.environ.get("WORKBENCH_LEARNER") or (_account() if chosen else "")
        self.notice: str | None = None
        self._engine = make_engine(self.url)
        self._run(_make_tables, writes=True)

    # -- write ---------------------------------------------------------------------------------------------------

    def record(
        self,
        *,
        lesson: str,
        item: str,
        kind: Kind,
        outcome: str,
        score: float,
        seconds: float | None,
        diagnosis: str | None,
        code: str | None = None,
    ) -> None:
        """Save one attempt. outcome: a word of ``workbench.checking.types.Outcome``; score: 0 … 1; seconds: how long
        the check took; diagnosis: the kind of mistake that was found; code: the source of the cell, which takes the
        place of the one that was kept."""
        if not 0 <= score <= 1:
            raise ProgressError(f"A score must lie between 0 and 1, got {score!r}.")
        row = {"kind": kind, "outcome": str(outcome), "score": float(score), "seconds": seconds, "diagnosis": diagnosis}
        kinds = [] if not code or len(code) > LONGEST_CODE else ["tried", *(["passed"] if outcome in DONE else [])]
        self._insert(attempts_table, lesson, item, row, codes=dict.fromkeys(kinds, code or ""))

    def record_hint(self, *, lesson: str, item: str, number: int) -> None:
        """Save that the learner saw hint ``number``, from 1."""
        self._insert(aids_table, lesson, item, {"kind": "hint", "number": number})

    def record_solution_seen(self, *, lesson: str, item: str) -> None:
        self._insert(aids_table, lesson, item, {"kind": "solution", "number": 0})

    def record_known(self, *, lesson: str, known: bool = True) -> None:
        """Save that the learner knows a whole lesson already, or that this is no longer to count."""
        self._insert(aids_table, lesson, "", {"kind": "known" if known else "unknown", "number": 0})

    # -- read ----------------------------------------------------------------------------------------------------

    def attempts(self, lesson: str, item: str) -> int:
        """How many real attempts were made; running an untouched cell is none."""
        table = attempts_table.c
        query = sa.select(sa.func.count()).where(
            table.learner == self.learner,
            table.lesson == lesson,
            table.item == item,
            table.outcome != NOT_ATTEMPTED,
        )
        return self._run(lambda connection: int(connection.scalar(query) or 0))

    def hints(self, lesson: str, item: str) -> int:
        """The number of the last hint seen, 0 for none."""
        table = aids_table.c
        query = sa.select(sa.func.max(table.number)).where(
            table.learner == self.learner, table.lesson == lesson, table.item == item, table.kind == "hint"
        )
        return self._run(lambda connection: int(connection.scalar(query) or 0))

    def lesson_progress(self, lesson: str) -> LessonProgress:
        """All items of one lesson; empty when nothing was tried."""
        return self._read(lesson).get(lesson, LessonProgress(lesson=lesson))

    def all_progress(self) -> dict[str, LessonProgress]:
        """Lesson id → progress, for every lesson with any record."""
        return self._read(None)

    def kept_codes(self, lesson: str) -> dict[str, KeptCode]:
        """Exercise → the code that was kept of it, for those of a lesson that were tried."""
        table = codes_table.c
        query = sa.select(table.item, table.kind, table.code).where(
            table.learner == self.learner, table.lesson == lesson
        )
        found: dict[str, dict[str, str]] = {}
        for item, kind, code in self._run(lambda connection: connection.execute(query).all()):
            found.setdefault(item, {})[kind] = code
        return {item: KeptCode(**codes) for item, codes in found.items()}

    # -- inside --------------------------------------------------------------------------------------------------

    def _insert(
        self, table: sa.Table, lesson: str, item: str, row: dict[str, Any], *, codes: Mapping[str, str] | None = None
    ) -> None:
        """Save a row, and the codes by their kind, in one transaction."""
        about = {"learner": self.learner, "lesson": lesson, "item": item}
        now = time.time()

        def write(connection: sa.Connection) -> None:
            connection.execute(sa.insert(table).values({**about, "at": now, **row}))
            for kind, code in (codes or {}).items():
                put_code(connection, {**about, "kind": kind}, code, now)

        self._run(write, writes=True)

    def _read(self, lesson: str | None) -> dict[str, LessonProgress]:
        def rows(connection: sa.Connection) -> list[Mapping[str, Any]]:
            found: list[Mapping[str, Any]] = []
            for table in (attempts_table, aids_table):
                query = sa.select(table).where(table.c.learner == self.learner)
                if lesson is not None:
                    query = query.where(table.c.lesson == lesson)
                found += [dict(row._mapping) for row in connection.execute(query)]
            return found

        by_lesson: dict[str, list[Mapping[str, Any]]] = {}
        for row in sorted(self._run(rows), key=lambda row: row["at"]):
            by_lesson.setdefault(row["lesson"], []).append(row)
        return {name: _progress(name, events) for name, events in by_lesson.items()}

    def _run(self, action: Callable[[sa.Connection], R], *, writes: bool = False) -> R:
        """Do ``action`` in a transaction; put right what can be (missing tables, a damaged file) and do it again."""
        retries = 3
        mended = False
        while True:
            try:
                begin = self._engine.begin if writes or mended else self._engine.connect
                with in_use(database_file(self.url)), begin() as connection:
                    if mended:
                        _make_tables(connection)
                    return action(connection)
            except (DatabaseError, sqlite3.Error, OSError) as error:
                retries -= 1
                mended = retries >= 0 and self._mend(str(error))
                if not mended:
                    raise explain(self.url, error) from error

    def _mend(self, text: str) -> bool:
        """Whether what went wrong is worth another try."""
        file = database_file(self.url)
        if file and ("malformed" in text or "not a database" in text):
            with suppress(OSError):  # the folder cannot be written: the first error says what is wrong
                self.notice = set_aside(file) or self.notice
                return True
            return False
        return _tables_are_in_question(text)


def put_code(connection: sa.Connection, key: Mapping[str, str], code: str, at: float) -> None:
    """Keep a code in place of the one that was kept. key: learner, lesson, item and kind."""
    same = [codes_table.c[name] == value for name, value in key.items()]
    connection.execute(sa.delete(codes_table).where(*same))
    connection.execute(sa.insert(codes_table).values({**key, "code": code, "at": at}))


def _tables_are_in_question(text: str) -> bool:
    """Whether they are missing, or another process was making them at the same moment (then look again)."""
    return any(words in text for words in ("no such table", "does not exist", "already exists", "duplicate key"))


def _make_tables(connection: sa.Connection) -> None:
    """Make the tables that are missing, all or none. A database that has them is only read."""
    inspector = sa.inspect(connection)
    if all(inspector.has_table(table) for table in metadata.tables):
        return
    if connection.dialect.name == "sqlite":
        # Lock before create_all looks which are missing: two first users must not both find none. Without an open
        # transaction SQLite's driver would also commit each table by itself.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    metadata.create_all(connection)


def _progress(lesson: str, events: list[Mapping[str, Any]]) -> LessonProgress:
    """From the rows of one lesson in the order of time."""
    whole = [event["kind"] for event in events if not event["item"]]
    items = _summarise([event for event in events if event["item"]])
    return LessonProgress(lesson=lesson, items=items, known=whole[-1:] == ["known"])


def _summarise(events: list[Mapping[str, Any]]) -> dict[str, ItemProgress]:
    """Item → progress from the rows of one lesson in the order of time."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    spent: dict[str, float] = {}
    before: float | None = None
    for event in events:
        if event.get("outcome") == NOT_ATTEMPTED:
            continue
        name = event["item"]
        grouped.setdefault(name, []).append(event)
        gap = min(event["at"] - before, LONGEST_GAP) if before is not None else 0.0
        spent[name] = spent.get(name, 0.0) + gap
        before = event["at"]
    return {name: _summarise_item(rows, spent[name]) for name, rows in grouped.items()}


def _summarise_item(rows: list[Mapping[str, Any]], spent: float) -> ItemProgress:
    tries = [row for row in rows if "outcome" in row]
    return ItemProgress(
        kind=tries[-1]["kind"] if tries else "exercise",
        attempts=len(tries),
        best_score=max((row["score"] for row in tries), default=0.0),
        passed=any(row["outcome"] in DONE for row in tries),
        hints=max((row["number"] for row in rows if row["kind"] == "hint"), default=0),
        solution_seen=any(row["kind"] == "solution" for row in rows),
        first_at=datetime.fromtimestamp(rows[0]["at"], UTC),
        last_at=datetime.fromtimestamp(rows[-1]["at"], UTC),
        seconds_spent=spent,
    )


def _account() -> str:
    import getpass

    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "learner"


_stores: dict[tuple[str | None, ...], ProgressStore] = {}


def open_store() -> ProgressStore | None:
    """The learner's store, opened once per process and place; None when WORKBENCH_RECORD=0.

    Raises ProgressError when it cannot be opened: show its text and go on without.
    """
    if os.environ.get("WORKBENCH_RECORD") == "0":
        return None
    database = os.environ.get("WORKBENCH_DATABASE")
    key = (database, os.environ.get("WORKBENCH_LEARNER"), None if database else str(state_dir()))
    if key not in _stores:
        _stores[key] = ProgressStore()
    return _stores[key]
