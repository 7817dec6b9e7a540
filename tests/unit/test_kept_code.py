"""The learner's code is kept: as it was last tried, and as it last passed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cells import run_cell

from workbench.feedback import Card
from workbench.lesson import Lesson
from workbench.progress import LONGEST_CODE, KeptCode, ProgressStore
from workbench.review.store import ReviewRecord

ID = "01_alpha/01_one"
CELL = "@lesson.exercise\ndef double(x):\n    {}\n"


@pytest.fixture
def lesson(
    make_content: Callable[..., Any], cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lesson:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    make_content().exercise_lesson()
    return Lesson(ID)


def attempt(lesson: Lesson, body: str) -> None:
    run_cell(CELL.format(body), lesson=lesson)


def kept() -> KeptCode:
    return ProgressStore().kept_codes(ID).get("double", KeptCode())


def test_the_last_try_and_the_last_pass_are_kept(lesson: Lesson) -> None:
    attempt(lesson, "return x + x")
    attempt(lesson, "return 2 * x")
    attempt(lesson, "return x * x")
    assert kept() == KeptCode(tried=CELL.format("return x * x"), passed=CELL.format("return 2 * x"))
    assert kept().best == CELL.format("return 2 * x")


def test_an_untouched_cell_takes_no_code_away(lesson: Lesson) -> None:
    attempt(lesson, "return x * x")
    attempt(lesson, "...")
    assert kept() == KeptCode(tried=CELL.format("return x * x"))


def test_a_whole_program_is_not_kept_as_a_cell(lesson: Lesson) -> None:
    run_cell(CELL.format("return x + x") + "#" * LONGEST_CODE, lesson=lesson)
    assert kept() == KeptCode()


def test_a_record_from_before_keeps_code_from_now_on(lesson: Lesson) -> None:
    attempt(lesson, "return x * x")
    assert lesson._journal.store is not None
    file = lesson._journal.store.url.database
    assert file is not None
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE codes")
    connection.close()
    attempt(lesson, "return x + x")
    assert kept().passed == CELL.format("return x + x")
    assert ProgressStore().attempts(ID, "double") == 2


def test_a_review_leaves_what_the_lesson_kept(lesson: Lesson) -> None:
    attempt(lesson, "return x + x")
    ReviewRecord("today").record(
        lesson=ID, item="double", kind="exercise", outcome="failed", score=0.0, seconds=None, diagnosis=None, code="no"
    )
    assert kept() == KeptCode(tried=CELL.format("return x + x"), passed=CELL.format("return x + x"))


def test_restore_shows_what_was_kept(lesson: Lesson, cards: list[Card]) -> None:
    lesson.restore("double")
    assert "No version of yours" in cards[-1].text
    attempt(lesson, "return x + x")
    attempt(lesson, "return x * x")
    lesson.restore()
    assert "return x + x" in cards[-1].text
    assert "return x * x" in cards[-1].text
    assert cards[-1].metadata["workbench"] == {"about": "double", "lesson": ID}


def test_compare_shows_both_versions_once_it_has_passed(lesson: Lesson, cards: list[Card]) -> None:
    attempt(lesson, "return x * x")
    lesson.compare("double")
    assert cards[-1].text.startswith("Not yet")
    attempt(lesson, "return x + x")
    lesson.compare("double")
    assert "return x + x" in cards[-1].text
    assert "return 2 * x" in cards[-1].text


def test_hints_are_asked_by_name_by_function_or_not_at_all(lesson: Lesson, cards: list[Card]) -> None:
    lesson.hint()  # nothing was tried: the next that is open
    given = run_cell(CELL.format("return x * x"), lesson=lesson)["double"]
    lesson.hint(given)
    lesson.hint()
    assert [card.text.splitlines()[0] for card in cards if card.text.startswith("Hint")] == [
        "Hint 1 of 3: double",
        "Hint 2 of 3: double",
        "Hint 3 of 3: double",
    ]
