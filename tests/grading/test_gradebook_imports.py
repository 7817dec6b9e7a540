"""The import of an nbgrader course: what is found, what is left out and why, and that no link leads outside."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from gradebook_helpers import DUE, LESSON, fill

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import Gradebook
from workbench.grading.gradebook.imports import ImportedSubmission, Remark, parse_time, read_nbgrader

TIME = "2030-05-01 17:30:00.250000 UTC"


def put(course: Path, learner: str, assignment: str, notebook: str = "ps1.ipynb", time: str | None = TIME) -> Path:
    """A submitted notebook; returns its path."""
    folder = course / "submitted" / learner / assignment
    folder.mkdir(parents=True, exist_ok=True)
    if time is not None:
        (folder / "timestamp.txt").write_text(time, encoding="utf-8")
    path = folder / notebook
    path.write_text(f"{learner}{notebook}", encoding="utf-8")
    return path


def read(course: Path) -> tuple[list[ImportedSubmission], dict[str, Remark]]:
    """What is found, and the remarks by path below ``submitted``."""
    remarks: list[Remark] = []
    found = list(read_nbgrader(course, remarks))
    return found, {one.path.relative_to(course / "submitted").as_posix(): one for one in remarks}


def test_submissions_are_found_by_learner_and_assignment(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "ada", "ps1", time="2030-05-01 20:00:00.500000 Europe/Zurich\n"),
        put(tmp_path, "ada", "ps2", "a.ipynb"),
        put(tmp_path, "ada", "ps2", "b.ipynb"),
        put(tmp_path, "zoë müller", "ps1", "Aufgabe 1.IPYNB"),
    ]
    found, remarks = read(tmp_path)
    assert [one.path for one in found] == paths
    assert [(one.learner, one.assignment) for one in found] == [
        ("ada", "ps1"), ("ada", "ps2"), ("ada", "ps2"), ("zoë müller", "ps1")
    ]  # fmt: skip
    assert found[0].received == datetime(2030, 5, 1, 18, 0, 0, 500000, tzinfo=UTC)
    assert found[1].received == datetime(2030, 5, 1, 17, 30, 0, 250000, tzinfo=UTC)
    assert remarks == {}


def test_links_lead_nowhere(tmp_path: Path) -> None:
    course = tmp_path / "course"
    outside = put(tmp_path / "other", "eve", "ps1")
    secret = tmp_path / "secret.txt"
    secret.write_text(TIME, encoding="utf-8")
    honest = put(course, "ada", "ps1")
    submitted = course / "submitted"
    (submitted / "mallory").symlink_to(outside.parent.parent)
    (submitted / "ada" / "ps2").symlink_to(outside.parent)
    (submitted / "ada" / "ps1" / "linked.ipynb").symlink_to(outside)
    (submitted / "ada" / "ps1" / "dangling.ipynb").symlink_to(tmp_path / "nothing")
    trapped = put(course, "bo", "ps1", time=None)
    (trapped.parent / "timestamp.txt").symlink_to(secret)
    found, remarks = read(course)
    assert [one.path for one in found] == [honest, trapped]
    for name in ("mallory", "ada/ps2", "ada/ps1/linked.ipynb", "ada/ps1/dangling.ipynb"):
        assert remarks[name].why == "It is a link. Links are not followed."
        assert remarks[name].skipped
    assert "timestamp.txt is a link" in remarks["bo/ps1/ps1.ipynb"].why
    assert not remarks["bo/ps1/ps1.ipynb"].skipped
    assert found[1].received == datetime.fromtimestamp(trapped.stat().st_mtime, UTC)


def test_a_submitted_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "other", "ada", "ps1")
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "submitted").symlink_to(tmp_path / "other" / "submitted")
    with pytest.raises(WorkbenchError, match="Give the folder of the nbgrader course"):
        list(read_nbgrader(tmp_path / "course", []))


def test_a_folder_without_submissions_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="which holds 'submitted'"):
        read_nbgrader(tmp_path, [])


def test_what_is_no_submission_is_named_with_its_reason(tmp_path: Path) -> None:
    notebook = put(tmp_path, "ada", "ps1")
    submitted = tmp_path / "submitted"
    (submitted / "README.md").touch()
    (submitted / ".git").mkdir()
    (submitted / "ada" / "notes.txt").touch()
    (submitted / "ada" / "empty").mkdir()
    (notebook.parent / "data.csv").touch()
    (notebook.parent / ".ipynb_checkpoints").mkdir()
    (submitted / "tab\there").mkdir()
    os.mkfifo(notebook.parent / "pipe.ipynb")
    found, remarks = read(tmp_path)
    assert [one.path for one in found] == [notebook]
    assert {name: one.why for name, one in remarks.items() if name.isprintable()} == {
        "README.md": "It is not a folder of a learner.",
        ".git": "It is hidden.",
        "ada/notes.txt": "It is not a folder of an assignment.",
        "ada/empty": "It holds no notebook.",
        "ada/ps1/data.csv": "It is no notebook.",
        "ada/ps1/.ipynb_checkpoints": "It is a folder inside an assignment.",
        "ada/ps1/pipe.ipynb": "It is no plain file.",
    }
    assert len([one for name, one in remarks.items() if "control character or broken text" in one.why]) == 1
    assert all(one.skipped for one in remarks.values())


@pytest.mark.parametrize(
    ("time", "why"),
    [
        (None, "There is no timestamp.txt."),
        ("", "no date and time"),
        ("yesterday", "no date and time"),
        ("2030-02-30 10:00:00 UTC", "no date and time"),
        ("2030-05-01 10:00:00 Moon/Tranquillity", "no date and time"),
        ("2030-05-01 10:00:00 ../../etc/passwd", "no date and time"),
        (TIME + " " * 2000, "too long"),
    ],
)
def test_without_a_time_that_can_be_read_the_notebooks_own_stands_for_it(
    tmp_path: Path, time: str | None, why: str
) -> None:
    path = put(tmp_path, "ada", "ps1", time=time)
    os.utime(path, (DUE.timestamp(), DUE.timestamp()))
    (found,), remarks = read(tmp_path)
    assert found.received == DUE
    remark = remarks["ada/ps1/ps1.ipynb"]
    assert why in remark.why
    assert "last changed stands for it" in remark.why
    assert not remark.skipped


def test_a_pipe_in_place_of_the_time_does_not_hold_the_import(tmp_path: Path) -> None:
    path = put(tmp_path, "ada", "ps1", time=None)
    os.mkfifo(path.parent / "timestamp.txt")
    (found,), remarks = read(tmp_path)
    assert found.path == path
    assert "no plain text" in remarks["ada/ps1/ps1.ipynb"].why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030-05-01 18:00:00.000001 UTC", "2030-05-01T18:00:00.000001+00:00"),
        ("2030-05-01 18:00:00", "2030-05-01T18:00:00+00:00"),
        ("2030-05-01 18:00", "2030-05-01T18:00:00+00:00"),
        ("2030-05-01T18:00:00Z", "2030-05-01T18:00:00+00:00"),
        ("2030-05-01 18:00:00.5 +0200", "2030-05-01T16:00:00.500000+00:00"),
        ("2030-05-01 18:00:00-03:30", "2030-05-01T21:30:00+00:00"),
        ("2030-01-01 18:00:00 America/New_York", "2030-01-01T23:00:00+00:00"),
        ("2030-07-01 18:00:00 America/New_York", "2030-07-01T22:00:00+00:00"),
    ],
)
def test_times_are_read_as_nbgrader_writes_them(text: str, expected: str) -> None:
    moment = parse_time(text)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "text", ["2030-05-01", "18:00", "2030-13-01 10:00", "2030-05-01 25:00", "0001-01-01 00:00 +0200",
             "2030-05-01 10:00 +9900", "2030-05-01 10:00 America", "2030-05-01 10:00 UTC later"]
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


def test_an_import_into_a_gradebook_twice_records_once(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    fill(book, "ada", "bo")
    put(tmp_path, "ada", "ps1")
    put(tmp_path, "bo", "ps1")
    for _ in range(2):
        for one in read_nbgrader(tmp_path, []):
            digest = sha256(one.path.read_bytes()).hexdigest()
            book.record_submission(
                learner=one.learner, assignment=LESSON, received=one.received, sha256=digest, path=one.path
            )
    assert [one.learner for one in book.submissions(LESSON)] == ["ada", "bo"]
