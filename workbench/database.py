"""The database under the record of progress: opened safely by several processes, mended when it can be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from workbench.errors import WorkbenchError
from workbench.locks import locked

_BUSY_SECONDS = 5.0


class ProgressError(WorkbenchError):
    """Progress could not be read or saved. The message can be shown to the learner; the lesson can go on."""


def parse_url(text: str) -> sa.URL:
    try:
        return sa.make_url(text)
    except ArgumentError:
        raise ProgressError(
            "WORKBENCH_DATABASE is no database URL. It looks like sqlite:////folder/progress.sqlite3 or "
            "postgresql+psycopg://user:password@host/database."
        ) from None


def make_engine(url: sa.URL) -> sa.Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return sa.create_engine(url, poolclass=NullPool)
        engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": _BUSY_SECONDS})
    except (NoSuchModuleError, ImportError) as error:
        raise ProgressError(
            f"The database of WORKBENCH_DATABASE needs a driver that is not installed ({error}). "
            "Install it, or unset WORKBENCH_DATABASE to keep progress in the workspace."
        ) from error
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Write-ahead log: readers never wait for the writer, and a killed writer leaves nothing half done."""
    connection.execute(f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA synchronous=NORMAL")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    # The switch to WAL does not wait for other connections by itself, so two first users have to take turns.
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def database_file(url: sa.URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def _is_damaged(file: Path) -> bool:
    try:
        connection = sqlite3.connect(file, timeout=_BUSY_SECONDS)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return "malformed" in str(error) or "not a database" in str(error)


@contextmanager
def in_use(file: Path | None) -> Iterator[None]:
    """Keep the file in its place while a connection is open. To move an SQLite file from under another process would
    mix its journal with that of the new file, and could empty the one that was set aside."""
    with ExitStack() as stack:
        if file is not None:
            with suppress(OSError):  # a folder that cannot be written: nobody will set a file aside there
                stack.enter_context(locked(_lock_of(file), shared=True))
        yield


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def set_aside(file: Path) -> str | None:
    """Move a damaged database away with its log. Looks again first: another kernel may have done it meanwhile."""
    with locked(_lock_of(file)):
        if not _is_damaged(file):
            return None
        name = f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
        number = 1
        while (aside := file.with_name(name if number == 1 else f"{name}-{number}")).exists():
            number += 1
        for ending in ("-wal", "-shm", "-journal", ""):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    return f"The record of your progress was damaged. It was kept as {aside}, and a new one was begun."


def explain(url: sa.URL, error: Exception) -> ProgressError:
    place = str(database_file(url) or url.render_as_string(hide_password=True))
    text = str(getattr(error, "orig", None) or error)
    if "locked" in text:
        why = "another program holds it locked. Close what has it open"
    elif "readonly" in text or "read-only" in text or "unable to open" in text or isinstance(error, PermissionError):
        why = "it cannot be written. Check the rights of the file and its folder, or set WORKBENCH_WORKSPACE elsewhere"
    elif "full" in text:
        why = "the disk is full. Make some room"
    else:
        why = f"{text}. Set WORKBENCH_DATABASE to another database, or move this one away"
    return ProgressError(f"Progress cannot be saved in {place}: {why}.")
