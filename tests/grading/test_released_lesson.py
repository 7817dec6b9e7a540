"""What a learner of a class sees: the lesson of a release, where no solution is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from cells import outcome
from nbclient import NotebookClient

from workbench import Lesson, load_dataset
from workbench.content import content_root, workspace_root
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.feedback import Card
from workbench.grading.release.make import release
from workbench.progress import ProgressStore
from workbench.workspace import bring_up_to_date

ONE = "01_alpha/01_one"
LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_one")


# %%
@lesson.exercise
def double(x: float) -> float:
    """Twice x. x: a float; returns a float."""
    ...


# %%
@lesson.exercise
def best():
    """The name of the best column."""
    ...


# %%
@lesson.exercise
def apply(f, x):
    """f of x."""
    ...


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=...)

# %%
lesson.explore("coin", fair=True)

# %%
print("twice 21 is", double(21))
'''
SOLUTION = """\
from workbench.authoring import choice, reference


@reference
def double(x):
    return 2 * x


double.example(x=1.5).hints("What is it twice?", "Add it to itself.", "Return 2 * x.")


@double.cases(n=3)
def _(rng):
    return {"x": float(rng.normal())}


@reference
def best():
    return "the best"


@reference
def apply(f, x):
    return f(x)


@apply.cases(n=2)
def _(rng):
    slope = rng.normal()
    return {"f": lambda x: slope * x, "x": 1.0}


half = choice("two", why={"eight": "That is the double."}, because="2 + 2 is 4.")
"""


@pytest.fixture
def course(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release, unpacked far from its author's content."""
    content = make_content()
    content.lesson(ONE, LESSON, solution=SOLUTION, datasets=["birds"])
    content.dataset("birds", table_csv="a,b\n1,2\n")
    content.explorer("coin")
    folder = release([ONE], tmp_path / "far" / "course").into
    content.root.rename(tmp_path / "elsewhere")
    monkeypatch.delenv("WORKBENCH_CONTENT")
    monkeypatch.delenv("WORKBENCH_WORKSPACE", raising=False)
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    monkeypatch.chdir(folder / "01_alpha")
    return folder


def test_the_release_is_the_content(course: Path) -> None:
    assert workspace_root() == course
    assert content_root() == course / ".workbench" / "content"
    assert [info.id for info in load_curriculum()] == [ONE]
    assert load_dataset("birds").shape == (1, 2)


def test_a_content_that_is_named_goes_first(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path / "elsewhere"))
    assert content_root() == tmp_path / "elsewhere"


def test_right_and_wrong_on_public_cases(course: Path, cards: list[Card]) -> None:
    lesson = Lesson(ONE)

    def double(x: float) -> float:
        return x * x

    assert lesson.exercise(double) is double, "there is no reference that could stand in"
    assert outcome(cards[-1]) == "failed"
    assert "expected: 3.0" in cards[-1].text
    assert "stands in" not in cards[-1].text
    double.__code__ = (lambda x: x + x).__code__
    lesson.exercise(double)
    assert outcome(cards[-1]) == "passed"


def test_what_only_grading_can_tell_is_recorded(course: Path, cards: list[Card]) -> None:
    lesson = Lesson(ONE)

    def best() -> Any:
        return "some column"

    def apply(f: Callable[[float], float], x: float) -> float:
        return f(x)

    assert lesson.exercise(best) is best
    assert lesson.exercise(apply) is apply
    assert lesson.quiz("half", "Half of four is …", ["two", "eight"], answer="b") is None
    assert [outcome(card) for card in cards] == ["recorded"] * 3
    assert all(
        "judged when you hand it in" in card.text or "checked when you hand it in" in card.text for card in cards
    )
    assert "two" not in cards[-1].text.split("eight")[-1], "the answer is not told"
    progress = ProgressStore().lesson_progress(ONE)
    assert progress.done(["best", "apply", "half"])
    assert progress.items["half"].best_score == 0


def test_hints_are_there_and_solutions_are_not(course: Path, cards: list[Card]) -> None:
    lesson = Lesson(ONE)
    lesson.hint("double")
    assert "What is it twice?" in cards[-1].text
    lesson.solution("double")
    assert "kept by its instructor" in cards[-1].text
    with pytest.raises(WorkbenchError, match="Did you mean 'double'"):
        lesson.solution("dubble")
    with pytest.raises(WorkbenchError, match="Did you mean 'half'"):
        lesson.quiz("halve", "?", ["two", "eight"])


def test_the_notebook_runs_as_it_is_and_stays_the_learners(course: Path) -> None:
    path = course / f"{ONE}.ipynb"
    assert bring_up_to_date(ONE).action == "current"
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    said = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [o.metadata.workbench.outcome for o in said if "workbench" in o.get("metadata", {})] == ["not_attempted"] * 4
    assert said[-1].text == "twice 21 is None\n"
    assert "Heads. The first: True." in [output.data["text/plain"] for output in said if "data" in output]


def test_a_damaged_release_says_what_to_do(course: Path) -> None:
    checks = course / ".workbench" / "content" / "checks" / f"{ONE}.json"
    checks.write_text(json.dumps({"format": 0}))
    with pytest.raises(WorkbenchError, match="Get the release again"):
        Lesson(ONE)
    checks.unlink()
    with pytest.raises(WorkbenchError, match="has no lesson"):
        Lesson(ONE)
