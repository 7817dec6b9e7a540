"""Open the database of a gradebook: make it, upgrade it after a backup, or say why it cannot be used.

A gradebook is never mended by beginning a new one. What cannot be read is refused with a sentence, and the file stays
where it is.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from workbench.database import ProgressError, database_file, make_engine
from workbench.errors import WorkbenchError
from workbench.grading.gradebook.schema import REVISION, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_BUSY_MILLISECONDS = 60_000
_ADVISORY_LOCK = 0x6772_6164_6562  # any number that others in the same PostgreSQL database do not use
_WRITES = "gradebook_writes"


class GradebookError(WorkbenchError):
    """The gradebook's database could not be used. The message says what to do; nothing was half written."""


class Database:
    """Connections to one gradebook: opened for each operation and closed after it, usable from any thread or fork."""

    def __init__(self, place: str | Path) -> None:
        self.url = _parse(place)
        self.file = database_file(self.url)
        try:
            self.engine = make_engine(self.url)
        except ProgressError as error:
            raise GradebookError(
                f"{self.place} needs a database driver that is not installed: pip install 'psycopg[binary]' for "
                f"PostgreSQL ({error.__cause__})."
            ) from error
        if self.url.get_backend_name() == "sqlite":
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)

    @property
    def place(self) -> str:
        return str(self.file or self.url.render_as_string(hide_password=True))

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One moment of the gradebook, however many statements are asked. Raises GradebookError."""
        isolation = {} if self.file else {"isolation_level": "REPEATABLE READ"}
        with self._explained(), self.engine.connect() as connection:
            yield connection.execution_options(**isolation)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: all of it happens or, after an error or a kill, nothing. Raises GradebookError."""
        with self._explained(), self.engine.connect() as connection:
            marked = connection.execution_options(**{_WRITES: True})
            with marked.begin():
                yield marked

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise _explain(self.place, error) from error


def _parse(place: str | Path) -> sa.URL:
    if isinstance(place, Path) or "://" not in place:
        return sa.URL.create("sqlite", database=str(Path(place).absolute()))
    try:
        url = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError):
        raise GradebookError(
            "This is no database URL. It looks like postgresql+psycopg://user:password@host/database; a file is given "
            "by its path."
        ) from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise GradebookError(f"A gradebook lives in SQLite or PostgreSQL, not in {url.get_backend_name()}.")
    if url.get_backend_name() == "sqlite" and database_file(url) is None:
        raise GradebookError("A gradebook in memory would be lost: give the path of a file.")
    return url


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by _begin_sqlite; the driver's own begin would come too late, after the first reads.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys=ON")
    # Grades must survive a power cut as well as a kill.
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the lock before it reads: two that had both read first could not both go on.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_database(place: str | Path, *, create: bool) -> Database:
    """The database at head. create: whether to begin a gradebook where there is none. Raises GradebookError."""
    database = Database(place)
    if database.file is not None:
        _look_for(database.file, create=create)
    with database.read() as connection:
        current = _revision(connection)
        if current == REVISION:  # as a rule; Alembic takes as long to import as all else
            return database
        _refuse_strangers(database, connection, current)
    if current is None and not create:
        raise GradebookError(f"{database.place} holds no gradebook. Check the URL, or make a new one there.")
    with database.write() as connection:
        _upgrade(database, connection)
    return database


def head() -> str:
    """The newest revision that this version of the workbench has."""
    return _scripts().get_current_head() or ""


def upgrade_to(connection: sa.Connection, revision: str) -> None:
    """Run the revisions that are missing up to ``revision``, within the connection's open transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _upgrade(database: Database, connection: sa.Connection) -> None:
    # In SQLite the transaction of a writer keeps every other one out; in PostgreSQL a lock has to.
    if database.url.get_backend_name() == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    current = _revision(connection)  # again: another process may have upgraded while this one waited
    if current == REVISION:
        return
    if current is not None and database.file is not None:
        _back_up(database.file, current)
    upgrade_to(connection, "head")


def _look_for(file: Path, *, create: bool) -> None:
    if file.exists():
        return
    if not create:
        raise GradebookError(f"There is no gradebook at {file}. Check the path, or make a new one there.")
    if not file.parent.is_dir():
        raise GradebookError(f"The folder {file.parent} does not exist. Make it, or put the gradebook elsewhere.")
    try:
        # Grades are nobody else's business: SQLite gives the files it makes beside it the same rights.
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise _explain(str(file), error) from error


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(sa.select(sa.column("version_num", sa.String)).select_from(sa.table(VERSION_TABLE)))


def _refuse_strangers(database: Database, connection: sa.Connection, current: str | None) -> None:
    if current is None:
        # In PostgreSQL other tables are neighbours; a file with other tables is another program's file.
        if database.file is not None and sa.inspect(connection).get_table_names():
            raise GradebookError(f"{database.place} is a database, but no gradebook. Give the path of another file.")
        return
    if current not in {script.revision for script in _scripts().walk_revisions()}:
        raise GradebookError(
            f"{database.place} was written by a newer version of the workbench (revision {current}, this one knows up "
            f"to {REVISION}). Update the workbench to open it; nothing was changed."
        )


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    # "%" begins a substitution in Alembic's settings, and may stand in a path.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _back_up(file: Path, revision: str) -> Path:
    """Copy the file, with what is still in its log, next to it. Whole under its name, or not there."""
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}.", suffix=".part")
    os.close(handle)
    temporary = Path(part)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(temporary)) as target:
            source.backup(target)
        temporary.chmod(file.stat().st_mode & 0o7777)
        name = f"{file.name}.backup-{revision}-{time.strftime('%Y%m%d-%H%M%S')}"
        number = 1
        while (backup := file.with_name(name if number == 1 else f"{name}-{number}")).exists():
            number += 1
        temporary.replace(backup)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return backup


def _explain(place: str, error: Exception) -> GradebookError:
    text = str(getattr(error, "orig", None) or error).strip()
    if "locked" in text:
        why = "another program holds it locked. Close what has it open and try again"
    elif "not a database" in text or "malformed" in text:
        why = "the file is damaged or no database. Put back a backup, or give the path of another file"
    elif "readonly" in text or "read-only" in text or "unable to open" in text or isinstance(error, PermissionError):
        why = "it cannot be opened or written. Check the rights of the file and its folder"
    elif "disk is full" in text or "No space left" in text:
        why = "the disk is full. Make some room and try again"
    elif "onnection" in text or "authentication" in text:
        why = f"the server does not answer or refuses the account ({text}). Check the URL and that the server runs"
    else:
        why = text
    return GradebookError(f"The gradebook {place} cannot be used: {why}.")
