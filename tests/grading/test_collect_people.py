"""Whose uploads are whose: layouts of course systems, people of one name, lists of a class."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from course import ONE, TWO

from workbench.errors import WorkbenchError
from workbench.grading.intake.collect import CollectReport, collect
from workbench.grading.intake.people import read_class_list
from workbench.grading.intake.refused import RefusedBecause

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section
    Points Possible,,,,
"Doe, Jane",2001,u1,jdoe,Sec 1
"Doe, Jane",2002,u2,jdoe2,Sec 1
"García y Vega, José",2003,u3,jose,Sec 2
"""
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"
"Participant 1001","Jane Doe",jane@x.org,Submitted,,12.00,-,
"Participant 1002","Jane Doe",jane2@x.org,Submitted,,12.00,-,
"Participant 1003","Ümit O'Hara",umit@x.org,Submitted,,12.00,-,
"""


@pytest.fixture
def run(uploads: Path, tmp_path: Path) -> Callable[..., CollectReport]:
    def collected(source: Path = uploads, *, listed: str = "") -> CollectReport:
        people = None
        if listed:
            (tmp_path / "list.csv").write_text(listed, encoding="utf-8")
            people = read_class_list(tmp_path / "list.csv")
        return collect(source, tmp_path / "collected", lesson_ids=[ONE, TWO], people=people)

    return collected


def put(folder: Path, *names: str) -> None:
    """Files of which each holds its own name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"of": "{name}"}}', encoding="utf-8")


def pack(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, f'{{"of": "{name}"}}')
    return path


def found(report: CollectReport) -> dict[str, str]:
    """Learner → the source of what counts."""
    return {item.learner: item.source for item in report.collected}


# -- what lies around a class ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("top", ["hw5", "exports/hw5"])
def test_a_folder_around_a_class_is_nobodys(
    uploads: Path, tmp_path: Path, run: Callable[..., CollectReport], packed: bool, top: str
) -> None:
    names = [f"{top}/{who}/05_optimization.ipynb" for who in ("ada", "bob", "cyd")]
    put(uploads, *names)
    report = run(pack(tmp_path / "hw5.zip", *names)) if packed else run()
    assert found(report) == dict(zip(("ada", "bob", "cyd"), names, strict=True))
    assert report.notes == (f"All lies in the folder {top}, which is nobody's: the learners are what is in it.",)


def test_a_folder_around_what_a_course_system_named_is_nobodys(
    uploads: Path, run: Callable[..., CollectReport]
) -> None:
    put(uploads, "hw/doejane_2001_3001_05_optimization.ipynb", "hw/roeann_2002_3002_05_optimization.ipynb")
    assert set(found(run())) == {"doejane", "roeann"}


@pytest.mark.parametrize(
    "names",
    [
        ["ada/05_optimization.ipynb", "ada/old/05_optimization.ipynb", "ada/older/05_optimization.ipynb"],
        ["ada/02_beta/05_optimization.ipynb", "ada/01_alpha/01_one.ipynb"],
        ["ada/homework/05_optimization.ipynb", "ada/notes/01_one.ipynb"],
    ],
)
def test_the_folder_of_one_learner_is_no_class(
    uploads: Path, run: Callable[..., CollectReport], names: list[str]
) -> None:
    put(uploads, *names)
    report = run()
    assert {item.learner for item in report.collected} == {"ada"}
    assert report.notes == ()


def test_a_lone_archive_of_a_student_is_not_that_of_the_class(uploads: Path, run: Callable[..., CollectReport]) -> None:
    path = pack(uploads / "ada.zip", "bob/05_optimization.ipynb", "01_one.ipynb")
    report = run()
    assert {(item.learner, item.lesson) for item in report.collected} == {("ada", ONE), ("ada", TWO)}
    assert report.notes == (
        "ada.zip is taken as what one learner handed in. If it is the archive of a class, name it itself: "
        f"workbench collect {path} …",
    )
    path.rename(uploads / "doejane_2001_3001_all.zip")
    assert {item.learner for item in run().collected} == {"ada", "doejane"}


def test_a_lone_archive_of_a_class_is_read_as_one(uploads: Path, run: Callable[..., CollectReport]) -> None:
    pack(uploads / "hw.zip", "hw/ada/05_optimization.ipynb", "hw/bob/05_optimization.ipynb")
    assert set(found(run())) == {"ada", "bob"}


def test_many_notebooks_in_an_archive_are_one_submission(uploads: Path, run: Callable[..., CollectReport]) -> None:
    pack(uploads / "ada.zip", *(f"{number}/05_optimization.ipynb" for number in range(600)))
    put(uploads, "bob/05_optimization.ipynb")
    report = run()
    assert {item.learner: item.earlier for item in report.collected} == {"ada": 0, "bob": 0}
    assert len(report.notes) == 1
    assert report.notes[0].startswith(f"ada: an archive holds several notebooks of {TWO}; ada.zip/")


def test_a_sparse_file_is_refused_by_its_size(uploads: Path, run: Callable[..., CollectReport]) -> None:
    for name in ("ada/05_optimization.ipynb", "bob.zip"):
        put(uploads, name)
        with (uploads / name).open("r+b") as file:
            file.truncate(3_000_000_000)
    refused = {one.source: one.reason for one in run().refused}
    assert refused == {"ada/05_optimization.ipynb": RefusedBecause.TOO_LARGE, "bob.zip": RefusedBecause.DAMAGED}


# -- course systems ----------------------------------------------------------------------------------------------------


def test_blackboard_names_the_login_before_the_attempt(uploads: Path, run: Callable[..., CollectReport]) -> None:
    put(
        uploads,
        "HW5_ada_attempt_2024-02-03-22-10-11_05_optimization.ipynb",
        "Home work_5_bob_attempt_2024-02-03-22-10-12_work.ipynb",
        "HW5_cyd_attempt_2024-02-03-22-10-12.txt",
    )
    (uploads / "Home work_5_bob_attempt_2024-02-03-22-10-12_work.ipynb").write_text(f'Lesson("{TWO}")')
    assert set(found(run())) == {"ada", "bob"}


@pytest.mark.parametrize("packed", [False, True])
def test_gradescope_names_people_in_a_file(
    uploads: Path, tmp_path: Path, run: Callable[..., CollectReport], packed: bool
) -> None:
    top = "assignment_77_export"
    names = [f"{top}/submission_{number}/05_optimization.ipynb" for number in (11, 12, 13, 14)]
    told = """\
submission_11:
  :submitters:
  - :name: Ada Byron
    :sid: '007'
    :email: ada@x.org
  :created_at: 2024-02-03 10:00:00.000000000 Z
submission_12:
  :submitters:
  - :name: Bob
    :sid: 012
submission_13:
  :submitters:
  - :name: Cyd Lee
  - :name: Dan
"""
    put(uploads, *names)
    (uploads / top / "submission_metadata.yml").write_text(told)
    if packed:
        path = pack(tmp_path / "export.zip", *names)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(f"{top}/submission_metadata.yml", told)
    report = run(path) if packed else run()
    assert found(report) == dict(zip(("ada@x.org", "012", "Cyd Lee"), names[:3], strict=True))
    (refused,) = report.refused
    assert (refused.source, refused.reason) == (names[3], RefusedBecause.NO_LEARNER)
    assert "does not name this folder" in refused.message


@pytest.mark.parametrize(
    "text", ["", "a: [", "- 1", "submission_11: 3", "submission_11:\n  :submitters: []", "a: !x 1"]
)
def test_without_gradescopes_file_nobody_is_named(uploads: Path, run: Callable[..., CollectReport], text: str) -> None:
    put(uploads, "assignment_7_export/submission_11/05_optimization.ipynb")
    if text:
        (uploads / "assignment_7_export" / "submission_metadata.yml").write_text(text)
    report = run()
    assert report.collected == ()
    assert [one.reason for one in report.refused] == [RefusedBecause.NO_LEARNER]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Jane Doe_1001_assignsubmission_file_/05_optimization.ipynb",
            "Jane Doe_1002_assignsubmission_file_/05_optimization.ipynb",
        ),
        ("doejane_2001_3001_05_optimization.ipynb", "doejane_late_2002_3002_05_optimization.ipynb"),
    ],
)
def test_two_people_of_one_name_are_two(
    uploads: Path, run: Callable[..., CollectReport], first: str, second: str
) -> None:
    put(uploads, first, second)
    report = run()
    name, number = first.split("_")[0], "1002" if "1002" in second else "2002"
    assert found(report) == {name: first, f"{name} {number}": second}
    assert f"'{name} {number}' is another than '{name}'" in report.notes[0]
    # Whoever is collected alone later is still who they were.
    (uploads / first).unlink()
    assert found(run()) == found(report)


def test_a_user_of_canvas_is_one_in_all_lessons(uploads: Path, run: Callable[..., CollectReport]) -> None:
    put(uploads, "doejane_2001_3001_05_optimization.ipynb", "doejane_2002_3002_05_optimization.ipynb")
    run()
    put(uploads, "doejane_2002_4001_01_one.ipynb")
    assert ("doejane 2002", ONE) in {(item.learner, item.lesson) for item in run().collected}


# -- the list of a class -----------------------------------------------------------------------------------------------


def test_the_numbers_of_canvas_find_the_login(uploads: Path, run: Callable[..., CollectReport]) -> None:
    put(
        uploads,
        "doejane_2001_3001_05_optimization.ipynb",
        "doejane_2002_3002_05_optimization.ipynb",
        "garciayvegajose_late_2003_3003_05_optimization.ipynb",
        "roeann_2004_3004_05_optimization.ipynb",
    )
    report = run(listed=CANVAS)
    assert set(found(report)) == {"jdoe", "jdoe2", "jose", "roeann"}
    assert found(report)["jdoe2"].startswith("doejane_2002")
    logins = {name: person.login if person else None for name, person in report.matched.items()}
    assert logins == {
        "doejane (Canvas 2001)": "jdoe",
        "doejane (Canvas 2002)": "jdoe2",
        "garciayvegajose (Canvas 2003)": "jose",
        "roeann (Canvas 2004)": None,
    }


def test_the_worksheet_of_moodle_finds_its_participants(uploads: Path, run: Callable[..., CollectReport]) -> None:
    put(
        uploads,
        *(f"Jane Doe_{number}_assignsubmission_file_/05_optimization.ipynb" for number in (1001, 1002)),
        "Ümit O'Hara_1003_assignsubmission_file/05_optimization.ipynb",
    )
    assert set(found(run(listed=WORKSHEET))) == {"jane@x.org", "jane2@x.org", "umit@x.org"}


@pytest.mark.parametrize(
    ("written", "login"),
    [
        ("ada", "ada"),
        ("ADA", "ADA"),  # two logins that differ in capitals only
        ("Bob@X.org", "bob"),
        ("Bob Vance", "bob"),
        ("vancebob", "bob"),
        ("José García", "jg"),
        ("garciajose", "jg"),
        ("zoe", None),
    ],
)
def test_a_learner_is_found_by_login_address_or_name(
    uploads: Path, run: Callable[..., CollectReport], written: str, login: str | None
) -> None:
    put(uploads, f"{written}/05_optimization.ipynb")
    listed = "login,name,email\nada,Ada,\nADA,Adam,\nbob,Bob Vance,bob@x.org\njg,José García,\n"
    report = run(listed=listed)
    assert set(found(report)) == {login or written}
    assert {name: person and person.login for name, person in report.matched.items()} == {written: login}


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Jane Doe", "login,name,email\njd1,Jane Doe,\njd2,Jane Doe,\n"),
        ("jane@x.org", "login,name,email\njane@x.org,Mallory,\njane,Jane,jane@x.org\n"),
        ("aDa", "login,name,email\nada,Ada,\nADA,Adam,\n"),
    ],
)
def test_who_may_be_two_people_is_refused(
    uploads: Path, run: Callable[..., CollectReport], written: str, listed: str
) -> None:
    put(uploads, f"{written}/05_optimization.ipynb")
    report = run(listed=listed)
    assert report.collected == ()
    (refused,) = report.refused
    assert refused.reason is RefusedBecause.AMBIGUOUS
    assert refused.message.startswith(f"'{written}' may be each of ")


@pytest.mark.parametrize(
    ("text", "match"), [("a,b\n1,2\n", "is no list of learners that is known"), ("login,name\n", "names nobody")]
)
def test_a_list_of_nobody_is_refused(tmp_path: Path, text: str, match: str) -> None:
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(WorkbenchError, match=match):
        read_class_list(tmp_path / "list.csv")
