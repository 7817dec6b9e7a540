"""A small class through the command's own functions: graded, stopped and gone on, regraded, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from course import LESSON_ID, SOLUTION
from test_attacks import EVERYTHING, HONEST

from workbench.grading.bench import LessonBench
from workbench.grading.classroom import Classroom, find_uploads
from workbench.grading.grade import NO_WALLS
from workbench.grading.gradebook import State
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
    with Sandbox(trust=True) as open_air:
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
