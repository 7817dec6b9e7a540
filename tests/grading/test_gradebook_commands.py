"""The gradebook by command line: what it shows, changes, refuses and hands on; and that no name commands a terminal."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import jupytext
import nbformat
import pytest
from course import LESSON as COURSE_LESSON
from course import LESSON_ID as COURSE
from course import SOLUTION
from gradebook_helpers import DUE, LESSON, NAMES, assignment, everything, fill, hand_in, results
from test_attacks import HONEST
from typer.testing import CliRunner

from workbench.cli import app
from workbench.cli.gradebook.classes import Counting, parse_due
from workbench.cli.gradebook.export import Shown
from workbench.cli.gradebook.output import shown
from workbench.errors import WorkbenchError
from workbench.grading.gradebook import Counts, Gradebook, Learner, State
from workbench.grading.gradebook.exports import Visibility
from workbench.grading.intake.collect import INDEX

pytest_plugins = ["gradebook_places"]

WORKBENCH = [sys.executable, "-m", "workbench"]
HOSTILE = ("=cmd()", "[red]x[/]", "a\x9b31mb", "c\u202edc", "né, \N{SNOWMAN}")
Run = Callable[..., str]


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing around the tests says that a person looks."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def grades(tmp_path: Path) -> Gradebook:
    """At the place that the commands look in: Ada is late, Bo has points by hand, Cy has handed in nothing."""
    (tmp_path / "grades").mkdir()
    book = Gradebook.open(tmp_path / "grades" / "gradebook.db")
    fill(book, "ada", "bo", "cy", late_policy="10%/day")
    book.record_results(hand_in(book, "ada", hours=30).id, results())
    book.record_results(hand_in(book, "bo").id, results(2 / 3, diagnosis_message="Uphill:\nwrong sign."))
    book.set_manual(learner="bo", assignment=LESSON, exercise="step", points=2.5, comment="right idea", author="kim")
    return book


def run(*arguments: str | Path, place: str | None = None) -> str:
    """What a command prints, remarks too."""
    where = [] if place is None else ["--gradebook", place]
    given = ["gradebook", *map(str, arguments), *where]
    result = CliRunner().invoke(app, given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def table(*arguments: str) -> list[dict[str, str]]:
    """The rows that a command prints into a pipe."""
    result = CliRunner().invoke(app, ["gradebook", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    header, *lines = (line.split("\t") for line in result.stdout.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


# -- the place -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("learners",), ("extra-time", "ada", "5"), ("assignments",), ("assignment", LESSON, "--late", "none"),
        ("scores", LESSON), ("show", "ada", LESSON), ("set", "ada", LESSON, "step", "1"),
        ("unset", "ada", LESSON, "step"), ("history", LESSON), ("refused",), ("accept", "1"),
        ("export", LESSON, "-o", "x.csv"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_without_a_gradebook_nothing_is_made(command: tuple[str, ...], tmp_path: Path) -> None:
    for place in ("grades/gradebook.db", str(tmp_path), f"sqlite:///{tmp_path}/other.db"):
        with pytest.raises(WorkbenchError, match=r"There is no gradebook at .*(workbench grade|Check the path)"):
            run(*command, place=place)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_stands_for_the_gradebook_in_it(grades: Gradebook) -> None:
    assert run("learners", place="grades") == run("learners") == run("learners", place=grades.place)


# -- learners ------------------------------------------------------------------------------------------------------


def test_learners_are_imported_and_counted(grades: Gradebook, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\nada,Ada L.\nbo,Bo\ndee,Dee\neve,Eve\n", encoding="utf-8")
    assert run("import-learners", roster) == "2 added, 1 changed, 1 unchanged\n"
    assert run("import-learners", roster) == "0 added, 0 changed, 4 unchanged\n"
    assert [(row["login"], row["name"], row["email"]) for row in table("learners")] == [
        ("ada", "Ada L.", "ada@example.org"), ("bo", "Bo", "bo@example.org"), ("cy", "Cy", "cy@example.org"),
        ("dee", "Dee", ""), ("eve", "Eve", ""),
    ]  # fmt: skip
    roster.write_text("login,extra_minutes\nzoe,\nfay,soon\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="line 3: extra_minutes is 'soon'"):
        run("import-learners", roster)
    assert "zoe" not in run("learners")


def test_a_roster_may_begin_a_gradebook_if_one_says_so(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    with pytest.raises(WorkbenchError, match="cannot be read"):
        run("import-learners", roster, "--create")
    assert list(tmp_path.iterdir()) == []
    roster.write_text("login\nada\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="There is no gradebook"):
        run("import-learners", roster)
    assert run("import-learners", roster, "--create") == "1 added, 0 changed, 0 unchanged\n"
    assert [learner.login for learner in Gradebook.open("grades/gradebook.db", create=False).learners()] == ["ada"]


def test_extra_time_changes_the_lateness_and_nothing_else(grades: Gradebook) -> None:
    assert "1800 minutes more" in run("extra-time", "ada", "1800")
    assert grades.learners()[0] == Learner(login="ada", name="Ada", email="ada@example.org", extra_minutes=1800)
    assert table("scores", LESSON)[0]["penalty"] == ""
    with pytest.raises(WorkbenchError, match=r"No learner 'adda'.*Did you mean 'ada'\?"):
        run("extra-time", "adda", "5")


# -- assignments ---------------------------------------------------------------------------------------------------


def test_assignments_are_listed(grades: Gradebook) -> None:
    assert table("assignments") == [
        {
            "lesson": LESSON, "due": "2030-05-01 18:00 UTC", "late": "10%/day", "counts": "last_on_time",
            "points": "21", "exercises": "7",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ((), {}),
        (("--due", "2026-12-01T23:59+01:00"), {"due": datetime(2026, 12, 1, 22, 59, tzinfo=UTC)}),
        (("--due", "none"), {"due": None}),
        (("--late", "10%/day up to 50%"), {"late_policy": "10%/day up to 50%"}),
        (("--counts", "best"), {"counts": Counts.BEST}),
    ],
)
def test_only_what_is_given_changes(grades: Gradebook, given: tuple[str, ...], changed: dict[str, object]) -> None:
    before = asdict(grades.assignment(LESSON))
    run("assignment", LESSON, *given)
    assert asdict(grades.assignment(LESSON)) == {**before, **changed}


def test_points_of_some_exercises_change_and_scores_follow(grades: Gradebook) -> None:
    output = run("assignment", "05", "--points", "step=2", "--points", "plot=0.5", "--counts", "last")
    assert "19.5" not in output
    worth = {one.name: one.points for one in grades.assignment(LESSON).exercises}
    assert worth == {**dict.fromkeys(NAMES, 3.0), "step": 2.0, "plot": 0.5}
    assert grades.assignment(LESSON).due == DUE
    assert table("scores", LESSON)[0]["earned"] == "17.5"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--points", "stp=2"), r"no exercise 'stp'\. Did you mean 'step'"),
        (("--points", "step"), "write NAME=VALUE"),
        (("--points", "step=many"), "'many' is no number"),
        (("--points", "step=nan"), "give 0 or more"),
        (("--points", "step=1", "--points", "step=2"), "'step' twice"),
        (("--late", "harsh"), "not understood. Write one of: none; 10%/day"),
        (("--timezone", "Europe/Zurich"), "give --due too"),
        (("--late", "zero", "--due", "tomorrow"), "not understood"),
    ],
)
def test_a_wrong_rule_is_told_and_changes_nothing(grades: Gradebook, given: tuple[str, ...], said: str) -> None:
    before = everything(grades.place)
    with pytest.raises(WorkbenchError, match=said):
        run("assignment", LESSON, *given)
    assert everything(grades.place) == before


def test_a_due_date_in_a_zone_is_shown_in_it_and_in_utc(grades: Gradebook) -> None:
    output = run("assignment", LESSON, "--due", "2026-12-01T23:59", "--timezone", "Europe/Zurich")
    assert "due 2026-12-01 22:59 UTC (2026-12-01 23:59 Europe/Zurich)" in output
    assert "2026-07-01 21:59 UTC" in run(
        "assignment", LESSON, "--due", "2026-07-01 23:59", "--timezone", "Europe/Zurich"
    )
    assert table("assignments")[0]["due"] == "2026-07-01 21:59 UTC"


@pytest.mark.parametrize(
    ("text", "zone", "said"),
    [
        ("2026-12-01T23:59", None, "does not say in which time zone"),
        ("2026-12-01", "Europe/Zurich", "has no time"),
        ("20261201", None, "has no time"),
        ("2026-W18-3", None, "has no time"),
        ("2026-12-01T23:59Z", "Europe/Zurich", "has an offset already"),
        ("2026-12-01T23:59", "Europe/Zurch", r"no time zone 'Europe/Zurch'\. Did you mean 'Europe/Zurich'"),
        ("2026-12-01T23:59", "../../etc/passwd", "no time zone"),
        ("2026-12-01T23:59", "Europe", "no time zone"),
        ("2026-10-25T02:30", "Europe/Zurich", "two such times or none"),
        ("2026-03-29T02:30", "Europe/Zurich", "two such times or none"),
        ("0001-01-01T00:00+05:00", None, "not understood"),
        ("2026-13-01T00:00Z", None, "not understood"),
        ("", None, "not understood"),
    ],
)
def test_a_due_date_that_could_mean_another_moment_is_refused(text: str, zone: str | None, said: str) -> None:
    with pytest.raises(WorkbenchError, match=said):
        parse_due(text, zone)


@pytest.mark.parametrize("text", ["05", "02_math", "02_math/05_opt", "*optim*", "lessons/02_math/05_optimization.py"])
def test_a_lesson_may_be_named_shortly(grades: Gradebook, text: str) -> None:
    assert run("assignment", text) == run("assignment", LESSON)


def test_a_lesson_that_is_not_clear_is_told(grades: Gradebook) -> None:
    grades.set_assignment(assignment(lesson="02_math/06_other"))
    with pytest.raises(WorkbenchError, match=r"fits 2 lessons: 02_math/05_optimization, 02_math/06_other"):
        run("scores", "02_math")
    with pytest.raises(WorkbenchError, match=r"Did you mean '02_math/05_optimization'"):
        run("scores", "05_optimisation")
    with pytest.raises(WorkbenchError, match="01_data/02_pandas is not in the gradebook: nothing of it was handed in"):
        run("scores", "02_pandas")
    with pytest.raises(WorkbenchError, match="No assignment ''"):
        run("scores", "")


# -- scores --------------------------------------------------------------------------------------------------------


def test_scores_of_a_class(grades: Gradebook) -> None:
    rows = table("scores", LESSON)
    columns = ("login", "status", "earned", "hours_late", "penalty", "total", "out_of", "by_hand")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("ada", "graded", "21", "30", "4.2", "16.8", "21", ""),
        ("bo", "graded", "14.5", "", "", "14.5", "21", "1"),
        ("cy", "missing", "0", "", "", "0", "21", ""),
    ]
    assert "3 learners (2 graded, 1 missing); mean of the graded: 15.65 of 21 points" in run("scores", LESSON)


def test_the_smallest_lateness_is_seen(grades: Gradebook) -> None:
    hand_in(grades, "cy", hours=1 / 3600)
    assert table("scores", LESSON)[2]["hours_late"] == "0.01"


def test_everything_of_one_learner(grades: Gradebook) -> None:
    refused = hand_in(grades, "bo", hours=-2)
    grades.refuse(refused.id, reason="not_json", message="It ends in the middle.")
    lines = run("show", "bo", LESSON).splitlines()
    assert lines[:2] == [f"bo (Bo), {LESSON}", "graded: 14.5 of 21 points"]
    assert "step\t2.5\t3\tfailed\t2\t2.5 (kim)\tUphill: wrong sign." in lines
    assert "plot\t2\t3\tfailed\t2\t\tUphill: wrong sign." in lines
    (by_hand,) = [line.split("\t")[1:] for line in lines if line.endswith("right idea")]
    assert by_hand == ["bo", "step", "2.5", "kim", "right idea"]
    assert [line.split("\t")[2:6] for line in lines[-2:]] == [
        ["refused", "", "not_json", "It ends in the middle."],
        ["graded", "yes", "", ""],
    ]
    late = run("show", "ada", LESSON)
    assert "16.8 of 21 points; 30 hours late, 4.2 of 21 taken off" in late
    assert "By hand" not in late
    assert "missing: 0 of 21 points" in run("show", "cy", LESSON)
    with pytest.raises(WorkbenchError, match=r"No learner 'boo'.*'bo'"):
        run("show", "boo", LESSON)


# -- by hand -------------------------------------------------------------------------------------------------------


def test_points_by_hand_are_given_and_given_back(grades: Gradebook) -> None:
    told = run("set", "cy", LESSON, "step", "4", "--comment", "at the board", "--author", "lee")
    assert "step: 4 of 3 by hand (lee), a bonus\nTotal now: 4 of 21" in told
    assert "the automatic result counts again\nTotal now: 0 of 21" in run(
        "unset", "cy", LESSON, "step", "--author", "lee"
    )
    rows = [{name: row[name] for name in ("login", "points", "author", "comment")} for row in table("history", LESSON)]
    assert rows == [
        {"login": "bo", "points": "2.5", "author": "kim", "comment": "right idea"},
        {"login": "cy", "points": "4", "author": "lee", "comment": "at the board"},
        {"login": "cy", "points": "automatic", "author": "lee", "comment": ""},
    ]
    assert [row["login"] for row in table("history", LESSON, "bo")] == ["bo"]
    assert "Nothing was changed by hand." in run("history", LESSON, "ada")


def test_what_is_automatic_is_not_given_back_again(grades: Gradebook) -> None:
    before = everything(grades.place)
    assert "Nothing was changed" in run("unset", "ada", LESSON, "step")
    assert everything(grades.place) == before


def test_the_author_is_who_is_logged_in(grades: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "pat")
    run("set", "ada", LESSON, "plot", "1")
    assert table("history", LESSON, "ada")[0]["author"] == "pat"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("adda", LESSON, "step", "1"), "No learner 'adda'.*'ada'"),
        (("ada", LESSON, "stp", "1"), "no exercise 'stp'.*'step'"),
        (("ada", "03_x", "step", "1"), "No assignment '03_x'"),
        (("ada", LESSON, "step", "nan"), "Points must be 0 or more"),
        (("ada", LESSON, "step", "1", "--author", ""), "author is empty"),
    ],
)
def test_a_slip_of_the_hand_changes_nothing(grades: Gradebook, given: tuple[str, ...], said: str) -> None:
    before = everything(grades.place)
    with pytest.raises(WorkbenchError, match=said):
        run("set", *given)
    assert everything(grades.place) == before


def test_a_refusal_is_listed_and_taken_back(grades: Gradebook) -> None:
    one = hand_in(grades, "cy")
    assert table("refused") == []
    grades.refuse(one.id, reason="too_large", message="The file has 30 MB.")
    (row,) = table("refused")
    assert (row["submission"], row["login"], row["lesson"]) == (str(one.id), "cy", LESSON)
    assert (row["reason"], row["message"]) == ("too_large", "The file has 30 MB.")
    assert table("refused", "05") == [row]
    assert "is accepted; it had been refused: too_large" in run("accept", str(one.id))
    assert grades.submission(one.id).state == State.RECEIVED
    assert "Nothing was changed" in run("accept", str(one.id))
    with pytest.raises(WorkbenchError, match="No submission 4711"):
        run("accept", "4711")


# -- exports -------------------------------------------------------------------------------------------------------


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_table_for_a_spreadsheet(grades: Gradebook, tmp_path: Path) -> None:
    run("export", LESSON, "-o", "all.csv")
    assert [line[0] for line in rows(tmp_path / "all.csv")] == ["login", "ada", "bo", "cy"]
    run("export", "02_math", "-o", "out")
    assert (tmp_path / f"out/{LESSON}.csv").read_bytes() == (tmp_path / "all.csv").read_bytes()


def test_canvas_takes_several_lessons_in_one_file(grades: Gradebook, tmp_path: Path) -> None:
    other = "02_math/06_other"
    grades.set_assignment(assignment(lesson=other))
    titles = ("--title", "05=Homework 1 (4711)")
    run("export", "02_math", "--as", "canvas", "-o", "out", "--section", "A", *titles)
    header, points, ada, *_ = rows(tmp_path / "out/canvas.csv")
    assert header[4:] == ["Section", "Homework 1 (4711)", other]
    assert points[5:] == ["21", "21"]
    assert ada == ["Ada", "", "", "ada", "A", "16.8", ""]
    with pytest.raises(WorkbenchError, match=f"--title names {other}, which is not exported"):
        run("export", LESSON, "--as", "canvas", "-o", "x.csv", "--title", f"{other}=x")
    with pytest.raises(WorkbenchError, match="one file, but these are 2 lessons"):
        run("export", "02_math", "-o", "x.csv")
    assert not (tmp_path / "x.csv").exists()


def test_the_worksheet_of_moodle_is_filled_in_and_stays(grades: Gradebook, tmp_path: Path) -> None:
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        'Identifier,"Full name","Email address",Grade,"Maximum Grade","Last modified (grade)"\n'
        "Participant 1,Ada,ada@example.org,,21.00,-\n",
        encoding="utf-8",
    )
    before = worksheet.read_bytes()
    given = ("export", LESSON, "--as", "moodle", "--worksheet", worksheet)
    assert "Not in the worksheet, so not in the file: bo, cy." in run(*given, "-o", "moodle.csv")
    assert rows(tmp_path / "moodle.csv")[1][3] == "16.8"
    with pytest.raises(WorkbenchError, match="is the worksheet itself"):
        run(*given, "-o", worksheet, "--force")
    assert worksheet.read_bytes() == before
    run("export", LESSON, "--as", "moodle", "-o", "out")
    assert len(rows(tmp_path / f"out/{LESSON}.moodle.csv")) == 4


def test_gradescope_gets_a_file_for_each_submission_that_counts(grades: Gradebook, tmp_path: Path) -> None:
    for login in ("../../up", "ADA"):
        grades.add_learners([Learner(login=login)])
        hand_in(grades, login)
    output = run("export", LESSON, "--as", "gradescope", "-o", "out", "--visibility", "hidden")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("results.json"))
    assert found == [f"out/{LESSON}/{login}/results.json" for login in ("ADA", "ada", "bo")]
    content = json.loads((tmp_path / f"out/{LESSON}/bo/results.json").read_text(encoding="utf-8"))
    assert (content["score"], content["visibility"]) == (14.5, "hidden")
    assert "../../up is left out" in output
    assert "no submission that counts: cy." in output
    with pytest.raises(WorkbenchError, match="name a folder"):
        run("export", LESSON, "--as", "gradescope", "-o", "results.json")


@pytest.mark.parametrize("form", ["csv", "canvas", "moodle", "gradescope"])
def test_no_file_is_written_over_unless_asked(grades: Gradebook, tmp_path: Path, form: str) -> None:
    given = ("export", LESSON, "--as", form, "-o", "out")
    run(*given)
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    first = {path: path.read_bytes() for path in written}
    written[-1].write_text("my own notes", encoding="utf-8")
    before = {path: path.read_bytes() for path in written}
    with pytest.raises(WorkbenchError, match=r"is there already\. Name another place, or write over it with --force"):
        run(*given)
    assert {path: path.read_bytes() for path in written} == before
    run(*given, "--force")
    assert {path: path.read_bytes() for path in written} == first


def test_a_place_that_cannot_be_is_told(grades: Gradebook, tmp_path: Path) -> None:
    before = Path(grades.place).read_bytes()
    for out in ("grades/gradebook.db", "grades/gradebook.db/x.csv"):
        with pytest.raises(WorkbenchError, match=r"gradebook\.db is a file"):
            run("export", LESSON, "-o", out, "--force")
    assert Path(grades.place).read_bytes() == before
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(WorkbenchError, match="is a folder"):
        run("export", LESSON, "-o", "folder.csv", "--force")


@pytest.mark.parametrize(
    ("form", "option"),
    [("csv", ("--section", "A")), ("moodle", ("--title", "05=x")), ("csv", ("--worksheet", "w.csv")),
     ("csv", ("--visibility", "hidden"))],
)  # fmt: skip
def test_an_option_of_another_format_is_an_error(grades: Gradebook, form: str, option: tuple[str, str]) -> None:
    with pytest.raises(WorkbenchError, match=f"not for --as {form}"):
        run("export", LESSON, "--as", form, "-o", "out", *option)


def test_what_is_not_graded_yet_is_told_with_the_export(grades: Gradebook) -> None:
    assert "not graded completely" not in run("export", LESSON, "-o", "one.csv")
    hand_in(grades, "cy")
    assert "1 of 3 learners are not graded completely" in run("export", LESSON, "-o", "two.csv")


def test_choices_are_those_of_the_library() -> None:
    assert list(map(str, Counting)) == list(map(str, Counts))
    assert tuple(map(str, Shown)) == get_args(Visibility)


# -- hostile names -------------------------------------------------------------------------------------------------


@pytest.fixture
def hostile(grades: Gradebook) -> Gradebook:
    grades.add_learners(Learner(login=name, name=f"{name} [bold]", email="") for name in HOSTILE)
    message = "\x1b]0;owned\x07\x1b[2J[link=x]bad\r\n\tcell"
    for name in HOSTILE:
        one = hand_in(grades, name)
        grades.record_results(one.id, results(0, diagnosis_message=message))
        grades.set_manual(
            learner=name, assignment=LESSON, exercise="step", points=1, comment=message, author="\x9b5m[red]"
        )
    grades.refuse(hand_in(grades, "cy").id, reason="not_json", message=message)
    return grades


LOOKS = (
    ("learners",), ("scores", LESSON), ("history", LESSON), ("refused",), ("assignments",),
    *(("show", name, LESSON) for name in HOSTILE),
)  # fmt: skip


@pytest.mark.parametrize("command", LOOKS, ids=range(len(LOOKS)))
def test_hostile_names_break_no_line(hostile: Gradebook, command: tuple[str, ...]) -> None:
    output = run(*command)
    assert not [character for character in output if not character.isprintable() and character not in "\n\t"]
    result = CliRunner().invoke(app, ["gradebook", *command], catch_exceptions=False)
    for block in result.stdout.split("\n\n"):
        table_lines = [line for line in block.splitlines() if "\t" in line]
        assert len({line.count("\t") for line in table_lines}) <= 1
        assert not [cell for line in table_lines for cell in line.split("\t") if cell[:1] in tuple("=+-@")]
    if command == ("learners",):
        found = [line.split("\t")[0] for line in result.stdout.splitlines()[1:]]
        assert found == ["'=cmd()", "[red]x[/]", "ada", "a\\x9b31mb", "bo", "cy", "c\\u202edc", "né, ☃"]


def in_a_terminal(*arguments: str) -> str:
    """What the real command writes to a terminal of 150 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "150"}
    process = subprocess.Popen(
        [*WORKBENCH, "gradebook", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    data = b""
    try:
        while part := os.read(ours, 65536):
            data += part
    except OSError:  # what Linux says when the other end is closed
        pass
    finally:
        os.close(ours)
    process.wait()
    return data.decode("utf-8")


def test_a_terminal_gets_tables_and_no_command(hostile: Gradebook) -> None:
    output = in_a_terminal("show", "[red]x[/]", LESSON)
    assert "[red]x[/] ([red]x[/] [bold])" in output
    assert "\\x1b]0;owned\\x07\\x1b[2J[link=x]bad" in output
    assert "\x1b[1m" in output, "a table with bold headings"
    for evil in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\t"):
        assert evil not in output
    assert "out of" in output
    error = in_a_terminal("show", "nobody\x1b[2J", LESSON)
    assert "\x1b[2J" not in error
    assert "There are: =cmd(), [red]x[/], ada, a\\x9b31mb" in error.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\tb\r\nc\u2028d", "a b  c d"),
        ("\x1b[0m\x00\x7f\x85", "\\x1b[0m\\x00\\x7f "),
        ("\u202e\u2066\u200f\ud800", "\\u202e\\u2066\\u200f\\ud800"),
        ("می\u200cخواهم ☃ é", "می\u200cخواهم ☃ é"),
    ],
)
def test_shown_text_is_one_printable_line(text: str, printed: str) -> None:
    assert shown(text) == printed


# -- nbgrader ------------------------------------------------------------------------------------------------------

ONE, TWO = "01_alpha/01_one", "01_alpha/02_two"
EXERCISE = "# %%\nfrom workbench import Lesson\n\nlesson = Lesson({id!r})\n" + "\n\n# %%\n{exercises}"


@pytest.fixture
def lessons(make_content: Callable[..., Any]) -> None:
    """One lesson with the exercises a, b, c and shared; another with x, y and shared."""
    names = {ONE: ("a", "b", "c", "shared"), TWO: ("x", "y", "shared")}
    make_content(
        {
            lesson: EXERCISE.format(
                id=lesson, exercises="\n\n# %%\n".join(f"@lesson.exercise\ndef {name}():\n    ..." for name in own)
            )
            for lesson, own in names.items()
        }
    )


def notebook(*cells: str) -> str:
    content = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id=f"c{k}") for k, source in enumerate(cells)]
    )
    return nbformat.writes(content)


def defines(*names: str) -> str:
    return notebook(*(f"def {name}():\n    return 1" for name in names))


def submit(learner: str, assignment: str, name: str, content: str, *, at: int = 1, time: bool = True) -> Path:
    """A notebook in the course, changed ``at`` seconds after the epoch and handed in on 1 May 2030, 17:30."""
    folder = Path("course/submitted") / learner / assignment
    folder.mkdir(parents=True, exist_ok=True)
    if time:
        (folder / "timestamp.txt").write_text("2030-05-01 17:30:00.25 UTC", encoding="utf-8")
    path = folder / f"{name}.ipynb"
    path.write_text(content, encoding="utf-8")
    os.utime(path, (at, at))
    return path


def collected() -> list[str]:
    return sorted(path.relative_to("submissions").as_posix() for path in Path("submissions").rglob("*.ipynb"))


def received(learner: str, lesson: str) -> list[str]:
    index = json.loads((Path("submissions") / INDEX).read_text(encoding="utf-8"))
    return [version["received"] for version in index["learners"][learner][lesson]]


def test_a_notebook_goes_to_the_lesson_whose_exercises_it_defines(lessons: None) -> None:
    submit("ada", "ps1", "problem", defines("a", "b", "c", "shared", "helper"))
    submit("ada", "ps2", "problem", notebook("def x(): return (", "%%time\ndef y():\n    return 1"))
    submit("bo", "anything", "Notebook 7", defines("y", "x"), time=False)
    output = run("import-nbgrader", "course")
    assert collected() == [f"ada/{ONE}.ipynb", f"ada/{TWO}.ipynb", f"bo/{TWO}.ipynb"]
    assert received("ada", ONE) == ["2030-05-01T17:30:00.250000+00:00"]
    assert received("bo", TWO) == ["1970-01-01T00:00:01+00:00"]
    assert "look at submitted/bo/anything/Notebook 7.ipynb: There is no timestamp.txt." in output
    assert f"{ONE}: 1 submission\n{TWO}: 2 submissions\n3 submissions in submissions, 0 left out" in output
    index = (Path("submissions") / INDEX).read_bytes()
    assert "3 submissions in submissions" in run("import-nbgrader", "course")
    assert (Path("submissions") / INDEX).read_bytes() == index


def test_what_cannot_be_told_is_named_and_the_rest_goes_on(lessons: None, tmp_path: Path) -> None:
    submit("a1", "ps1", "both", defines("shared"))
    submit(
        "b2", "ps1", "none", notebook("# def a(): pass\nfor a in range(3): pass", "class Other:\n    def b(self): ...")
    )
    submit("c3", "ps1", "broken", '{"cells": [')
    submit("d4", "ps1", "few", defines("a"))
    submit("e5", "ps1", "good", defines("a", "b", "c"))
    submit("con", "ps1", "reserved", defines("x", "y"))
    secret = tmp_path / "secret.ipynb"
    secret.write_text(defines("x", "y"), encoding="utf-8")
    (tmp_path / "course/submitted/e5/ps1/link.ipynb").symlink_to(secret)
    output = run("import-nbgrader", "course")
    assert collected() == [f"d4/{ONE}.ipynb", f"e5/{ONE}.ipynb"]
    for line in (
        f"left out submitted/a1/ps1/both.ipynb: It defines as many exercises of {ONE} as of {TWO}.",
        "left out submitted/b2/ps1/none.ipynb: It defines no exercise of any lesson. Say which lesson it is with "
        "--map ps1/none=LESSON.",
        "left out submitted/c3/ps1/broken.ipynb: The file is damaged",
        f"look at submitted/d4/ps1/few.ipynb: It defines only 1 of the 4 exercises of {ONE}.",
        "left out submitted/e5/ps1/link.ipynb: It is a link.",
        "left out submitted/con/ps1/reserved.ipynb: The learner's name 'con' cannot be used",
        "2 submissions in submissions, 5 left out",
    ):
        assert line in output


def test_an_instructor_may_say_which_lesson_it_is(lessons: None) -> None:
    submit("ada", "ps1", "p", defines("shared"))
    submit("bo", "ps1", "p", "this is no notebook")
    submit("cy", "ps1", "p", defines("a", "b"))
    submit("cy", "ps1", "q", defines("x"))
    submit("dee", "ps2", "p", defines("a"))
    submit("dee", "ps2", "q", notebook("1 + 1"))
    output = run("import-nbgrader", "course", "--map", "ps1=02_two", "--map", f"ps2/q={TWO}", "-o", "submissions")
    assert collected() == [
        f"ada/{TWO}.ipynb", f"bo/{TWO}.ipynb", f"cy/{TWO}.ipynb", f"dee/{ONE}.ipynb", f"dee/{TWO}.ipynb"
    ]  # fmt: skip
    assert Path(f"submissions/cy/{TWO}.ipynb").read_text(encoding="utf-8") == defines("x")
    assert f"left out submitted/cy/ps1/p.ipynb: It defines no exercise of {TWO}." in output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ps9=02_two", r"No assignment 'ps9' was submitted\. Did you mean 'ps1'"),
        ("ps1=02_too", r"No lesson matches '02_too'\. Did you mean '01_alpha/02_two'"),
        ("ps1=01_alpha", "fits 2 lessons"),
        ("ps1", "write NAME=VALUE"),
    ],
)
def test_a_map_that_leads_nowhere_is_an_error_before_anything(lessons: None, given: str, said: str) -> None:
    submit("ada", "ps1", "p", defines("a", "b"))
    with pytest.raises(WorkbenchError, match=said):
        run("import-nbgrader", "course", "--map", given)
    assert not Path("submissions").exists()


def test_of_several_notebooks_of_a_lesson_the_newest_counts_and_all_stay(lessons: None) -> None:
    submit("ada", "ps1", "p", defines("a", "b", "c"), at=2000)
    submit("ada", "ps1", "p-Copy1", defines("a", "b"), at=1000)
    output = run("import-nbgrader", "course")
    assert "look at submitted/ada/ps1/p.ipynb: p-Copy1.ipynb was handed in with it" in output
    assert Path(f"submissions/ada/{ONE}.ipynb").read_text(encoding="utf-8") == defines("a", "b", "c")
    assert Path(f"submissions/ada/{ONE}.1.ipynb").read_text(encoding="utf-8") == defines("a", "b")


def test_a_place_that_is_no_course_is_told(lessons: None, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="holds 'submitted'"):
        run("import-nbgrader", tmp_path)
    Path("course/submitted").mkdir(parents=True)
    assert "holds no notebook" in run("import-nbgrader", "course")
    with pytest.raises(WorkbenchError, match="lie in one another"):
        run("import-nbgrader", "course", "-o", "course/submitted/out")


# -- the whole way -------------------------------------------------------------------------------------------------


def real(*arguments: str) -> str:
    """What the real command prints; it must go well."""
    done = subprocess.run([*WORKBENCH, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_from_a_course_of_nbgrader_to_grades_that_grading_keeps(make_content: Callable[..., Any]) -> None:
    make_content().lesson(COURSE, COURSE_LESSON, solution=SOLUTION)
    written = jupytext.writes(jupytext.reads(HONEST, fmt="py:percent"), fmt="ipynb")
    submit("ada", "ps1", "p", written)
    submit("bo", "ps1", "p", written.replace("return x + x", "return x**2"))
    run("import-nbgrader", "course")
    real("grade", "submissions")
    assert [row["total"] for row in table("scores", COURSE)] == ["5", "4"]
    assert "double\t0\t1\tfailed\t0\t\tYou squared it: that is x times x" in run("show", "bo", COURSE)
    rules = ("--due", "2030-05-01T12:30Z", "--late", "10%/day", "--counts", "best", "--points", "double=3")
    run("assignment", COURSE, *rules)
    run("set", "bo", COURSE, "double", "1", "--comment", "close", "--author", "kim")
    before = (table("assignments"), table("scores", COURSE), table("history", COURSE))
    assert [row["total"] for row in before[1]] == ["6.3", "4.3"]
    submit("ada", "ps1", "p", written.replace("return x + x", "return 2 * x"), at=2)
    run("import-nbgrader", "course")
    real("grade", "submissions")
    assert (table("assignments"), table("scores", COURSE), table("history", COURSE)) == before
    assert len(Gradebook.open("grades/gradebook.db").submissions(COURSE)) == 3


def test_every_kind_of_database(place: str, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\nada,Ada\nbo,Bo\n", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="no gradebook"):
        run("learners", place=place)
    assert run("import-learners", roster, "--create", place=place) == "2 added, 0 changed, 0 unchanged\n"
    book = Gradebook.open(place, create=False)
    book.set_assignment(assignment())
    one = hand_in(book, "ada")
    book.record_results(one.id, results())
    book.refuse(one.id, reason="not_json")
    run("extra-time", "ada", "60", place=place)
    run("assignment", "05", "--points", "step=1", "--late", "10%/day", place=place)
    run("set", "bo", "05", "step", "0.5", "--author", "kim", place=place)
    run("accept", str(one.id), place=place)
    output = run("scores", "05", place=place)
    assert "ada\tAda\treceived\t19" in output
    assert "bo\tBo\tmissing\t0.5" in output
    assert "kim" in run("history", "05", "bo", place=place)
    run("export", "05", "-o", "all.csv", place=place)
    assert [row[0] for row in rows(tmp_path / "all.csv")] == ["login", "ada", "bo"]
