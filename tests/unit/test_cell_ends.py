"""When an exercise is checked: after its cell, in notebooks, scripts and whatever else runs code."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from cells import outcome, run_cell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from workbench.batch.engine import kernel_config
from workbench.checking.ends import Cell
from workbench.errors import WorkbenchError
from workbench.feedback import Card
from workbench.lesson import Lesson

LESSON_ID = "01_alpha/01_one"
HEAD = f"from workbench import Lesson\n\nlesson = Lesson({LESSON_ID!r})\n"
RIGHT = "@lesson.exercise\ndef double(x):\n    return x + x\n"
WRONG = "@lesson.exercise\ndef double(x):\n    return x * x\n"
HELPED = "@lesson.exercise\ndef double(x):\n    return twice(x)\n"
RECURSIVE = "@lesson.exercise\ndef double(x, more=True):\n    return x + double(x, False) if more else x\n"


@pytest.fixture
def content(make_content: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("WORKBENCH_RECORD", "0")
    made = make_content()
    made.exercise_lesson()
    return made


@pytest.fixture
def lesson(content: Any, cards: list[Card]) -> Lesson:
    return Lesson(LESSON_ID)


# -- text that something executes --------------------------------------------------------------------------------------


def test_in_its_cell_the_name_is_the_learners_and_below_it_the_reference_stands_in(
    lesson: Lesson, cards: list[Card]
) -> None:
    names = run_cell(f"{WRONG}\nvalue = double(3)\nshown = len(cards)\n", lesson=lesson, cards=cards)
    assert (names["value"], names["shown"]) == (9, 0)
    assert names["double"](3) == 6
    assert outcome(cards[-1]) == "failed"


@pytest.mark.parametrize(
    "source", [RECURSIVE, WRONG.replace("x * x", "twice(x)") + "\ndef twice(x):\n    return 2 * x\n"]
)
def test_what_stands_further_down_and_the_name_itself_are_there(lesson: Lesson, cards: list[Card], source: str) -> None:
    run_cell(source, lesson=lesson)
    assert [outcome(card) for card in cards] == ["passed"]


def test_a_cell_that_fails_further_down_is_checked(lesson: Lesson, cards: list[Card]) -> None:
    with pytest.raises(ZeroDivisionError):
        run_cell(f"{RIGHT}\n1 / 0\n", lesson=lesson)
    assert [outcome(card) for card in cards] == ["passed"]


def test_a_function_that_reaches_the_reference_by_its_own_name_has_not_passed(
    lesson: Lesson, cards: list[Card]
) -> None:
    names = run_cell("@lesson.exercise\ndef double(x):\n    ...\n", lesson=lesson)
    source = "@lesson.exercise\ndef double(x):\n    return double(x)\n"
    name = "<again>"
    exec(compile(source, name, "exec"), names)
    assert [outcome(card) for card in cards] == ["not_attempted", "error"]


def test_several_exercises_of_a_cell_are_checked_in_their_order(content: Any, cards: list[Card]) -> None:
    solution = (content.root / "solutions" / f"{LESSON_ID}.py").read_text()
    content.solution(
        LESSON_ID,
        solution + "\n\n@reference\ndef triple(x):\n    return 3 * x\n\n\n"
        "@triple.cases(n=3)\ndef _(rng):\n    return {'x': float(rng.normal())}\n",
    )
    lesson = Lesson(LESSON_ID)
    source = "@lesson.exercise\ndef triple(x):\n    return x + double(x)\n\n\n" + RIGHT
    run_cell(source, lesson=lesson)
    assert [card.metadata["workbench"]["exercise"] for card in cards] == ["triple", "double"]
    assert [outcome(card) for card in cards] == ["passed", "passed"]


def test_where_a_debugger_traces_the_next_call_settles_what_waits(lesson: Lesson, cards: list[Card]) -> None:
    def debugger(*_: object) -> None: ...

    before = sys.gettrace()
    sys.settrace(debugger)
    try:
        run_cell(RIGHT, lesson=lesson)
        assert sys.gettrace() is debugger
    finally:
        sys.settrace(before)
    assert cards == []
    lesson.hint("double")
    assert [outcome(card) for card in cards[:1]] == ["passed"]


def test_nothing_is_traced_once_all_is_settled(lesson: Lesson) -> None:
    run_cell(RIGHT, lesson=lesson)
    assert sys.gettrace() is None


def test_an_unknown_name_is_an_error_at_once(lesson: Lesson) -> None:
    with pytest.raises(WorkbenchError, match="Did you mean 'double'"):
        run_cell("@lesson.exercise\ndef duoble(x):\n    return 2 * x\n", lesson=lesson)


@pytest.mark.parametrize(
    ("given", "what"), [("lambda x: 2 * x", "a lambda"), ("partial(pow, 2)", "a functools.partial")]
)
def test_what_has_no_name_is_told_in_a_sentence(lesson: Lesson, cards: list[Card], given: str, what: str) -> None:
    run_cell(f"from functools import partial\ndouble = lesson.exercise({given})\n", lesson=lesson)
    assert f"was given {what}" in cards[-1].text
    assert "Write `def double(…):` with `@lesson.exercise` above it." in cards[-1].text
    run_cell(f"from functools import partial\nlesson.exercise({given})\n", lesson=lesson)
    assert cards[-1].text.startswith("Not checked")


# -- the learner's own version -----------------------------------------------------------------------------------------


def test_the_own_version_stays_within_reach(lesson: Lesson, cards: list[Card]) -> None:
    with pytest.raises(WorkbenchError, match="no version of 'double' of your own yet"):
        lesson.mine("double")
    names = run_cell(RECURSIVE.replace("else x", "else 2 * x"), lesson=lesson)
    assert 'Your own version: `lesson.mine("double")`.' in cards[-1].text
    assert names["double"](5) == 10
    exec(compile("mine = lesson.mine('double')(5)\nrecursive = double(5)\n", "<below>", "exec"), names)
    assert (names["mine"], names["recursive"]) == (15, 15), "in the cell that asks for it"
    assert names["double"](5) == 10, "and no longer"
    with pytest.raises(WorkbenchError, match="Did you mean 'double'"):
        lesson.mine("duoble")


def test_a_stub_below_says_what_counts_and_takes_nothing_away(lesson: Lesson, cards: list[Card]) -> None:
    names = run_cell(RIGHT, lesson=lesson)
    own = names["double"]
    run_cell("@lesson.exercise\ndef double(x):\n    ...\n", **{k: v for k, v in names.items() if k != "__builtins__"})
    assert outcome(cards[-1]) == "passed"
    assert "What you wrote in another cell counts." in cards[-1].text
    assert own(2) == 4


def test_a_cell_that_is_emptied_again_is_not_attempted(
    lesson: Lesson, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_in(cell_id: str, source: str) -> None:
        cell = Cell()
        cell.id = cell_id
        monkeypatch.setattr("workbench.checking.desk.running_cell", lambda _: cell)
        run_cell(source, lesson=lesson)
        cell.end()

    stub = "@lesson.exercise\ndef double(x):\n    ...\n"
    for cell_id, source in (("one", RIGHT), ("two", stub), ("one", stub), ("two", stub)):
        run_in(cell_id, source)
    assert [outcome(card) for card in cards] == ["passed", "passed", "not_attempted", "not_attempted"]


# -- scripts -----------------------------------------------------------------------------------------------------------


def script(folder: Path, text: str) -> str:
    path = folder / "trial.py"
    path.write_text(HEAD + text, encoding="utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_a_script_with_cells_is_checked_where_each_ends(content: Any, tmp_path: Path) -> None:
    told = script(
        tmp_path,
        f"# %%\n{WRONG}\n\nprint('own', double(3))\n# %%\nprint('reference', double(3))\n"
        f"# %%\n{HELPED}\n\ndef twice(x):\n    return 2 * x\n",
    )
    assert in_order(told, "own 9", "Not yet: double", "reference 6", "Correct: double")


def test_a_script_without_cells_is_checked_at_the_first_use_of_the_name(content: Any, tmp_path: Path) -> None:
    body = f"{WRONG.replace('x * x', 'square(x)')}\n\ndef square(x):\n    return x * x\n\n\nprint('before')\n"
    told = script(tmp_path, f"{body}print('reference', double(3))\nprint('after')\n")
    assert in_order(told, "before", "Not yet: double", "reference 6", "after")


@pytest.mark.parametrize("ending", ["", "raise SystemExit(3)\n", "1 / 0\n", "import sys\nsys.exit()\n"])
def test_a_script_is_checked_at_the_latest_when_it_ends(content: Any, tmp_path: Path, ending: str) -> None:
    told = script(tmp_path, f"{RECURSIVE}\n\nprint('end')\n{ending}")
    assert in_order(told, "end", "Correct: double")


def test_an_endless_loop_in_a_script_is_stopped_though_it_catches_everything(content: Any, tmp_path: Path) -> None:
    solution = content.root / "solutions" / f"{LESSON_ID}.py"
    solution.write_text(solution.read_text().replace("@reference\n", "@reference(time_limit=0.5)\n"))
    loop = "while True:\n        try:\n            sum(range(9_000))\n        except BaseException:\n            pass\n"
    assert "Stopped: too long: double" in script(tmp_path, f"@lesson.exercise\ndef double(x):\n    {loop}")


# -- notebooks ---------------------------------------------------------------------------------------------------------


def run_notebook(*cells: str, errors: bool = True) -> Any:
    notebook: Any = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (HEAD, *cells)]  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(prefix="wb-") as folder:  # its sockets lie there: ports may clash
        config = kernel_config(Path(folder))
        NotebookClient(notebook, kernel_name="workbench", allow_errors=errors, config=config).execute()
    return notebook


def said(cell: Any) -> list[str]:
    """What appears under a cell: the texts, ``picture``, and the verdicts of cards."""
    found = []
    for output in cell.outputs:
        told = output.get("metadata", {}).get("workbench", {}).get("outcome")
        if told or output.output_type == "error":
            found.append(told or output.ename)
        elif output.output_type == "stream":
            found.append(output.text)
        else:
            found.append("picture" if "image/png" in output.data else output.data["text/plain"])
    return found


def test_a_notebook_shows_each_card_under_its_cell_and_each_output_once(content: Any) -> None:
    noisy = """\
import logging
from tqdm import tqdm
import matplotlib.pyplot as plt
logging.basicConfig()

@lesson.exercise
def double(x):
    print("at work")
    logging.warning("careful")
    list(tqdm([1, 2], desc="bar"))
    plt.plot([1, 2])
    plt.show()
    return 2 * x
"""
    notebook = run_notebook(
        noisy,
        f"{WRONG}\n\nplt.plot([1, 2])\ndouble(3)\n",
        "print(double(3), lesson.mine('double')(3))",
        f"{RIGHT}\n\n1 / 0\n",
        f"%%capture\n{WRONG}",
    )
    first, *others = (said(cell) for cell in notebook.cells[1:])
    text = "".join(first)
    assert [text.count(part) for part in ("at work", "careful", "picture", "passed")] == [1, 1, 1, 1]
    assert text.count("bar: 100%") == 1
    assert first[-1] == "passed"
    assert others == [["9", "picture", "failed"], ["6 9\n"], ["ZeroDivisionError", "passed"], ["failed"]]


def test_what_breaks_the_check_fails_the_cell(content: Any) -> None:
    solution = content.root / "solutions" / f"{LESSON_ID}.py"
    solution.write_text(solution.read_text().replace("return 2 * x", "return missing * x"))
    with pytest.raises(CellExecutionError, match="missing"):
        run_notebook(RIGHT, errors=False)


def test_quit_ends_its_cell_and_not_the_kernel(content: Any) -> None:
    notebook = run_notebook("quit()\nprint('on')", RIGHT)
    assert said(notebook.cells[1]) == ["CellEndedError"]
    assert said(notebook.cells[2]) == ["passed"]


def test_nbconvert_executes_a_notebook(content: Any, tmp_path: Path) -> None:
    notebook: Any = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in (HEAD, WRONG, "double(3)")]  # type: ignore[no-untyped-call]
    notebook.metadata["kernelspec"] = {"name": "workbench", "display_name": "Workbench"}
    path = tmp_path / "trial.ipynb"
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", path]
    subprocess.run(command, check=True, capture_output=True)
    done: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    assert [said(cell) for cell in done.cells[1:]] == [["failed"], ["6"]]
