"""Opening a gradebook: made, upgraded after a backup, or refused with what to do."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from gradebook_helpers import DUE, LESSON, everything, fill
from gradebook_processes import OPENS_AT_ONCE, STOPS_IN_THE_MIDDLE, child, go, line

from workbench.grading.gradebook import Gradebook, GradebookError, opening, schema
from workbench.grading.gradebook.opening import Database, upgrade_to

pytest_plugins = ["gradebook_places"]


def old_gradebook(place: str) -> dict[str, list[tuple[object, ...]]]:
    """A gradebook of the first revision, with something in every table; returns its rows."""
    database = Database(place)
    with database.write() as connection:
        upgrade_to(connection, "0001")
        tables = sa.MetaData()
        tables.reflect(connection)

        def insert(table: str, **values: object) -> None:
            connection.execute(sa.insert(tables.tables[f"gradebook_{table}"]).values(id=1, **values))

        moment = int(DUE.timestamp()) * 1_000_000
        insert("learners", login="ada", name="Ada", email="ada@example.org")
        insert(
            "assignments", lesson=LESSON, release_digest="r", due_at=moment, due_zone="Europe/Zurich",
            late_policy="10%/day", counts="last_on_time",
        )  # fmt: skip
        insert("exercises", assignment_id=1, position=0, name="step", points=3, digest="step-1", retired=False)
        insert(
            "submissions", learner_id=1, assignment_id=1, received_at=moment + 1, sha256="0" * 64, path="a.ipynb",
            state="graded", reason="", message="",
        )  # fmt: skip
        insert("adjustments", learner_id=1, exercise_id=1, points=2, comment="fine", author="kim", at=moment)
        values = {"outcome": "failed", "share": 0.5, "points": 1.5, "diagnosis_kind": "", "diagnosis_message": ""}
        connection.execute(
            sa.insert(tables.tables["gradebook_results"]).values(
                submission_id=1, exercise_id=1, digest="step-1", seconds=0.5, graded_at=moment, **values
            )
        )
    return everything(place)


def backups(place: str) -> list[Path]:
    return sorted(Path(place).parent.glob("*.backup-*")) if "://" not in place else []


# -- making and upgrading ------------------------------------------------------------------------------------------


def test_a_new_gradebook_is_at_head_and_its_tables_are_those_of_the_schema(place: str) -> None:
    book = Gradebook.open(place)
    with book._database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"version_table": schema.VERSION_TABLE, "compare_type": True, "compare_server_default": True},
        )
        assert context.get_current_revision() == opening.head() == schema.REVISION == "0002"
        assert compare_metadata(context, schema.metadata) == []
    assert backups(place) == []


def test_an_old_gradebook_is_upgraded_with_all_its_data(place: str) -> None:
    before = old_gradebook(place)
    book = Gradebook.open(place)
    after = everything(place)
    assert after.pop("gradebook_version") == [("0002",)]
    assert before.pop("gradebook_version") == [("0001",)]
    assert after.pop("gradebook_learners") == [(*row, 0) for row in before.pop("gradebook_learners")]
    assert after == before
    (score,) = book.scores(LESSON)
    assert (score.earned, score.learner.extra_minutes, score.status) == (2, 0, "graded")
    assert score.exercises[0].automatic is not None
    assert score.exercises[0].automatic.points == 1.5


def test_an_old_file_is_copied_before_it_is_upgraded_and_only_then(tmp_path: Path) -> None:
    folder = tmp_path / "50 % of ümläuts"
    folder.mkdir()
    place = str(folder / "grades.sqlite3")
    before = old_gradebook(place)
    Path(place).chmod(0o640)
    Gradebook.open(place)
    (copy,) = backups(place)
    assert copy.name.startswith("grades.sqlite3.backup-0001-")
    assert copy.stat().st_mode & 0o777 == 0o640
    Gradebook.open(place)
    assert backups(place) == [copy]
    assert everything(str(copy)) == before
    assert not [path for path in folder.iterdir() if path.name.endswith(".part")]
    shutil.copy(copy, place)  # what one does with a backup
    assert Gradebook.open(place).scores(LESSON)[0].earned == 2
    assert len(backups(place)) == 2


def test_an_upgrade_that_is_killed_leaves_the_old_gradebook(place: str) -> None:
    before = old_gradebook(place)
    with child(STOPS_IN_THE_MIDDLE, place, 1, "ALTER TABLE") as process:
        assert line(process) == "in the middle"
        process.kill()
    assert everything(place) == before
    assert Gradebook.open(place).scores(LESSON)[0].earned == 2


def test_a_newer_gradebook_is_refused_and_left_alone(place: str) -> None:
    book = Gradebook.open(place)
    fill(book, "ada")
    with book._database.write() as connection:
        connection.execute(sa.text("UPDATE gradebook_version SET version_num = '9999'"))
    before = everything(place)
    with pytest.raises(GradebookError, match=r"newer version of the workbench \(revision 9999.*Update the workbench"):
        Gradebook.open(place)
    assert everything(place) == before
    assert backups(place) == []


def test_two_that_open_at_once_make_or_upgrade_one_gradebook(place: str) -> None:
    for expected in ("0", "1"):
        with child(OPENS_AT_ONCE, place) as first, child(OPENS_AT_ONCE, place) as second:
            assert (line(first), line(second)) == ("ready", "ready")
            go(first)
            go(second)
            assert (line(first), line(second)) == (expected, expected)
        if expected == "0":
            _drop_all(place)
            old_gradebook(place)
    assert len(backups(place)) == (0 if "://" in place else 1)


def _drop_all(place: str) -> None:
    with Database(place).write() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        tables.drop_all(connection)


def test_a_postgresql_database_may_hold_other_tables(place: str) -> None:
    if "://" not in place:
        with closing(sqlite3.connect(place)) as other:
            other.execute("CREATE TABLE attempts (id INTEGER)")
        with pytest.raises(GradebookError, match="a database, but no gradebook"):
            Gradebook.open(place)
        return
    with Database(place).write() as connection:
        connection.execute(sa.text("CREATE TABLE attempts (id INTEGER)"))
    assert Gradebook.open(place).learners() == []


# -- what cannot be opened -----------------------------------------------------------------------------------------


def test_a_damaged_file_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "grades.sqlite3"
    file.write_bytes(b"these were grades " * 500)
    before = file.read_bytes()
    with pytest.raises(GradebookError, match=r"damaged or no database\. Put back a backup"):
        Gradebook.open(file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["grades.sqlite3"]


def test_a_new_file_is_its_makers_own_and_an_existing_one_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "grades.sqlite3"
    fill(Gradebook.open(file), "ada")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o660)
    fill(Gradebook.open(file), "bo")
    assert file.stat().st_mode & 0o777 == 0o660


def test_without_create_nothing_is_made(tmp_path: Path, place: str) -> None:
    with pytest.raises(GradebookError, match=r"no gradebook"):
        Gradebook.open(place, create=False)
    assert list(tmp_path.iterdir()) == []
    Gradebook.open(place)
    assert Gradebook.open(place, create=False).learners() == []


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("/nowhere/at/all/grades.sqlite3", "The folder /nowhere/at/all does not exist"),
        ("sqlite://", "in memory would be lost"),
        ("sqlite:///:memory:", "in memory would be lost"),
        ("mysql://user@host/grades", "SQLite or PostgreSQL, not in mysql"),
        ("postgresql+psycopg://user@host:port/grades", "no database URL"),
        ("postgresql+nosuchdriver://user@host/grades", r"pip install 'psycopg\[binary\]'"),
    ],
)
def test_a_place_that_cannot_be_says_what_to_do(place: str, message: str) -> None:
    with pytest.raises(GradebookError, match=message):
        Gradebook.open(place)


def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="Check the URL and that the server runs") as error:
        Gradebook.open(f"postgresql://kim:opensesame@/grades?host={tmp_path}")
    assert "opensesame" not in str(error.value)


def test_a_file_that_another_program_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_BUSY_MILLISECONDS", 1)
    file = tmp_path / "grades.sqlite3"
    book = Gradebook.open(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="another program holds it locked"):
            fill(book, "ada")
        assert book.learners() == []
        other.execute("ROLLBACK")
    fill(book, "ada")


def test_rows_that_others_refer_to_cannot_be_deleted(place: str) -> None:
    book = Gradebook.open(place)
    fill(book, "ada")
    book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=1, author="kim")
    for table in ("learners", "exercises", "assignments"):
        with pytest.raises(GradebookError), book._database.write() as connection:
            connection.execute(sa.text(f"DELETE FROM gradebook_{table}"))
    assert len(book.manual_history(LESSON)) == 1


def test_without_postgresql_the_tests_fail_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import gradebook_places

    monkeypatch.setattr(gradebook_places.shutil, "which", lambda _name: None)
    monkeypatch.setattr(gradebook_places.Path, "glob", lambda _path, _pattern: iter(()))
    with pytest.raises(pytest.fail.Exception, match="apt-get install postgresql"):
        gradebook_places._binary("initdb")


def test_the_revisions_are_in_the_package_and_stand_on_their_own() -> None:
    folder = Path(opening.__file__).parent / "migrations" / "versions"
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    assert [path.name[:5] for path in modules] == ["r0001", "r0002"]
    for path in modules:
        assert not re.search(r"^(from|import) workbench", path.read_text(encoding="utf-8"), re.MULTILINE)
