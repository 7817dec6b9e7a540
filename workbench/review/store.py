"""Reviews in the record of progress: what was done in them, and when each item is due.

The log is the truth: attempts and aids of the lessons, which ``workbench.progress`` keeps, and those of the reviews. A
plan is kept for each item with the number of events it was made from; where that number is no longer right, or the
rules have changed, the plan is made again from the whole log. So a record from before there were reviews has its plans
at once, and two processes that write at the same moment end with the same.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from workbench.progress import NOT_ATTEMPTED, ProgressStore, aids_table, attempts_table, metadata
from workbench.review.rating import Event, rate
from workbench.review.schedule import RULES, Plan, plan

Key = tuple[str, str]
"""Lesson id and the name of an exercise or quiz."""

events_table = sa.Table(
    "review_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("learner", sa.String(255), nullable=False),
    sa.Column("lesson", sa.String(255), nullable=False),
    sa.Column("item", sa.String(255), nullable=False),
    sa.Column("review", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # exercise | quiz | hint | solution
    sa.Column("outcome", sa.String(32)),  # of an exercise or quiz, as in the table of attempts
    sa.Column("score", sa.Double),
    sa.Column("seconds", sa.Double),
    sa.Column("diagnosis", sa.Text),
    sa.Column("number", sa.Integer),  # of a hint, from 1
    sa.Column("at", sa.Double, nullable=False),  # seconds since 1970, UTC
    sa.Index("review_events_by_item", "learner", "lesson", "item"),
)

plans_table = sa.Table(
    "review_plans",
    metadata,
    sa.Column("learner", sa.String(255), primary_key=True),
    sa.Column("lesson", sa.String(255), primary_key=True),
    sa.Column("item", sa.String(255), primary_key=True),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("rules", sa.String(64), nullable=False),
    # All that follows is null until the item has passed once.
    sa.Column("due", sa.Double),  # seconds since 1970, UTC
    sa.Column("last", sa.Double),
    sa.Column("stability", sa.Double),  # days
    sa.Column("difficulty", sa.Double),  # 1 … 10
    sa.Column("ratings", sa.Integer),
    sa.Column("lapses", sa.Integer),
    sa.Column("why", sa.Text),
)

_LOGS = (attempts_table, aids_table, events_table)
_QUIZ = "quiz"
_SHARE = 2 / 3
"""Of the questions of a test that must be right at the first answer."""


class PlanStore(ProgressStore):
    """The plans of one learner. url, notice and errors: see ``ProgressStore``."""

    def plans(self) -> dict[Key, Plan]:
        """(lesson, item) → plan, of every item that has passed once or, a quiz, was answered."""
        counts = self._run(self._count)
        kept = self._run(self._read_plans)
        stale = {key for key, count in counts.items() if key not in kept or kept[key][0] != (count, RULES)}
        # Plans of a record that is no longer there (its file was damaged and begun anew) are not looked at.
        found = {key: value for key, (_, value) in kept.items() if key in counts and key not in stale}
        if stale:
            made = self._make_plans(stale)
            self._save({key: (counts[key], made.get(key)) for key in stale})
            found |= made
        return {key: found_plan for key, found_plan in found.items() if found_plan is not None}

    def log(self, lessons: Iterable[str]) -> dict[Key, tuple[list[Event], bool]]:
        """All events of the items of these lessons in the order of time, and whether the item is a quiz."""
        wanted = list(lessons)
        found: dict[Key, tuple[list[Event], bool]] = {}
        for row in sorted(self._run(lambda connection: self._rows(connection, wanted)), key=lambda row: row["at"]):
            events, quiz = found.setdefault((row["lesson"], row["item"]), ([], False))
            events.append(_event(row))
            found[row["lesson"], row["item"]] = (events, quiz or row["kind"] == _QUIZ)
        return found

    def _rows(self, connection: sa.Connection, lessons: list[str]) -> list[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = []
        for table in _LOGS:
            mine = (table.c.learner == self.learner, table.c.item != "")
            query = sa.select(table).where(*mine, table.c.lesson.in_(lessons))
            rows += [dict(row._mapping) for row in connection.execute(query.order_by(table.c.id))]
        return rows

    def _count(self, connection: sa.Connection) -> dict[Key, int]:
        """How many events each item has."""
        counts: dict[Key, int] = {}
        for table in _LOGS:
            mine = (table.c.learner == self.learner, table.c.item != "")
            query = sa.select(table.c.lesson, table.c.item, sa.func.count()).where(*mine)
            for lesson, item, count in connection.execute(query.group_by(table.c.lesson, table.c.item)):
                counts[lesson, item] = counts.get((lesson, item), 0) + count
        return counts

    def _read_plans(self, connection: sa.Connection) -> dict[Key, tuple[tuple[int, str], Plan | None]]:
        rows = connection.execute(sa.select(plans_table).where(plans_table.c.learner == self.learner))
        return {(row.lesson, row.item): ((row.events, row.rules), _plan(row)) for row in rows}

    def _make_plans(self, keys: set[Key]) -> dict[Key, Plan | None]:
        log = self.log(sorted({lesson for lesson, _ in keys}))
        return {key: plan(rate(log[key][0], quiz=log[key][1])) for key in keys if key in log}

    def _save(self, plans: Mapping[Key, tuple[int, Plan | None]]) -> None:
        table = plans_table.c

        def write(connection: sa.Connection) -> None:
            for (lesson, item), (events, made) in sorted(plans.items(), key=lambda pair: pair[0]):
                same = (table.learner == self.learner, table.lesson == lesson, table.item == item)
                connection.execute(sa.delete(plans_table).where(*same))
                row = {"learner": self.learner, "lesson": lesson, "item": item, "events": events, "rules": RULES}
                connection.execute(sa.insert(plans_table).values({**row, **_row(made)}))

        self._run(write, writes=True)


class ReviewRecord(ProgressStore):
    """The record as the cells of one review use it: attempts, hints and solutions are those of this review, so that
    hints begin anew; what the lesson itself has recorded is left as it is."""

    def __init__(self, review: str, url: str | None = None) -> None:
        super().__init__(url)
        self.review = review

    def record(self, *, lesson: str, item: str, **attempt: Any) -> None:
        attempt.pop("code", None)  # of the review's notebook: what has passed in the lesson is not forgotten for it
        self._insert(events_table, lesson, item, {"review": self.review, **attempt})

    def record_hint(self, *, lesson: str, item: str, number: int) -> None:
        self._insert(events_table, lesson, item, {"review": self.review, "kind": "hint", "number": number})

    def record_solution_seen(self, *, lesson: str, item: str) -> None:
        self._insert(events_table, lesson, item, {"review": self.review, "kind": "solution"})

    def attempts(self, lesson: str, item: str) -> int:
        query = self._mine(sa.func.count(), lesson, item).where(
            events_table.c.outcome.is_not(None), events_table.c.outcome != NOT_ATTEMPTED
        )
        return self._run(lambda connection: int(connection.scalar(query) or 0))

    def hints(self, lesson: str, item: str) -> int:
        query = self._mine(sa.func.max(events_table.c.number), lesson, item)
        return self._run(lambda connection: int(connection.scalar(query) or 0))

    def _mine(self, what: sa.ColumnElement[Any], lesson: str, item: str) -> sa.Select[tuple[Any]]:
        table = events_table.c
        return sa.select(what).where(
            table.learner == self.learner, table.review == self.review, table.lesson == lesson, table.item == item
        )


class TestRecord(ReviewRecord):
    """The record of a test whether a lesson is known: once it is passed, the lesson counts as known.

    items: (name, kind) of all that it asks. What has happened in it decides: each exercise has passed, with no hint or
    solution seen, and of the quizzes two thirds were right at the first answer.
    """

    __test__ = False  # pytest must not take it for tests

    def __init__(self, review: str, items: Iterable[tuple[str, str]], url: str | None = None) -> None:
        super().__init__(review, url)
        self.items = tuple(items)

    def record(self, *, lesson: str, item: str, **attempt: Any) -> None:
        super().record(lesson=lesson, item=item, **attempt)
        self._conclude(lesson)

    def standing(self, lesson: str) -> Standing:
        """How the test stands."""
        table = events_table.c
        query = sa.select(events_table).where(
            table.learner == self.learner, table.review == self.review, table.lesson == lesson
        )
        rows = self._run(
            lambda connection: [dict(row._mapping) for row in connection.execute(query.order_by(table.id))]
        )
        return standing_of(self.items, rows)

    def _conclude(self, lesson: str) -> None:
        stands = self.standing(lesson)
        if stands.passed and not self.lesson_progress(lesson).known:
            self.record_known(lesson=lesson)
            self.notice = "You know this lesson: it counts as done. Open it whenever you want to."
        elif stands.failed:
            self.notice = f"{stands.failed} Try again with fresh inputs from the home page, or work through the lesson."


@dataclass(frozen=True, kw_only=True)
class Standing:
    """passed: the test is; failed: why it can no longer be, "" while it can."""

    passed: bool
    failed: str


def standing_of(items: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]]) -> Standing:
    """How a test stands. items: (name, kind); rows: its events in the order of time."""
    exercises = {name for name, kind in items if kind != _QUIZ}
    quizzes = {name for name, kind in items if kind == _QUIZ}
    solved: set[str] = set()
    first: dict[str, bool] = {}
    for row in rows:
        if row["kind"] in ("hint", "solution") and row["item"] not in solved:
            return Standing(passed=False, failed=f"A {row['kind']} of {row['item']} was seen in this test.")
        if row["outcome"] in (None, NOT_ATTEMPTED):
            continue
        right = row["outcome"] == "passed"
        if row["kind"] == _QUIZ:
            first.setdefault(row["item"], right)
        elif right:
            solved.add(row["item"])
    needed = math.ceil(len(quizzes) * _SHARE)
    wrong = sum(not right for name, right in first.items() if name in quizzes)
    if len(quizzes) - wrong < needed:
        return Standing(passed=False, failed=f"{wrong} of {len(quizzes)} questions were answered wrongly.")
    answered = quizzes <= first.keys()
    return Standing(passed=exercises <= solved and answered, failed="")


def open_record(review: str, test: Iterable[tuple[str, str]] | None = None) -> ReviewRecord | None:
    """The record for the cells of a review; None when WORKBENCH_RECORD=0. test: (name, kind) of its items, where it is
    one whether a lesson is known. Raises ProgressError."""
    if os.environ.get("WORKBENCH_RECORD") == "0":
        return None
    return ReviewRecord(review) if test is None else TestRecord(review, test)


def _event(row: Mapping[str, Any]) -> Event:
    kinds: dict[str, Literal["hint", "solution"]] = {"hint": "hint", "solution": "solution"}
    return Event(
        at=row["at"],
        kind=kinds.get(row["kind"], "attempt"),
        outcome=row.get("outcome") or "",
        source=row.get("review") or "",
    )


def _plan(row: sa.Row[Any]) -> Plan | None:
    if row.due is None:
        return None
    return Plan(
        due=datetime.fromtimestamp(row.due, UTC),
        last=datetime.fromtimestamp(row.last, UTC),
        stability=row.stability,
        difficulty=row.difficulty,
        ratings=row.ratings,
        lapses=row.lapses,
        why=row.why,
    )


def _row(made: Plan | None) -> dict[str, Any]:
    if made is None:
        return {}
    names = ("stability", "difficulty", "ratings", "lapses", "why")
    return {"due": made.due.timestamp(), "last": made.last.timestamp()} | {name: getattr(made, name) for name in names}
