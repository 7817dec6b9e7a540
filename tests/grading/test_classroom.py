"""A small class through the command's own functions: graded, stopped and gone on, regraded, refused."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from course import LESSON_ID, SOLUTION
from grade_processes import hand_in
from test_attacks import EVERYTHING, HONEST

from workbench.errors import WorkbenchError
from workbench.grading.classroom.classroom import Classroom, find_uploads
from workbench.grading.classroom.pool import AHEAD
from workbench.grading.gradebook import Counts, State, ToGrade
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import NO_WALLS, Report
from workbench.grading.sandbox import linux
from workbench.grading.sandbox.outside import Sandbox

WRONG = HONEST.replace("return x + x", "return x**2")


@pytest.fixture
def uploads(tmp_path: Path, bench: LessonBench) -> Path:
    """Four learners: one right, one with a known mistake, one empty file, one that is no notebook."""
    del bench  # its content is where the lessons are looked for
    folder = tmp_path / "submissions"
    for learner, text in {"ada": HONEST, "bob": WRONG, "eve": "", "zoe": "%PDF-1.7 nothing"}.items():
        path = folder / learner / f"{LESSON_ID}.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    return Classroom(tmp_path / "grades")


def scores(classroom: Classroom) -> dict[str, float]:
    return {score.learner.login: score.total for score in classroom.book.scores(LESSON_ID)}


def test_a_class_is_graded_once(uploads: Path, classroom: Classroom, sandbox: Sandbox) -> None:
    classroom.receive(find_uploads(uploads))
    tally = classroom.grade(classroom.waiting(), sandbox=sandbox, jobs=2)
    assert (tally.graded, tally.refused, tally.failed) == (2, 2, [])
    assert scores(classroom) == {"ada": 5.0, "bob": 4.0, "eve": 0.0, "zoe": 0.0}
    states = {one.learner: (one.state, bool(one.reason)) for one in classroom.book.submissions(LESSON_ID)}
    assert states["ada"] == (State.GRADED, False)
    assert states["eve"] == states["zoe"] == (State.REFUSED, True)
    again = Classroom(classroom.out)
    again.receive(find_uploads(uploads))
    assert not again.waiting(), "what is graded is not graded again"


def test_the_report_names_the_mistake_and_no_hidden_case(uploads: Path, classroom: Classroom, sandbox: Sandbox) -> None:
    classroom.receive(find_uploads(uploads))
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    report = json.loads((classroom.out / "reports" / "bob" / f"{LESSON_ID}.json").read_text(encoding="utf-8"))
    double = report["items"]["double"]
    assert double["points"] == 0
    assert double["diagnosis"]["message"] == "You squared it: that is x times x, not two times x."
    assert double["case"] is None
    assert double["hidden_case_failed"]
    assert {name for name, item in report["items"].items() if item["points"]} == EVERYTHING - {"double"}
    refused = json.loads((classroom.out / "reports" / "eve" / f"{LESSON_ID}.json").read_text(encoding="utf-8"))
    assert refused["refused"]
    assert refused["message"]


def test_a_run_that_was_stopped_goes_on(uploads: Path, classroom: Classroom, sandbox: Sandbox) -> None:
    classroom.receive(find_uploads(uploads))
    work = classroom.waiting()
    classroom.grade(work[:1], sandbox=sandbox)
    rest = classroom.waiting()
    assert [one.submission.id for one in rest] == [one.submission.id for one in work[1:]]
    classroom.grade(rest, sandbox=sandbox)
    assert scores(classroom)["ada"] == 5.0


def test_a_changed_solution_is_graded_again_and_manual_points_stay(
    uploads: Path, classroom: Classroom, sandbox: Sandbox, bench: LessonBench
) -> None:
    classroom.receive(find_uploads(uploads))
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    classroom.book.set_manual(
        learner="bob", assignment=LESSON_ID, exercise="double", points=0.5, comment="the idea is right", author="ms"
    )
    path = bench.solution.path
    try:
        path.write_text(SOLUTION.replace("@double.cases(n=6)", "@double.cases(n=7)"), encoding="utf-8")
        classroom.receive(find_uploads(uploads))
        assert {one.submission.learner for one in classroom.waiting()} == {"ada", "bob"}
        classroom.grade(classroom.waiting(), sandbox=sandbox)
        assert scores(classroom)["bob"] == 4.5
    finally:
        path.write_text(SOLUTION, encoding="utf-8")


def test_without_walls_the_report_says_so(uploads: Path, classroom: Classroom) -> None:
    classroom.receive(find_uploads(uploads))
    with Sandbox(trust=True, libraries=()) as open_air:
        classroom.grade(classroom.waiting(), sandbox=open_air)
    assert scores(classroom)["ada"] == 5.0
    report = json.loads((classroom.out / "reports" / "ada" / f"{LESSON_ID}.json").read_text(encoding="utf-8"))
    assert NO_WALLS in report["notes"]


def test_a_learner_gets_hidden_cases_of_their_own(bench: LessonBench) -> None:
    variants = {bench.variant(f"learner {number}") for number in range(50)}
    assert len(variants) > 3
    other = LessonBench(LESSON_ID, b"another secret, as long as that")
    drawn = [one.prepared("double", 0).calls for one in (bench, other)]
    assert drawn[0] != drawn[1]


# -- what goes wrong on the way ----------------------------------------------------------------------------------------


def test_a_submission_that_moved_or_was_replaced_is_found_or_named(
    uploads: Path, classroom: Classroom, sandbox: Sandbox
) -> None:
    classroom.receive(find_uploads(uploads))
    newer = uploads / "ada" / f"{LESSON_ID}.py"
    newer.rename(newer.with_name(f"{newer.stem}.1.py"))  # as collecting keeps an earlier version
    newer.write_text(WRONG + "\n# a later version\n", encoding="utf-8")
    (uploads / "bob" / f"{LESSON_ID}.py").write_text(HONEST, encoding="utf-8")
    moved = uploads.rename(uploads.with_name("moved"))
    classroom.receive(find_uploads(moved))
    # The best one counts, so all are graded.
    classroom.book.set_assignment(replace(classroom.book.assignment(LESSON_ID), counts=Counts.BEST))
    tally = classroom.grade(classroom.waiting(), sandbox=sandbox)
    assert (tally.graded, tally.failed) == (3, [])
    states = [(one.learner, one.state, one.reason) for one in classroom.book.submissions(LESSON_ID)]
    assert states.count(("ada", State.GRADED, "")) == 2
    assert sorted(state for state in states if state[0] == "bob") == [
        ("bob", State.GRADED, ""),
        ("bob", State.REFUSED, "no_file"),
    ]
    totals = {one.id: classroom.book.score_of(one.id).total for one in classroom.book.submissions(LESSON_ID)}
    assert sorted(totals.values()) == [0.0, 0.0, 0.0, 4.0, 5.0, 5.0], "each by the bytes that were recorded"
    (moved / "bob" / f"{LESSON_ID}.py").write_text(WRONG, encoding="utf-8")  # it is back
    classroom.receive(find_uploads(moved))
    assert [one.submission.learner for one in classroom.waiting()] == ["bob"]


def test_what_is_gone_is_refused_and_comes_back(uploads: Path, classroom: Classroom, sandbox: Sandbox) -> None:
    classroom.receive(find_uploads(uploads))
    away = uploads.rename(uploads.with_name("away"))
    tally = classroom.grade(classroom.waiting(), sandbox=sandbox)
    assert (tally.graded, tally.refused, tally.failed) == (0, 4, [])
    assert not classroom.waiting()
    away.rename(uploads)
    classroom.receive(find_uploads(uploads))
    assert {one.submission.learner for one in classroom.waiting()} == {"ada", "bob", "eve", "zoe"}


def test_again_grades_everything_and_loses_nothing_when_stopped(
    uploads: Path, classroom: Classroom, sandbox: Sandbox
) -> None:
    classroom.receive(find_uploads(uploads))
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    before = scores(classroom)
    classroom.book.set_manual(learner="bob", assignment=LESSON_ID, exercise="double", points=1.0, author="ms")
    classroom.again()
    assert scores(classroom) == before | {"bob": 5.0}
    work = classroom.waiting()
    assert {one.submission.learner for one in work} == {"ada", "bob", "eve", "zoe"}
    classroom.grade(work[:2], sandbox=sandbox)
    assert len(classroom.waiting()) == 2, "a run without again goes on"
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    assert scores(classroom) == before | {"bob": 5.0}
    assert not classroom.waiting()


def test_many_are_received_in_few_transactions(bench: LessonBench, tmp_path: Path, classroom: Classroom) -> None:
    del bench
    folder = tmp_path / "many"
    for number in range(500):
        hand_in(folder, f"learner{number:03}", HONEST)
    (folder / "folder" / f"{LESSON_ID}.ipynb").mkdir(parents=True)
    begun: list[str] = []
    entered: list[int] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        begun.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        tally = classroom.receive(find_uploads(folder), entered=entered.append)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert (tally.refused, len(classroom.waiting())) == (1, 500)
    assert sum(entered) == 501
    assert len(entered) >= 3
    assert sum(statement == "BEGIN IMMEDIATE" for statement in begun) < 10
    before = (classroom.out / "reports" / "folder" / f"{LESSON_ID}.json").stat().st_mtime_ns
    classroom.receive(find_uploads(folder))
    assert (classroom.out / "reports" / "folder" / f"{LESSON_ID}.json").stat().st_mtime_ns == before


def test_a_killed_worker_costs_nobody_a_grade_and_few_are_ahead(
    uploads: Path, classroom: Classroom, sandbox: Sandbox
) -> None:
    for number in range(12):
        hand_in(uploads, f"more{number:02}", f"{HONEST}\n# {number}\n")
    classroom.receive(find_uploads(uploads))
    drawn: list[str] = []
    done: list[str] = []
    most: list[int] = []

    def lazily() -> Iterator[ToGrade]:
        for one in classroom.waiting():
            drawn.append(one.submission.learner)
            most.append(len(drawn) - len(done))
            yield one

    def finished(report: Report) -> None:
        done.append(report.learner)
        if len(done) in (2, 5):
            for child in psutil.Process().children():
                if child.pid != sandbox.pid:
                    child.kill()

    tally = classroom.grade(lazily(), sandbox=sandbox, jobs=2, finished=finished)
    assert (tally.graded, tally.failed) == (14, [])
    assert sorted(drawn) == sorted(done)
    assert max(most) <= 2 * AHEAD + 4  # four are set aside when both workers die
    assert set(scores(classroom).values()) == {0.0, 4.0, 5.0}


def test_an_ended_sandbox_is_started_again(uploads: Path, classroom: Classroom) -> None:
    classroom.receive(find_uploads(uploads))
    with Sandbox(libraries=()) as own:
        psutil.Process(own.pid).kill()
        tally = classroom.grade(classroom.waiting(), sandbox=own)
    assert (tally.graded, tally.failed) == (2, [])
    assert scores(classroom)["ada"] == 5.0


def test_a_solution_that_changes_on_the_way_is_named(
    uploads: Path, classroom: Classroom, sandbox: Sandbox, bench: LessonBench
) -> None:
    classroom.receive(find_uploads(uploads))
    work = classroom.waiting()
    path = bench.solution.path
    try:
        path.write_text(f"{SOLUTION}\n# another one\n", encoding="utf-8")
        tally = classroom.grade(work, sandbox=sandbox)
    finally:
        path.write_text(SOLUTION, encoding="utf-8")
    assert tally.graded == 0
    assert len(tally.failed) == 4
    assert all("has changed. Give the same command again." in told for told in tally.failed)


# -- a database and a disk that do not do as they are told -------------------------------------------------------------


def test_a_locked_gradebook_ends_the_run_and_the_next_goes_on(
    uploads: Path, classroom: Classroom, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.receive(find_uploads(uploads))
    place = classroom.out / "gradebook.db"
    monkeypatch.setattr("workbench.grading.gradebook.opening._BUSY_MILLISECONDS", 200)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkbenchError, match="another program holds it locked"):
            classroom.grade(classroom.waiting(), sandbox=sandbox)
        other.execute("ROLLBACK")
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    assert scores(classroom) == {"ada": 5.0, "bob": 4.0, "eve": 0.0, "zoe": 0.0}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder: for root, a disk of its own with little room."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0:
        yield folder
        return
    linux.mount("tmpfs", str(folder), "tmpfs", options="size=2m")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """No room is left there; who is not root cannot fill a disk of its own, but can forbid that files grow."""
    ballast, (soft, hard) = folder / "ballast", resource.getrlimit(resource.RLIMIT_FSIZE)
    if os.geteuid() == 0:
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        ballast.unlink(missing_ok=True)


@pytest.mark.parametrize("what", ["gradebook", "reports"])
def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    uploads: Path, tmp_path: Path, small: Path, sandbox: Sandbox, what: str
) -> None:
    """The reports or the gradebook on it, the other one on another disk."""
    book, out = (small, tmp_path / "out") if what == "gradebook" else (tmp_path, small)
    classroom = Classroom(out, gradebook=str(book / "grades.db"))
    classroom.receive(find_uploads(uploads))
    classroom.grade(classroom.waiting()[:1], sandbox=sandbox)
    told = r"(disk is full|disk I/O error)" if what == "gradebook" else r"bob.*cannot be written: .*Make room"
    with full(small), pytest.raises(WorkbenchError, match=told):
        classroom.grade(classroom.waiting(), sandbox=sandbox)
    assert scores(classroom) == {"ada": 5.0, "bob": 0.0, "eve": 0.0, "zoe": 0.0}
    again = Classroom(out, gradebook=str(book / "grades.db"))
    again.receive(find_uploads(uploads))
    assert [one.submission.learner for one in again.waiting()] == ["bob", "eve", "zoe"]
    again.grade(again.waiting(), sandbox=sandbox)
    assert scores(again) == {"ada": 5.0, "bob": 4.0, "eve": 0.0, "zoe": 0.0}
    with closing(sqlite3.connect(book / "grades.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not [path for folder in (out, small) for path in folder.rglob("*.part")]
