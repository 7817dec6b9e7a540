"""Several versions of one learner's notebook: which of them is graded, and counts."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jupytext
import pytest
from course import LESSON_ID
from test_attacks import HONEST

from workbench.grading.classroom.classroom import Classroom
from workbench.grading.gradebook import State
from workbench.grading.intake.collect import collect
from workbench.grading.intake.uploads import find_uploads
from workbench.grading.judging.bench import LessonBench
from workbench.grading.sandbox.outside import Sandbox

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRONG = HONEST.replace("return x + x", "return x**2")


@pytest.fixture
def submissions(tmp_path: Path, bench: LessonBench) -> Path:
    """Ada handed in at eleven, at noon and at one o'clock: right, with a mistake, and something that is no notebook."""
    del bench  # its content is where the lessons are looked for
    for number, text in enumerate((HONEST, WRONG, "%PDF-1.7")):
        uploads = tmp_path / f"uploads{number}"
        path = uploads / "ada" / f"{LESSON_ID}.ipynb"
        path.parent.mkdir(parents=True)
        if text.startswith("%PDF"):
            path.write_text(text, encoding="utf-8")
        else:
            jupytext.write(jupytext.reads(text, fmt="py:percent"), path)
        at = (NOON + timedelta(hours=number - 1)).timestamp()
        os.utime(path, (at, at))
        collect(uploads, tmp_path / "submissions", lesson_ids=[LESSON_ID])
    return tmp_path / "submissions"


def grade(submissions: Path, out: Path, sandbox: Sandbox, *, due: datetime | None) -> Classroom:
    classroom = Classroom(out)
    classroom.receive(find_uploads(submissions))
    classroom.book.set_assignment(replace(classroom.book.assignment(LESSON_ID), due=due))
    while work := classroom.waiting():
        classroom.grade(work, sandbox=sandbox)
    return classroom


def test_all_versions_are_received_with_their_times(submissions: Path) -> None:
    found = find_uploads(submissions)
    assert [upload.path.name for upload in found] == ["01_target.1.ipynb", "01_target.2.ipynb", "01_target.ipynb"]
    assert [upload.received for upload in found] == [NOON + timedelta(hours=k) for k in (-1, 0, 1)]


@pytest.mark.parametrize(
    ("due", "total"),
    [(NOON - timedelta(minutes=30), 5.0), (NOON, 4.0), (NOON + timedelta(days=1), 4.0), (None, 4.0)],
    ids=["one is on time", "two are", "all are", "no date"],
)
def test_the_last_on_time_that_can_be_read_counts(
    submissions: Path, tmp_path: Path, sandbox: Sandbox, due: datetime | None, total: float
) -> None:
    classroom = grade(submissions, tmp_path / "grades", sandbox, due=due)
    (score,) = classroom.book.scores(LESSON_ID)
    assert score.total == total
    states = [one.state for one in classroom.book.submissions(LESSON_ID)]
    graded = 0 if total == 5.0 else 1
    assert states[graded] == State.GRADED
    assert states.count(State.GRADED) == 1, "what cannot count is not graded"
