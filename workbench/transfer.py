"""A learner's record as a file, to be taken to another machine and merged with the record there.

What was recorded is a log: a row that both have is the same row, so a file may be merged again and again, in whatever
order. Of the code that is kept of an exercise the later one stays.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbench.database import ProgressError
from workbench.files import write_atomic
from workbench.progress import ProgressStore, aids_table, attempts_table, codes_table, put_code
from workbench.review.store import events_table

FORMAT = "ml-workbench progress 1"
_LOGS = {table.name: table for table in (attempts_table, aids_table, events_table)}
_NOT_WRITTEN = ("id", "learner")


def export_progress(store: ProgressStore, path: Path) -> int:
    """Write all that is recorded of the store's learner; returns how many rows. Raises ProgressError and OSError."""

    def read(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for name, table in {**_LOGS, codes_table.name: codes_table}.items():
            query = sa.select(table).where(table.c.learner == store.learner).order_by(table.c.at)
            found[name] = [_portable(dict(row._mapping)) for row in connection.execute(query)]
        return found

    rows = store._run(read)
    write_atomic(path, json.dumps({"format": FORMAT, **rows}, ensure_ascii=False, indent=1) + "\n")
    return sum(map(len, rows.values()))


def _portable(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _NOT_WRITTEN}


def import_progress(store: ProgressStore, path: Path) -> int:
    """Merge a file into the store, all or nothing; returns how many rows were new. Raises ProgressError for a file that
    holds no progress."""
    told = _read(path)

    def merge(connection: sa.Connection) -> int:
        new = sum(_merge_log(connection, store.learner, table, told.get(name, [])) for name, table in _LOGS.items())
        return new + _merge_codes(connection, store.learner, told.get(codes_table.name, []))

    try:
        return store._run(merge, writes=True)
    except (sa.exc.StatementError, sa.exc.CompileError, KeyError, TypeError) as error:
        raise ProgressError(f"{path} is damaged: {type(error).__name__}. Nothing was taken from it.") from error


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ProgressError(f"{path} holds no progress. Make one with: workbench progress export FILE")
    known = {**_LOGS, codes_table.name: codes_table}
    for name, table in known.items():
        columns = set(table.c.keys()) - set(_NOT_WRITTEN)
        rows = told.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) and row.keys() == columns for row in rows):
            raise ProgressError(f"{path} is damaged in its part {name!r}. Nothing was taken from it.")
    return told


def _merge_log(connection: sa.Connection, learner: str, table: sa.Table, rows: list[dict[str, Any]]) -> int:
    here = connection.execute(sa.select(table).where(table.c.learner == learner))
    known = {_key(_portable(dict(row._mapping))) for row in here}
    new = [row for row in rows if _key(row) not in known]
    if new:
        connection.execute(sa.insert(table), [{**row, "learner": learner} for row in new])
    return len(new)


def _key(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, repr(value)) for name, value in row.items()))


def _merge_codes(connection: sa.Connection, learner: str, rows: list[dict[str, Any]]) -> int:
    here = connection.execute(sa.select(codes_table).where(codes_table.c.learner == learner))
    known = {(row.lesson, row.item, row.kind): row.at for row in here}
    new = 0
    for row in rows:
        key = row["lesson"], row["item"], row["kind"]
        if row["at"] > known.get(key, float("-inf")):
            about = dict(zip(("lesson", "item", "kind"), key, strict=True))
            put_code(connection, {"learner": learner, **about}, row["code"], row["at"])
            new += 1
    return new
