"""What the cells of a review do: they check on inputs of their own, record in the review, and survive what vanishes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from cells import outcome, run_cell
from review_helpers import LESSON, OTHER, agenda, learnt
from review_helpers import content as content
from review_helpers import workspace as workspace

from workbench.checking.solution import load_solution
from workbench.errors import WorkbenchError
from workbench.feedback import Card
from workbench.grading.release.make import release
from workbench.progress import ProgressStore
from workbench.review import Review, session
from workbench.review.session import FreshChecker
from workbench.review.store import PlanStore, ReviewRecord

# -- fresh inputs ------------------------------------------------------------------------------------------------------


def test_each_review_draws_its_own_inputs_and_always_the_same(content: Any) -> None:
    content.exercise_lesson(OTHER)

    def inputs(review: str) -> list[Any]:
        return [case.inputs for case in FreshChecker(OTHER, review)._checker("double").cases]

    assert inputs("2026-03-01") == inputs("2026-03-01") != inputs("2026-03-02")
    assert inputs("2026-03-01") != [case.inputs for case in load_solution(OTHER).exercise("double").all_cases()]


def test_inputs_on_which_a_known_mistake_passes_are_drawn_again(content: Any) -> None:
    """In three draws of ten the inputs are zeros and twos, where the mistake makes no difference."""
    exercise = load_solution(LESSON).exercise("quadruple")
    wrong = exercise.misconceptions[0].implementation
    for day in range(40):
        checker = FreshChecker(LESSON, f"day {day}")
        assert checker.check("quadruple", exercise.implementation).outcome == "passed"
        assert checker.check("quadruple", wrong).outcome == "failed"


def test_the_first_call_of_the_reference_is_not_cut_short(content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may import much, and an import that is cut short stays half done."""
    began, ended = list[int](), list[int]()
    exercise = load_solution(LESSON).exercise("quadruple")
    plain = exercise.implementation

    def slow(x: int) -> Any:
        began.append(x)
        time.sleep(0 if ended else 0.5)
        ended.append(x)
        return plain(x)

    monkeypatch.setattr(exercise, "implementation", slow)
    monkeypatch.setattr(session, "_PATIENCE", 0.1)
    FreshChecker(LESSON, "day 0")._checker("quadruple")
    assert began == ended != []


# -- what the cells do -------------------------------------------------------------------------------------------------


@pytest.fixture
def review(content: Any, cards: list[Card]) -> Review:
    return Review("2026-03-03", {LESSON: ["quadruple", "half"]})


def attempt(review: Review, body: str) -> Any:
    return run_cell(f"@review.exercise\ndef quadruple(x):\n    {body}\n", review=review)["quadruple"]


def test_a_cell_checks_itself_and_records_in_the_review(review: Review, cards: list[Card]) -> None:
    assert attempt(review, "...")(1) == 4
    assert attempt(review, "return x")(1) == 4
    attempt(review, "return 4 * x")
    assert [outcome(card) for card in cards] == ["not_attempted", "failed", "passed"]
    assert 'review.solution("quadruple")' in cards[1].text
    assert ReviewRecord("2026-03-03").attempts(LESSON, "quadruple") == 2
    assert ProgressStore().lesson_progress(LESSON).items == {}
    assert PlanStore().plans()[LESSON, "quadruple"].why == "passed after 1 failed try"


def test_the_own_version_stays_within_reach(review: Review, cards: list[Card]) -> None:
    assert attempt(review, "return x")(1) == 4
    assert 'review.mine("quadruple")' in cards[-1].text
    assert review.mine("quadruple")(1) == 1


def test_letters_follow_the_order_that_is_shown(review: Review, cards: list[Card]) -> None:
    review.quiz("half", "Half of four is …", ["eight", "six", "two"], answer="c")
    review.quiz("half", "Half of four is …", ["eight", "six", "two"], answer="a")
    assert [outcome(card) for card in cards] == ["passed", "failed"]


def test_hints_and_solution_are_those_of_this_review(content: Any, cards: list[Card]) -> None:
    content.exercise_lesson(OTHER)
    store = learnt("double", lesson=OTHER)
    store.record_hint(lesson=OTHER, item="double", number=3)
    review = Review("2026-03-03", {OTHER: ["double"]})
    review.hint("double")
    assert cards[-1].text.startswith("Hint 1 of 3")
    assert 'Run `review.hint("double")` again' in cards[-1].text
    review.solution("double")
    assert cards[-1].text.startswith("Not yet")
    run_cell("@review.exercise\ndef double(x):\n    return x\n", review=review)
    review.solution("double")
    assert "return 2 * x" in cards[-1].text
    assert Review("2026-03-04", {OTHER: ["double"]}).hint("double") is None
    assert cards[-1].text.startswith("Hint 1 of 3")


def test_what_has_vanished_since_is_told_and_skipped(content: Any, cards: list[Card]) -> None:
    review = Review("2026-03-03", {LESSON: ["tripled", "half"], "03_gamma/01_gone": ["lost"]})
    kept = run_cell("@review.exercise\ndef tripled(x):\n    return 3 * x\n", review=review)["tripled"]
    assert kept(2) == 6
    assert cards[-1].text.startswith("No longer there: tripled")
    review.quiz("lost", "Where?", ["here", "there"], answer="a")
    assert cards[-1].text.startswith("No longer there: lost")
    review.quiz("half", "Half of four is …", ["two", "eight"], answer="a")
    assert cards[-1].text.startswith("The question has changed: half")
    with pytest.raises(WorkbenchError, match="no longer has 'tripled'"):
        review.given(LESSON, "tripled")(1)
    with pytest.raises(WorkbenchError, match="Did you mean 'tripled'"):
        review.hint("triple")


def test_a_failing_store_is_told_once_and_the_review_goes_on(
    review: Review, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise WorkbenchError("The disk is full.")

    monkeypatch.setattr(ReviewRecord, "record", fail)
    attempt(review, "return x")
    attempt(review, "return 4 * x")
    assert sum("The disk is full." in card.text for card in cards) == 1
    assert outcome(cards[-1]) == "passed"


def test_nothing_is_recorded_when_that_is_switched_off(
    content: Any, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_RECORD", "0")
    attempt(Review("2026-03-03", {LESSON: ["quadruple"]}), "return 4 * x")
    assert outcome(cards[-1]) == "passed"
    assert PlanStore().plans() == {}


# -- the release of a course -------------------------------------------------------------------------------------------


def test_in_a_release_exercises_come_back_that_its_public_cases_can_judge(
    content: Any, cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.exercise_lesson(OTHER)
    release([OTHER, LESSON], tmp_path / "course")
    monkeypatch.delenv("WORKBENCH_CONTENT")
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "course"))
    learnt("double", "half", lesson=OTHER)
    found = agenda(learnt("quadruple"))
    assert [entry.key for entry in found.due] == [(OTHER, "double")]
    assert found.notes == (
        "Left out: quadruple of 01_alpha/01_one. It builds on double, and the release has no solution of that.",
        "Left out: half of 02_beta/01_two. The answers of this course are kept by its instructor.",
    )
    review = Review("2026-03-03", {OTHER: ["double"]})
    run_cell("@review.exercise\ndef double(x):\n    return x * x\n", review=review)
    run_cell("@review.exercise\ndef double(x):\n    return x + x\n", review=review)
    assert [outcome(card) for card in cards] == ["failed", "passed"]
