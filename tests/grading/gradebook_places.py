"""Fixtures: places for gradebooks, an SQLite file and a database on a real PostgreSQL server of the tests' own.

A test module takes them with ``pytest_plugins = ["gradebook_places"]``: the server is then the same for all of them.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from workbench.grading.gradebook import Gradebook

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL server that listens on a socket in ``folder`` only."""

    folder: Path

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"test_{next(_numbers)}"
        with psycopg.connect(f"host={self.folder} user=owner dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://owner@/{name}?host={self.folder}"


def _binary(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        pytest.fail(
            f"PostgreSQL's {name} is not here: the gradebook is tested on a real server. apt-get install postgresql"
        )
    return found


def _account() -> str | None:
    """PostgreSQL refuses to run as root: then the server gets another account."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _call(*command: str) -> None:
    account = _account()
    group = None if account is None else pwd.getpwnam(account).pw_gid
    with tempfile.TemporaryFile("w+") as output:  # no pipe: the server would inherit it and keep it open
        done = subprocess.run(
            command, user=account, group=group, extra_groups=None if account is None else [], cwd="/",
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        output.seek(0)
        assert done.returncode == 0, output.read()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    # Not in pytest's folder, whose parents the server's account may not enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="gradebook-"))
    try:
        if account := _account():
            shutil.chown(folder, account)
        data = str(folder / "data")
        _call(initdb, "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        _call(pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            _call(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty gradebook can be made: on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "grades.sqlite3")
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def book(place: str) -> Gradebook:
    return Gradebook.open(place)
