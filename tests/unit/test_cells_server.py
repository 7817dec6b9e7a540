"""What the buttons of JupyterLab ask: the shipped cells with the kept code, an answer in a cell, a lesson anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cells import run_cell

from workbench import workspace
from workbench.buttons import press
from workbench.errors import WorkbenchError
from workbench.feedback import Card
from workbench.lesson import Lesson
from workbench.quizzes import answered
from workbench.server.cells import cells_answer
from workbench.workspace import materialise, reset_notebook

ID = "01_alpha/01_one"
MINE = "@lesson.exercise\ndef double(x):\n    return x + x\n"


@pytest.fixture
def lesson(
    make_content: Callable[..., Any], cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lesson:
    for name in ("config", "data", "runtime"):
        monkeypatch.setenv(f"JUPYTER_{name.upper()}_DIR", str(tmp_path / f"jupyter-{name}"))
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    make_content().exercise_lesson()
    return Lesson(ID)


def item(name: str) -> dict[str, Any]:
    found = [each for cell in cells_answer(ID)["cells"] for each in cell["items"] if each["name"] == name]
    assert len(found) == 1
    return dict(found[0])


def test_the_cells_are_told_with_the_code_that_was_kept(lesson: Lesson) -> None:
    assert item("double") == {"kind": "exercise", "name": "double", "tried": None, "passed": None}
    run_cell(MINE, lesson=lesson)
    assert item("double")["passed"] == MINE
    shipped = [cell for cell in cells_answer(ID)["cells"] if cell["id"] == "exercise-double"]
    assert "..." in shipped[0]["source"]
    json.dumps(cells_answer(ID))


def test_quizzes_are_told_in_the_order_of_this_learner(lesson: Lesson) -> None:
    mine = json.loads(materialise(ID).read_text())
    sources = ["".join(cell["source"]) for cell in mine["cells"]]
    assert [cell["source"] for cell in cells_answer(ID)["cells"]] == sources


def test_a_lesson_anew_keeps_the_notebook_before(lesson: Lesson) -> None:
    path = materialise(ID)
    path.write_text(path.read_text().replace("print(double(21))", "print('mine')"))
    kept = reset_notebook(ID)
    assert kept is not None
    assert "print('mine')" in kept.read_text()
    assert "print('mine')" not in path.read_text()
    assert workspace.bring_up_to_date(ID).action == "current"
    path.unlink()
    assert reset_notebook(ID) is None
    assert path.exists()


@pytest.mark.parametrize(
    ("source", "option", "wanted"),
    [
        ('lesson.quiz("q", "?", ["x", "é"], answer=...)', "é", 'lesson.quiz("q", "?", ["x", "é"], answer="b")'),
        ('lesson.quiz("q", "é?", ["x", "y"], answer="b")', "x", 'lesson.quiz("q", "é?", ["x", "y"], answer="a")'),
        ('lesson.quiz("q", "?", ["x", "y"])', "y", 'lesson.quiz("q", "?", ["x", "y"], answer="b")'),
        ('lesson.quiz("q", "?", ["x", "y"], answer=b)', "y", 'lesson.quiz("q", "?", ["x", "y"], answer="b")'),
        ('lesson.quiz("q", "?", options, answer=...)', 'a "b"', 'lesson.quiz("q", "?", options, answer="a \\"b\\"")'),
        (
            'lesson.quiz(name="q", question="?", options=("x", "y"), answer=...)',
            "y",
            'lesson.quiz(name="q", question="?", options=("x", "y"), answer="b")',
        ),
    ],
)
def test_an_answer_is_written_into_the_cell(source: str, option: str, wanted: str) -> None:
    other = 'lesson.quiz("other", "?", ["x", "y"], answer=...)'
    assert answered(f"{other}\n{source}\n", "q", option) == f"{other}\n{wanted}\n"


@pytest.mark.parametrize("source", ["lesson.quiz(", "print(1)", 'lesson.quiz("q", "?", ["u", "v"], answer=...)'])
def test_an_answer_to_another_question_is_refused(source: str) -> None:
    with pytest.raises(WorkbenchError):
        answered(source, "q", "x")


def test_a_button_asks_the_lesson_that_is_open(lesson: Lesson, cards: list[Card]) -> None:
    press("hint", ID, "double")
    press("hint", ID, "double")
    assert [card.text.splitlines()[0] for card in cards] == ["Hint 1 of 3: double", "Hint 2 of 3: double"]
    for action, name in (("exercise", "double"), ("hint", "duoble"), ("__init__", "double")):
        with pytest.raises(WorkbenchError):
            press(action, ID, name)
