"""The options of a quiz stand in an order of the learner's own, and a letter means what it means in their notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from workbench.checking.quiz import in_words
from workbench.quizzes import as_in, by_seed, reordered
from workbench.workspace import bring_up_to_date, notebook_path

CODE = 'lesson.quiz(\n    "η", "Wie groß? é",\n    ["α = 1", \'two\', "thr" "ee"],\n    answer=...,\n)'


def notebook(*codes: str) -> Any:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])  # type: ignore[no-untyped-call]


def turned(_: str, options: list[str]) -> list[str]:
    return options[::-1]


def test_the_source_is_changed_and_nothing_else() -> None:
    changed = reordered(notebook(CODE), turned).cells[0].source
    assert changed == CODE.replace('["α = 1", \'two\', "thr" "ee"]', '["thr" "ee", \'two\', "α = 1"]')
    assert reordered(notebook(changed), turned).cells[0].source == CODE


def test_two_quizzes_in_one_cell() -> None:
    both = 'lesson.quiz("a", "?", ["1", "2"])\nlesson.quiz("b", "?", ["x", "longer", "y"])'
    changed = reordered(notebook(both), turned).cells[0].source
    assert changed == 'lesson.quiz("a", "?", ["2", "1"])\nlesson.quiz("b", "?", ["y", "longer", "x"])'


@pytest.mark.parametrize(
    "code", ['lesson.quiz("a", "?", OPTIONS)', 'lesson.quiz("a", "?", ["1", 2])', "%%time\n.quiz("]
)
def test_what_is_not_written_out_stays(code: str) -> None:
    assert reordered(notebook(code), turned).cells[0].source == code


def test_a_seed_gives_one_order_whatever_comes_in() -> None:
    orders = {tuple(by_seed("ada")("quiz", options)) for options in (["1", "2", "3"], ["3", "1", "2"])}
    assert len(orders) == 1
    assert len({tuple(by_seed(str(seed))("quiz", ["1", "2", "3"])) for seed in range(60)}) == 6


def test_the_right_option_stands_anywhere() -> None:
    places = [by_seed(str(seed))("quiz", ["right", "b", "c", "d"]).index("right") for seed in range(400)]
    assert all(70 < places.count(place) < 130 for place in range(4))


def test_the_order_of_another_notebook_stays_while_the_options_do() -> None:
    there = notebook('lesson.quiz("a", "?", ["2", "1"])')
    assert as_in(there, turned)("a", ["1", "2"]) == ["2", "1"]
    assert as_in(there, turned)("a", ["1", "2", "3"]) == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("answer", "meant"), [("b", "two"), (" B) ", "two"), ("two", "two"), ("d", "d"), ("", ""), ("½", "½"), ("bb", "bb")]
)
def test_a_letter_in_words(answer: str, meant: str) -> None:
    assert in_words(answer, ["one", "two", "three"]) == meant


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_content: Callable[..., Any]) -> Any:
    content = make_content()
    options = "[" + ", ".join(f'"option {k}"' for k in range(8)) + "]"
    content.lesson("01_alpha/01_one", f'# %%\nlesson.quiz("many", "Which?", {options}, answer=...)\n', solution="")
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "work"))
    return content


def source(lesson: str = "01_alpha/01_one") -> str:
    return str(nbformat.read(notebook_path(lesson), as_version=4).cells[-1].source)  # type: ignore[no-untyped-call]


def test_a_learner_s_notebook_has_an_order_that_stays(workspace: Any, tmp_path: Path) -> None:
    bring_up_to_date("01_alpha/01_one")
    first = source()
    assert sorted(first) == sorted(
        workspace.root.joinpath("lessons/01_alpha/01_one.py").read_text()[-len(first) - 1 : -1]
    )
    notebook_path("01_alpha/01_one").unlink()
    bring_up_to_date("01_alpha/01_one")
    assert source() == first
    assert bring_up_to_date("01_alpha/01_one").action == "current"


def test_an_answered_quiz_keeps_its_order_when_the_seed_is_lost(workspace: Any, tmp_path: Path) -> None:
    path = bring_up_to_date("01_alpha/01_one").path
    path.write_text(path.read_text().replace("answer=...", 'answer=\\"b\\"'))
    first = source()
    (tmp_path / "work" / ".workbench" / "order").write_text("another\n")
    assert bring_up_to_date("01_alpha/01_one").action == "current"
    assert source() == first


def test_the_notebook_of_a_course_is_shuffled_before_it_is_begun(workspace: Any, tmp_path: Path) -> None:
    """A course hands the lesson out with its base, the same for all."""
    from workbench.merge import stamp
    from workbench.notebooks import read_lesson

    handed_out = nbformat.writes(stamp(read_lesson("01_alpha/01_one")))  # type: ignore[no-untyped-call]
    for place in ("", ".workbench/base/"):
        file = tmp_path / "work" / f"{place}01_alpha" / "01_one.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{handed_out}\n")
    before = source()
    (tmp_path / "work" / ".workbench" / "order").write_text("a seed that moves something\n")
    opened = bring_up_to_date("01_alpha/01_one")
    assert (opened.action, opened.notes) == ("current", ())
    assert source() != before
    assert sorted(source()) == sorted(before)
