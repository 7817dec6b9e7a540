"""The learner's side: cards, hints, solutions, quizzes, stand-ins, and a progress store that fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from cells import outcome, run_cell
from nbconvert import HTMLExporter

from workbench.checking.attempt import is_untouched
from workbench.errors import WorkbenchError
from workbench.feedback import Card
from workbench.lesson import Lesson

LESSON_ID = "01_alpha/01_one"


@pytest.fixture
def lesson(
    make_content: Callable[..., Any], cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lesson:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    make_content().exercise_lesson()
    return Lesson(LESSON_ID)


def attempt(lesson: Lesson, body: str) -> Any:
    return run_cell(f"@lesson.exercise\ndef double(x):\n    {body}\n", lesson=lesson)["double"]


def test_the_stub_is_not_an_attempt_and_the_reference_stands_in(lesson: Lesson, cards: list[Card]) -> None:
    assert attempt(lesson, "...")(4) == 8
    assert outcome(cards[-1]) == "not_attempted"
    assert "stands in" in cards[-1].text


def test_a_wrong_answer_is_diagnosed_and_the_reference_stands_in(lesson: Lesson, cards: list[Card]) -> None:
    assert attempt(lesson, "return x * x")(4) == 8
    assert outcome(cards[-1]) == "failed"
    assert "You squared it" in cards[-1].text


def test_the_learners_own_function_is_used_once_it_passes(lesson: Lesson, cards: list[Card]) -> None:
    mine = attempt(lesson, "return x + x")
    assert outcome(cards[-1]) == "passed"
    assert mine.__code__.co_filename.startswith("<cell")


def test_an_exception_shows_the_learners_line(lesson: Lesson, cards: list[Card]) -> None:
    attempt(lesson, "return y * 2")
    assert outcome(cards[-1]) == "error"
    assert "in line 3" in cards[-1].text
    assert "return y * 2" in cards[-1].text


def test_hints_come_one_at_a_time_and_are_counted_across_restarts(lesson: Lesson, cards: list[Card]) -> None:
    lesson.hint("double")
    lesson.hint("double")
    assert [card.text.splitlines()[0] for card in cards] == ["Hint 1 of 3: double", "Hint 2 of 3: double"]
    Lesson(LESSON_ID).hint("double")
    assert cards[-1].text.startswith("Hint 3 of 3")


def test_the_solution_is_shown_after_an_attempt(lesson: Lesson, cards: list[Card]) -> None:
    lesson.solution("double")
    assert cards[-1].text.startswith("Not yet")
    attempt(lesson, "return x * x")
    lesson.solution("double")
    assert "return 2 * x" in cards[-1].text
    assert "@reference" not in cards[-1].text


@pytest.mark.parametrize(
    ("answer", "wanted"), [("two", "passed"), ("a", "passed"), ("B)", "failed"), (..., "not_attempted")]
)
def test_a_quiz_takes_a_letter_or_the_text(lesson: Lesson, cards: list[Card], answer: Any, wanted: str) -> None:
    lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=answer)
    assert outcome(cards[-1]) == wanted
    assert ("That is the double." in cards[-1].text) == (wanted == "failed")


@pytest.mark.parametrize("answer", ["three", "2", 1, None])
def test_a_quiz_answer_that_is_no_option_says_what_there_is(lesson: Lesson, cards: list[Card], answer: Any) -> None:
    lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=answer)
    assert outcome(cards[-1]) == "not_attempted"
    assert "a) two, b) eight" in cards[-1].text
    assert lesson._journal.store is not None
    assert lesson._journal.store.attempts(LESSON_ID, "half") == 0


def test_unknown_names_suggest_the_nearest(lesson: Lesson) -> None:
    with pytest.raises(WorkbenchError, match="Did you mean 'double'"):
        lesson.hint("duoble")
    with pytest.raises(WorkbenchError, match="Did you mean '01_alpha/01_one'"):
        Lesson("01_alpha/01_won")


def test_progress_is_recorded(lesson: Lesson) -> None:
    attempt(lesson, "return x * x")
    attempt(lesson, "return x + x")
    assert lesson._journal.store is not None
    progress = lesson._journal.store.lesson_progress(LESSON_ID)
    assert progress.passed("double")
    assert lesson._journal.store.attempts(LESSON_ID, "double") == 2


def test_a_failing_store_is_told_once_and_the_lesson_goes_on(
    lesson: Lesson, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise WorkbenchError("The disk is full.")

    monkeypatch.setattr(lesson._journal.store, "record", fail)
    assert attempt(lesson, "return x + x")(2) == 4
    attempt(lesson, "return x + x")
    assert sum("The disk is full." in card.text for card in cards) == 1
    assert outcome(cards[-1]) == "passed"


def test_a_damaged_record_is_told_once_and_the_lesson_goes_on(lesson: Lesson, cards: list[Card]) -> None:
    attempt(lesson, "return x * x")
    assert lesson._journal.store is not None
    assert lesson._journal.store.url.database is not None
    Path(lesson._journal.store.url.database).write_bytes(b"no database " * 999)
    attempt(lesson, "return x + x")
    attempt(lesson, "return x + x")
    assert sum("was damaged" in card.text for card in cards) == 1
    assert lesson._journal.store.lesson_progress(LESSON_ID).passed("double")


def test_a_card_keeps_its_meaning_in_html_without_a_kernel(lesson: Lesson, cards: list[Card]) -> None:
    attempt(lesson, "return '<script>alert(1)</script>'")
    bundle, metadata = cards[-1]._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=bundle, metadata=metadata)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("…", outputs=[output])])
    html, _ = HTMLExporter().from_notebook_node(notebook)
    assert "Not yet: double" in html
    assert "<script>alert(1)</script>" not in bundle["text/html"]


@pytest.mark.parametrize(
    ("source", "untouched"),
    [
        ("def f(x):\n    ...", True),
        ("def f(x):\n    '''Another docstring.'''\n    pass", True),
        ("def f(x: int) -> int:\n    a = ...\n    return a", True),
        ("def f(x):\n    a = 3\n    return a", False),
        ("def f(x):\n    return ...", False),
        ("def f(x", False),
    ],
)
def test_what_counts_as_an_untouched_stub(source: str, untouched: bool) -> None:
    import ast

    from workbench.checking.attempt import _fingerprint

    stub = ast.parse("def f(x):\n    'Doc.'\n    a = ...\n    return a").body[0]
    assert isinstance(stub, ast.FunctionDef)
    assert is_untouched(source, "f", {"f": _fingerprint(stub)}) is untouched


def test_the_last_of_all_items_ends_the_lesson_and_says_where_to_go_on(
    make_content: Callable[..., Any], cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    content = make_content()
    content.exercise_lesson(title="Numbers", objectives={"Double <any> number": ["double"]})
    content.exercise_lesson("01_alpha/02_two", title="Trees")
    lesson = Lesson(LESSON_ID)
    ask = partial(lesson.quiz, "half", "Half of four is …", ["two", "eight"])
    ask(answer="two")
    attempt(lesson, "return 3 * x")
    assert not any("The end" in card.text for card in cards)
    attempt(lesson, "return x + x")
    assert "You have done Numbers. You can now:" in cards[-1].text
    assert "Double <any> number" in cards[-1].text
    assert "Double &lt;any&gt; number" in cards[-1].html
    assert "Next: Trees." in cards[-1].text
    attempt(lesson, "return x + x")  # said once
    assert sum("The end" in card.text for card in cards) == 1
