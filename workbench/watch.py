"""A learner's progress for a process that asks again and again: only what was recorded meanwhile is read."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import sqlalchemy as sa

from workbench.progress import LessonProgress, ProgressStore, aids_table, attempts_table


@dataclass(frozen=True)
class _Mark:
    """How far a table was read. count: of the learner's rows; last: the highest id of these, and at: its time."""

    count: int = 0
    last: int = 0
    at: float | None = None


class ProgressWatch:
    """The progress of a store's learner, as it was last seen."""

    def __init__(self, store: ProgressStore) -> None:
        self._store = store
        self._lock = Lock()
        self._marks: dict[str, _Mark] = {}
        self._known: dict[str, LessonProgress] | None = None

    def all_progress(self) -> dict[str, LessonProgress]:
        """The same as of the store, whose errors it raises."""
        with self._lock:
            # What is recorded between this look and the reading below is read now, and once more the next time.
            marks, changed = self._store._run(self._look)
            if self._known is None or changed is None:
                self._known = self._store.all_progress()
            else:
                self._known |= {lesson: self._store.lesson_progress(lesson) for lesson in changed}
            self._marks = marks
            return dict(self._known)

    def _look(self, connection: sa.Connection) -> tuple[dict[str, _Mark], set[str] | None]:
        """The new marks, and the lessons with new rows; None instead when all must be read again."""
        marks: dict[str, _Mark] = {}
        changed: set[str] = set()
        continues = True
        for table in (attempts_table, aids_table):
            known = self._marks.get(table.name, _Mark())
            mark = self._mark(connection, table)
            new = self._new(connection, table, known.last)
            # Else the file was replaced by another, or rows of two kernels came in another order than their ids.
            same = self._time_of(connection, table, known.last) == known.at
            continues = continues and same and known.count + sum(new.values()) == mark.count
            marks[table.name] = mark
            changed |= new.keys()
        return marks, changed if continues else None

    def _mark(self, connection: sa.Connection, table: sa.Table) -> _Mark:
        mine = table.c.learner == self._store.learner
        count, last = connection.execute(sa.select(sa.func.count(), sa.func.max(table.c.id)).where(mine)).one()
        return _Mark(count=count, last=last or 0, at=self._time_of(connection, table, last or 0))

    def _new(self, connection: sa.Connection, table: sa.Table, last: int) -> dict[str, int]:
        """Lesson → how many rows it has above an id."""
        mine = table.c.learner == self._store.learner
        query = (
            sa.select(table.c.lesson, sa.func.count().label("rows"))
            .where(mine, table.c.id > last)
            .group_by(table.c.lesson)
        )
        return {row.lesson: row.rows for row in connection.execute(query)}

    def _time_of(self, connection: sa.Connection, table: sa.Table, number: int) -> float | None:
        found: float | None = connection.scalar(sa.select(table.c.at).where(table.c.id == number))
        return found
