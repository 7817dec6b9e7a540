"""As an instructor goes: download, collect with the list of the class, grade, and give points and pages back."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import jupytext
import nbformat
import pytest
from course import LESSON_ID
from grade_processes import Run
from test_attacks import HONEST

from workbench.grading.judging.bench import LessonBench

ENDING = LESSON_ID.replace("/", "_")
WRONG = HONEST.replace("return x + x", "return x**2")
MOODLE = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"
"Participant 1001","Jane Doe",jane@x.org,Submitted,,10.00,-,
"Participant 1002","Jane Doe",jane2@x.org,Submitted,,10.00,-,
"Participant 1003","Ümit O'Hara",umit@x.org,"No submission",,10.00,-,
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework (77)
    Points Possible,,,,,5
"Doe, Jane",2001,u1,jdoe,Sec 1,
"Doe, Jane",2002,u2,jdoe2,Sec 1,
"""


@pytest.fixture
def place(tmp_path: Path, bench: LessonBench) -> Path:
    del bench  # its content is where the command looks for lessons
    return tmp_path


def notebook(script: str) -> str:
    return nbformat.writes(jupytext.reads(script, fmt="py:percent"))


def downloaded(path: Path, scripts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, script in scripts.items():
            archive.writestr(name, notebook(script))


def go_round(place: Path, temporary: Path, listed: str, *export: str, returned: str) -> str:
    """All commands, from the downloaded archive to what is uploaded again; what they said."""
    (place / "list.csv").write_text(listed, encoding="utf-8")
    said = ""
    for arguments in (
        ("collect", "class.zip", LESSON_ID, "--list", "list.csv"),
        ("grade", "submissions", "-o", "grades"),
        ("gradebook", "import-learners", "list.csv"),
        ("gradebook", "export", LESSON_ID, "-o", "grades.csv", *export),
        ("report", "grades", "--return", returned),
    ):
        said += Run(place, *arguments, temporary=temporary).end(0)
    return said


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def packed(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def page(place: Path, login: str) -> str:
    return (place / "grades" / "feedback" / login / f"{LESSON_ID}.html").read_text(encoding="utf-8")


def test_moodle_gets_its_worksheet_and_its_feedback_back(place: Path, temporary: Path) -> None:
    folders = [f"Jane Doe_{number}_assignsubmission_file" for number in (1001, 1002)]
    names = [f"{folder}/01_target.ipynb" for folder in folders]
    downloaded(place / "class.zip", dict(zip(names, (HONEST, WRONG), strict=True)))
    said = go_round(place, temporary, MOODLE, "--as", "moodle", "--worksheet", "list.csv", returned="moodle")
    assert "Jane Doe (Moodle 1002) is jane2@x.org (Jane Doe)" in said
    rows = table(place / "grades.csv")
    assert [(row[0], row[4]) for row in rows[1:]] == [
        ("Participant 1001", "10"), ("Participant 1002", "8"), ("Participant 1003", ""),
    ]  # fmt: skip
    pages = packed(place / "grades" / "returned" / f"{ENDING}.moodle.zip")
    assert list(pages) == [f"{folder}_/feedback_01_target.html" for folder in folders]
    assert list(pages.values()) == [page(place, "jane@x.org"), page(place, "jane2@x.org")]


def test_canvas_gets_its_gradebook_and_its_files_back(place: Path, temporary: Path) -> None:
    names = ["doejane_2001_3001_01_target.ipynb", "doejane_LATE_2002_3002_01_target.ipynb"]
    downloaded(place / "class.zip", dict(zip(names, (WRONG, HONEST), strict=True)))
    options = ("--as", "canvas", "--worksheet", "list.csv", "--title", f"{LESSON_ID}=Homework")
    go_round(place, temporary, CANVAS, *options, returned="canvas")
    assert [row[5] for row in table(place / "grades.csv")] == ["Homework (77)", "5", "4", "5"]
    pages = packed(place / "grades" / "returned" / f"{ENDING}.canvas.zip")
    assert list(pages) == [
        "doejane_2001_3001_feedback_01_target.html",
        "doejane_LATE_2002_3002_feedback_01_target.html",
    ]
    assert list(pages.values()) == [page(place, "jdoe"), page(place, "jdoe2")]


def test_what_came_in_another_way_is_named(place: Path, temporary: Path) -> None:
    (place / "up" / "ada").mkdir(parents=True)
    (place / "up" / "ada" / "01_target.ipynb").write_text(notebook(HONEST), encoding="utf-8")
    downloaded(place / "class.zip", {"doejane_2001_3001_01_target.ipynb": HONEST})
    for source in ("up", "class.zip"):
        Run(place, "collect", source, LESSON_ID, temporary=temporary).end(0)
    Run(place, "grade", "submissions", "-o", "grades", temporary=temporary).end(0)
    said = Run(place, "report", "grades", "--return", "canvas", temporary=temporary).end(0)
    assert "Did not come from Canvas, so not in it: ada." in said
    assert len(packed(place / "grades" / "returned" / f"{ENDING}.canvas.zip")) == 1
    index = place / "submissions" / ".collected.json"
    index.write_text(json.dumps({"learners": {"ada": 1}}))
    assert "is damaged" in Run(place, "report", "grades", "--return", "canvas", temporary=temporary).end(2)
    index.unlink()
    assert "has no index" in Run(place, "report", "grades", "--return", "canvas", temporary=temporary).end(2)
