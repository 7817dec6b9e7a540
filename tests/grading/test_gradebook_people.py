"""Learners and assignments of a gradebook, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gradebook_helpers import LESSON, NAMES, assignment, everything, fill, hand_in, results, score_of

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import (
    AssignedExercise,
    Counts,
    Gradebook,
    Learner,
)

pytest_plugins = ["gradebook_places"]


def test_learners_are_added_changed_and_listed_by_login(book: Gradebook) -> None:
    first = book.add_learners([Learner(login="zoë", name="Zoë"), Learner(login="Ada"), Learner(login="bo")])
    assert first.added == ("Ada", "bo", "zoë")
    second = book.add_learners([Learner(login="bo", extra_minutes=30), Learner(login="Ada")])
    assert (second.added, second.changed, second.unchanged) == ((), ("bo",), ("Ada",))
    expected = [Learner(login="Ada"), Learner(login="bo", extra_minutes=30), Learner(login="zoë", name="Zoë")]
    assert book.learners() == expected


def test_a_list_of_learners_is_imported_twice_with_one_effect(book: Gradebook, place: str, tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text('﻿Login;EMAIL;Name;Group\nada;ada@example.org;"Lovelace; Ada";A\n\nbo;;Bo;B\n', encoding="utf-8")
    assert book.import_learners(path).added == ("ada", "bo")
    before = everything(place)
    assert book.import_learners(path).unchanged == ("ada", "bo")
    assert everything(place) == before
    assert book.learners()[0] == Learner(login="ada", name="Lovelace; Ada", email="ada@example.org")


def test_an_import_without_a_column_or_with_an_empty_cell_takes_no_extra_time_away(
    book: Gradebook, tmp_path: Path
) -> None:
    path = tmp_path / "class.csv"
    for text in ("login,extra_minutes\nada,45\n", "login,name\nada,Ada\n", "login,extra_minutes\nada,\n"):
        path.write_text(text, encoding="utf-8")
        book.import_learners(path)
    assert book.learners() == [Learner(login="ada", name="Ada", extra_minutes=45)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,email\nAda,a@b\n", "no column 'login'"),
        ("", "no column 'login'"),
        ("login,name\nada,Ada\nada,Eve\n", "line 3: the login 'ada' is also on line 2"),
        ("login,extra_minutes\nada,soon\n", "line 2: extra_minutes is 'soon'"),
        ("login,extra_minutes\nada,-5\n", "line 2: .*0 minutes or more"),
        ("name,login\nAda\n", "line 2: there is no login"),
        ("login,name\n ,Ada\n", "line 2: The login is empty"),
        ("login,name\nada,Ada\n" + "x" * 300 + ",Bo\n", "line 3: .*longer than 255"),
    ],
)
def test_a_mistake_in_a_list_of_learners_is_named_and_adds_no_one(tmp_path: Path, text: str, message: str) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError, match=message):
        book.import_learners(path)
    assert book.learners() == []


def test_a_list_of_learners_that_is_no_text_is_refused(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    (tmp_path / "class.csv").write_bytes(b"login\n\xff\x00\x01\n")
    with pytest.raises(WorkbenchError, match="UTF-8"):
        book.import_learners(tmp_path / "class.csv")


EXPORTED = {
    "Canvas": (
        'Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\n"Roe, Mary Ann",77,u7,mroe,A\n',
        Learner(login="mroe", name="Mary Ann Roe"),
    ),
    "Canvas without logins": (
        'Student,ID,Section,Homework (1)\n"    Points Possible",,,10\n"Roe, Mary",77,A,3\n',
        Learner(login="77", name="Mary Roe"),
    ),
    "Moodle": (
        "First name,Last name,ID number,Username,Email address\nMary,Roe,99,mroe,m@example.org\n",
        Learner(login="mroe", name="Mary Roe", email="m@example.org"),
    ),
    "Moodle without logins": (
        "First name,Last name,ID number,Email address\nMary,Roe,99,m@example.org\n",
        Learner(login="m@example.org", name="Mary Roe", email="m@example.org"),
    ),
    "a worksheet of Moodle": (
        'Identifier,"Full name","Email address",Status,Grade\n"Participant 12","Mary Roe",m@example.org,-,\n',
        Learner(login="m@example.org", name="Mary Roe", email="m@example.org"),
    ),
    "GitHub Classroom": (
        '"identifier","github_username","github_id","name"\n"roe.m","mroe","5",""\n',
        Learner(login="mroe", name="roe.m"),
    ),
    "Blackboard": (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Roe"\t"Mary"\t"mroe"\t"4"\n',
        Learner(login="mroe", name="Mary Roe"),
    ),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Sections\nMary,Roe,4,m@example.org,A\n",
        Learner(login="m@example.org", name="Mary Roe", email="m@example.org"),
    ),
    "Gradescope, older": (
        "Name,SID,Email\nMary Roe,4,m@example.org\n",
        Learner(login="m@example.org", name="Mary Roe", email="m@example.org"),
    ),
    "tabs": (
        "login\tname\temail\nmroe\tRoe, Mary; PhD\tm@example.org\n",
        Learner(login="mroe", name="Roe, Mary; PhD", email="m@example.org"),
    ),
}


@pytest.mark.parametrize("system", EXPORTED)
def test_a_list_is_read_as_a_course_system_exports_it(system: str, tmp_path: Path) -> None:
    text, expected = EXPORTED[system]
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    assert book.import_learners(tmp_path / "class.csv").added == (expected.login,)
    assert book.learners() == [expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_the_encodings_that_spreadsheets_write(encoding: str, tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    (tmp_path / "class.csv").write_bytes("login,name\r\njoerg,Jörg Müller\r\n".encode(encoding))
    book.import_learners(tmp_path / "class.csv")
    assert book.learners() == [Learner(login="joerg", name="Jörg Müller")]


def test_an_assignment_comes_back_as_it_was_set(book: Gradebook) -> None:
    due = datetime(2030, 5, 1, 18, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Zurich"))
    wanted = assignment(due=due, late_policy="grace 2h then 10%/day", counts=Counts.BEST, release_digest="abc")
    book.set_assignment(wanted)
    book.set_assignment(assignment(lesson="01_data/02_pandas", due=None))
    found = book.assignment(LESSON)
    assert found == wanted
    assert found.due is not None
    assert found.due.isoformat() == due.isoformat()
    assert found.points == 21
    assert [one.lesson for one in book.assignments()] == ["01_data/02_pandas", LESSON]


def test_points_of_results_follow_what_an_exercise_is_worth_now(book: Gradebook) -> None:
    fill(book, "ada")
    book.record_results(hand_in(book, "ada").id, results(0.5))
    changed = [AssignedExercise(name=name, points=10 if name == "plot" else 3, digest=f"{name}-1") for name in NAMES]
    book.set_assignment(assignment(exercises=changed))
    score = score_of(book, "ada")
    assert (score.exercises[-1].points, score.earned, score.out_of) == (5, 14, 28)
    assert book.needs_grading(LESSON) == []


def test_an_exercise_that_leaves_stops_counting_and_returns_with_its_points(book: Gradebook) -> None:
    fill(book, "ada")
    book.record_results(hand_in(book, "ada").id, results())
    book.set_manual(learner="ada", assignment=LESSON, exercise="plot", points=1, comment="faint", author="kim")
    whole = assignment()
    book.set_assignment(assignment(exercises=whole.exercises[:-1]))
    assert (score_of(book, "ada").earned, score_of(book, "ada").out_of) == (18, 18)
    assert [result.exercise for result in book.results(book.submissions(LESSON)[0].id)] == list(NAMES[:-1])
    assert book.manual_history(LESSON)[0].exercise == "plot"
    book.set_assignment(whole)
    assert (score_of(book, "ada").earned, score_of(book, "ada").out_of) == (19, 21)


@pytest.mark.parametrize("login", ["", " ", "a\nb", "a\x00", "\udcff", "x" * 256])
def test_a_login_that_no_database_or_folder_could_hold_is_refused(login: str) -> None:
    with pytest.raises(WorkbenchError, match="The login"):
        Learner(login=login)


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    fill(book, "ada")
    naive = datetime(2030, 5, 1, 18)
    with pytest.raises(WorkbenchError, match="has no time zone"):
        assignment(due=naive)
    with pytest.raises(WorkbenchError, match="has no time zone"):
        book.record_submission(learner="ada", assignment=LESSON, received=naive, sha256="0" * 64, path=Path("x"))
    with pytest.raises(WorkbenchError, match="has no time zone"):
        results(graded=naive)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exercises": [AssignedExercise(name="step", points=1)] * 2}, "'step' twice"),
        ({"late_policy": "some"}, "not understood"),
        ({"counts": "first"}, "last_on_time, best, last"),
        ({"release_digest": "x" * 300}, "longer than 255"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        assignment(**changes)


def test_unknown_names_suggest_the_nearest(book: Gradebook) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    with pytest.raises(WorkbenchError, match="Did you mean '02_math/05_optimization'"):
        book.scores("02_math/05_optimisation")
    with pytest.raises(WorkbenchError, match="Did you mean 'step'"):
        book.record_results(one.id, results(names=("stepp",)))
    with pytest.raises(WorkbenchError, match="Did you mean 'step'"):
        book.needs_grading(LESSON, {"stepp": "1"})
    with pytest.raises(WorkbenchError, match="Did you mean 'step'"):
        book.set_manual(learner="ada", assignment=LESSON, exercise="stepp", points=1, author="kim")
    with pytest.raises(WorkbenchError, match="No submission 99999"):
        book.record_results(99999, results())
    with pytest.raises(WorkbenchError, match="No submission 99999"):
        book.refuse(99999, reason="too_large")
