"""Exports: what Canvas, Moodle, Gradescope and a spreadsheet read, and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from gradebook_helpers import LESSON, NAMES, assignment, fill, hand_in, results
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import Gradebook, Learner, Result
from workbench.grading.gradebook.exports import (
    number,
    safe_text,
    write_canvas,
    write_gradescope,
    write_moodle,
    write_plain,
)
from workbench.grading.gradebook.worksheets import fill_canvas, fill_moodle

WORKSHEET_HEADER = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
)


@pytest.fixture
def book(tmp_path: Path) -> Gradebook:
    """Ada is late, Bo has points by hand, Cy has handed in nothing."""
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    fill(book, "ada", "bo", "cy", late_policy="10%/day")
    book.record_results(hand_in(book, "ada", hours=30).id, results())
    book.record_results(hand_in(book, "bo").id, results(2 / 3, diagnosis_message="Uphill: <b>wrong</b> sign & all."))
    book.set_manual(learner="bo", assignment=LESSON, exercise="step", points=2.5, comment="right idea", author="kim")
    return book


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# -- cells ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", "  =1", "＝1", "=HYPERLINK(\"http://x\",\"y\")"]
)  # fmt: skip
def test_what_would_begin_a_formula_becomes_text(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "Anne-Marie", "a=b", "1+1", "'=1", "Ünal", "x\n1", "a; b", "a;b=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize("end", [";", "\t", "|", "\n", "; ", ';"'])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_what_another_spreadsheet_takes_for_a_new_cell_begins_no_formula(end: str, formula: str) -> None:
    assert safe_text(f"Ada{end}{formula}") == f"Ada{end}'{formula}"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('=+-@;\t|\n" ,'))))
def test_no_cell_begins_a_formula_whatever_ends_cells(text: str) -> None:
    line = io.StringIO()
    csv.writer(line).writerow(["1", safe_text(text), "2"])
    for end in ";\t|":
        for cell in re.split(f"[{end}\r\n]", line.getvalue()):
            assert cell.strip(' "')[:1] not in set("=+-@＝＋－＠")


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(("\t", "\r", "\n"))
    assert safe.strip()[:1] not in set("=+-@")
    assert safe.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("points", "expected"),
    [(0, "0"), (-0.0, "0"), (10, "10"), (100, "100"), (2.5, "2.5"), (2.675, "2.68"), (1.005, "1.01"), (1 / 3, "0.33"),
     (2.999, "3"), (0.1 + 0.2, "0.3"), (-1e-17, "0"), (1e-7, "0"), (12345.678, "12345.68")],
)  # fmt: skip
def test_points_are_written_with_two_decimals_at_most(points: float, expected: str) -> None:
    assert number(points) == expected


# -- plain ---------------------------------------------------------------------------------------------------------


def test_the_plain_table(book: Gradebook, tmp_path: Path) -> None:
    write_plain(book, LESSON, tmp_path / "grades.csv")
    header, *rows = table(tmp_path / "grades.csv")
    assert header == [
        "login", "name", "email", *NAMES, "earned", "hours_late", "late_penalty", "total", "out_of", "status",
    ]  # fmt: skip
    assert rows == [
        ["ada", "Ada", "ada@example.org", *["3"] * 7, "21", "30", "4.2", "16.8", "21", "graded"],
        ["bo", "Bo", "bo@example.org", "2.5", *["2"] * 6, "14.5", "0", "0", "14.5", "21", "graded"],
        ["cy", "Cy", "cy@example.org", *["0"] * 7, "0", "0", "0", "0", "21", "missing"],
    ]


def test_names_of_learners_cannot_be_formulas_in_any_table(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    book.add_learners([Learner(login="=login", name='=cmd|" /C calc"!A0', email="@mail")])
    book.set_assignment(assignment(due=None))
    book.set_manual(learner="=login", assignment=LESSON, exercise="step", points=1, comment="=1", author="kim")
    write_plain(book, LESSON, tmp_path / "plain.csv")
    write_canvas(book, [LESSON], tmp_path / "canvas.csv", section="+1", titles={LESSON: "=title"})
    write_moodle(book, LESSON, tmp_path / "moodle.csv")
    for name in ("plain", "canvas", "moodle"):
        cells = [cell for row in table(tmp_path / f"{name}.csv") for cell in row]
        assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@")]
        assert [cell for cell in cells if cell.startswith("'=")]


# -- Canvas --------------------------------------------------------------------------------------------------------


def test_the_table_for_canvas(book: Gradebook, tmp_path: Path) -> None:
    other = "01_data/02_pandas"
    book.set_assignment(assignment(lesson=other, exercises=assignment().exercises[:1]))
    book.set_manual(learner="cy", assignment=other, exercise="step", points=0, author="kim")
    path = tmp_path / "canvas.csv"
    write_canvas(book, [LESSON, other], path, section="Tuesday", titles={LESSON: "Homework 1 (4711)"})
    assert table(path) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 1 (4711)", other],
        ["    Points Possible", "", "", "", "", "21", "3"],
        ["Ada", "", "", "ada", "Tuesday", "16.8", ""],
        ["Bo", "", "", "bo", "Tuesday", "14.5", ""],
        ["Cy", "", "", "cy", "Tuesday", "", "0"],
    ]


def test_a_learner_without_a_name_has_their_login_in_canvas(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    book.add_learners([Learner(login="ada")])
    write_canvas(book, [], tmp_path / "canvas.csv")
    assert table(tmp_path / "canvas.csv")[2] == ["ada", "", "", "ada", ""]


# -- Moodle --------------------------------------------------------------------------------------------------------


def test_the_table_for_moodle(book: Gradebook, tmp_path: Path) -> None:
    write_moodle(book, LESSON, tmp_path / "moodle.csv")
    header, ada, bo, cy = table(tmp_path / "moodle.csv")
    assert header == ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments"]
    assert ada[:5] == ["ada", "Ada", "ada@example.org", "16.8", "21"]
    assert ada[5].endswith("<br>plot: 3 of 3<br>Late: 4.2 points less.")
    assert bo[5].startswith(
        "step: 2.5 of 3. right idea<br>descent: 2 of 3. Uphill: &lt;b&gt;wrong&lt;/b&gt; sign &amp; all."
    )
    assert cy == ["cy", "Cy", "cy@example.org", "", "21", ""]


def test_moodles_own_worksheet_is_filled_in_and_nothing_else_in_it_changes(book: Gradebook, tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "﻿" + WORKSHEET_HEADER
        + 'Participant 71,Bo B.,BO@example.org,"Submitted, on time",-,21.00,Yes,"Friday, 3 May 2030","Monday, 6 May",\n'
        + "Participant 72,Ada,ada@example.org,Submitted,-,,Yes,-,-,\n"
        + "Participant 73,Eve,eve@example.org,No submission,7,21.00,Yes,-,-,by hand\n"
        + "Participant 74,Cy,cy@example.org,No submission,5,21.00,Yes,-,-,kept\n",
        encoding="utf-8",
    )  # fmt: skip
    book.add_learners([Learner(login="dee", email="dee@example.org")])
    assert fill_moodle(book, LESSON, sheet, worksheet=sheet) == ["dee"]
    header, bo, ada, eve, cy = table(sheet)
    assert header[0] == "Identifier"
    assert bo[:9] == [
        "Participant 71", "Bo B.", "BO@example.org", "Submitted, on time", "14.5", "21.00", "Yes", "Friday, 3 May 2030",
        "Monday, 6 May",
    ]  # fmt: skip
    assert bo[9].startswith("step: 2.5 of 3. right idea")
    assert (ada[0], ada[4]) == ("Participant 72", "16.8")
    assert (eve[4], eve[9]) == ("7", "by hand")
    assert (cy[4], cy[9]) == ("5", "kept")


def test_an_address_that_two_learners_share_gives_nobody_the_others_grade(book: Gradebook, tmp_path: Path) -> None:
    book.add_learners([Learner(login="bo", email="ada@example.org")])
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(WORKSHEET_HEADER + "Participant 1,?,ada@example.org,,-,21,Yes,-,-,\n", encoding="utf-8")
    assert fill_moodle(book, LESSON, sheet, worksheet=sheet) == ["ada", "bo", "cy"]
    assert table(sheet)[1][4] == "-"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Kennung,Bewertung\n", "no column 'Identifier'"),
        ("Identifier,Grade\n", r"no column 'Last modified \(grade\)'"),
        ("", "no column 'Identifier'"),
    ],
)
def test_a_worksheet_that_does_not_fit_is_refused_and_left_alone(
    book: Gradebook, tmp_path: Path, text: str, message: str
) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError, match=message):
        fill_moodle(book, LESSON, sheet, worksheet=sheet)
    assert sheet.read_text(encoding="utf-8") == text


def test_points_are_scaled_to_the_maximum_of_the_worksheet(book: Gradebook, tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    text = WORKSHEET_HEADER + "Participant 1,Ada,ada@example.org,,-,100.00,Yes,-,-,\n"
    sheet.write_text(text + "Participant 2,Bo,bo@example.org,,-,12,Yes,-,-,\n", encoding="utf-8")
    assert fill_moodle(book, LESSON, sheet, worksheet=sheet) == ["cy"]
    _, ada, bo = table(sheet)
    assert [ada[4], bo[4]] == ["80", "8.29"]  # 16.8 and 14.5 of 21
    assert bo[9].endswith("<br>14.5 of 21 points are 8.29 of 12 here.")


def test_a_worksheet_finds_learners_by_name_where_nothing_else_is_known(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    fill(book, "Jane Doe", "Ümit O'Hara", "ADA", "ada", "jane@x.org")
    book.add_learners([Learner(login="jd", name="Jane", email="jane@x.org")])
    for login in ("Jane Doe", "Ümit O'Hara", "ADA", "ada", "jane@x.org", "jd"):
        book.set_manual(learner=login, assignment=LESSON, exercise="step", points=len(login) / 10, author="kim")
    sheet = tmp_path / "worksheet.csv"
    rows = ["1,Jane Doe,j@y.org", "2,Ümit O'Hara,u@y.org", "3,ADA,3@y.org", "4,ada,4@y.org", "5,?,jane@x.org"]
    lines = "".join(f"Participant {row},,,21,Yes,-,-,\n" for row in rows)
    sheet.write_text(WORKSHEET_HEADER + lines, encoding="cp1252")
    # A login that is somebody else's address takes nothing from them.
    assert fill_moodle(book, LESSON, sheet, worksheet=sheet) == ["jane@x.org"]
    assert [row[4] for row in table(sheet)[1:]] == ["0.8", "1.1", "0.3", "0.3", "0.2"]


def test_the_exported_gradebook_of_canvas_is_filled_in(book: Gradebook, tmp_path: Path) -> None:
    other = "01_data/02_pandas"
    book.set_assignment(assignment(lesson=other, exercises=assignment().exercises[:1]))
    book.set_manual(learner="bo", assignment=other, exercise="step", points=1, author="kim")
    sheet = tmp_path / "canvas.csv"
    sheet.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (4711),Final Score\n"
        "    Points Possible,,,,,10,(read only)\n"
        '"Byron, Ada",71,u1,ada,Tue,,5\n"Bo",72,bo,b@x.org,Tue,3,6\n"Student, Test",,,,Tue,,\n',
        encoding="utf-8",
    )
    absent = fill_canvas(book, [LESSON, other], sheet, worksheet=sheet, titles={LESSON: "Homework 1"})
    assert absent == ["cy"]
    assert table(sheet) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Homework 1 (4711)", "Final Score", other],
        ["    Points Possible", "", "", "", "", "10", "(read only)", "3"],
        ["Byron, Ada", "71", "u1", "ada", "Tue", "8", "5", ""],
        ["Bo", "72", "bo", "b@x.org", "Tue", "6.9", "6", "1"],
        ["Student, Test", "", "", "", "Tue", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("Name,ID\n", "no column 'Student'"), ("Student,ID,HW (1),HW (2)\n", "more than one column 'HW'")],
)
def test_a_gradebook_of_canvas_that_does_not_fit_is_refused(
    book: Gradebook, tmp_path: Path, text: str, message: str
) -> None:
    sheet = tmp_path / "canvas.csv"
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError, match=message):
        fill_canvas(book, [LESSON], tmp_path / "out.csv", worksheet=sheet, titles={LESSON: "HW"})
    assert not (tmp_path / "out.csv").exists()


# -- Gradescope ----------------------------------------------------------------------------------------------------


def test_the_results_for_gradescope(book: Gradebook, tmp_path: Path) -> None:
    (one,) = book.submissions(LESSON, learner="bo")
    path = tmp_path / "results" / "results.json"
    write_gradescope(book, one.id, path, visibility="after_published")
    found = json.loads(path.read_text(encoding="utf-8"))
    tests = found.pop("tests")
    assert found == {
        "score": 14.5,
        "output": "14.5 of 21 points.",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "after_published",
        "stdout_visibility": "hidden",
    }
    assert [test["name"] for test in tests] == list(NAMES)
    assert tests[0] == {
        "name": "step",
        "score": 2.5,
        "max_score": 3,
        "status": "failed",
        "output": "right idea",
        "visibility": "after_published",
    }
    assert tests[1]["output"] == "Uphill: <b>wrong</b> sign & all."


def test_a_late_submission_tells_gradescope_the_score_after_the_penalty(book: Gradebook, tmp_path: Path) -> None:
    (one,) = book.submissions(LESSON, learner="ada")
    write_gradescope(book, one.id, tmp_path / "results.json")
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == 16.8
    assert found["output"] == "21 of 21 points, less 4.2 because it was late: 16.8."
    assert {test["status"] for test in found["tests"]} == {"passed"}


def test_an_exercise_without_a_result_says_so(book: Gradebook, tmp_path: Path) -> None:
    one = hand_in(book, "cy")
    book.record_results(one.id, [Result(exercise="plot", outcome="passed", share=1, digest="plot-1")])
    write_gradescope(book, one.id, tmp_path / "results.json")
    tests = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["tests"]
    assert [test["output"] for test in tests] == ["Not graded yet."] * 6 + [""]


def test_an_unknown_visibility_is_refused(book: Gradebook, tmp_path: Path) -> None:
    (one,) = book.submissions(LESSON, learner="bo")
    with pytest.raises(WorkbenchError, match="visible, hidden, after_due_date, after_published"):
        write_gradescope(book, one.id, tmp_path / "results.json", visibility="secret")  # type: ignore[arg-type]
    assert not (tmp_path / "results.json").exists()


def test_a_file_that_cannot_be_replaced_stays_whole(
    book: Gradebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grades.csv"
    path.write_text("the old table", encoding="utf-8")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbench.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_plain(book, LESSON, path)
    assert path.read_text(encoding="utf-8") == "the old table"
    assert not list(tmp_path.glob(".*.part"))
