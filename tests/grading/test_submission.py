"""Reading uploads: whatever the bytes are, the outcome is a submission or a refusal with a reason."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.grading.intake.magics import CellError, parse, plain_python
from workbench.grading.intake.outputs import without_outputs
from workbench.grading.intake.submission import Reason, Refusal, Submission, read_submission
from workbench.notebooks import insert_solutions, read_lesson

ONE, TWO = "01_alpha/01_one", "01_alpha/02_two"

LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("{id}")


# %%
@lesson.exercise
def {first}(x: float) -> float:
    """Twice x. x: a float; returns a float."""
    ...


# %%
@lesson.exercise
class {second}:
    """Counts. Takes nothing."""

    ...


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=...)
lesson.quiz("third", "A third of nine is …", ["three", "two"], answer=...)
'''

Cell = dict[str, Any]
SETUP = f'from workbench import Lesson\nlesson = Lesson("{ONE}")'
DOUBLE = "@lesson.exercise\ndef double(x):\n    return 2 * x"
COUNTER = "@lesson.exercise\nclass Counter:\n    pass"
QUIZ = 'lesson.quiz("half", "Half of four is …", ["two", "eight"], answer="a")'


@pytest.fixture
def lessons(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.lesson(ONE, LESSON.format(id=ONE, first="double", second="Counter"), solution="")
    content.lesson(TWO, LESSON.format(id=TWO, first="triple", second="Adder"), solution="")


def code(source: Any, **more: Any) -> Cell:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **more}


def text(source: str, kind: str = "markdown") -> Cell:
    return {"cell_type": kind, "source": source, "metadata": {}}


def notebook(*cells: Any, **more: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}


@pytest.fixture
def read(lessons: None, tmp_path: Path) -> Callable[..., Submission]:
    """Read bytes, a text, a notebook as a dict, or the sources of its code cells."""

    def reader(*given: Any, name: str = "upload.ipynb", lesson_id: str = ONE, **more: Any) -> Submission:
        path = tmp_path / name
        if len(given) == 1 and isinstance(given[0], bytes):
            path.write_bytes(given[0])
        elif len(given) == 1 and isinstance(given[0], dict):
            path.write_text(json.dumps(given[0]), encoding="utf-8")
        else:
            cells = [cell if isinstance(cell, dict) else code(cell) for cell in given]
            path.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        return read_submission(path, lesson_id=lesson_id, **more)

    return reader


@pytest.fixture
def refusal(read: Callable[..., Submission]) -> Callable[..., Refusal]:
    def refused(*given: Any, **more: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            read(*given, **more)
        assert caught.value.message.endswith(".")
        return caught.value

    return refused


# -- what is found -----------------------------------------------------------------------------------------------------


def test_finds_exercises_and_answers_by_name(read):
    found = read(SETUP, DOUBLE, "x = 1", COUNTER, QUIZ)
    assert found.exercises["double"].cell == 1
    assert found.exercises["double"].line == 2
    assert found.exercises["double"].kind == "function"
    assert found.exercises["Counter"].kind == "class"
    assert found.missing == ()
    assert found.quizzes == {"half": "two"}  # the letter in words: the order of the options is the learner's own
    assert found.notes == ()
    assert [cell.index for cell in found.cells] == [0, 1, 2, 3, 4]
    assert len(found.sha256) == 64


def test_order_decorators_and_metadata_do_not_matter(read):
    cell = code("def double(x):\n    return 2 * x", id="exercise-Counter", metadata={"tags": ["parameters"]})
    found = read(QUIZ, COUNTER.split("\n", 1)[1], cell, SETUP)
    assert set(found.exercises) == {"double", "Counter"}
    assert found.notes == ()


def test_the_last_of_several_definitions_counts_and_it_is_said(read):
    found = read(SETUP, DOUBLE, COUNTER, DOUBLE.replace("2 *", "3 *"), QUIZ, QUIZ.replace('"a"', '"eight"'))
    assert found.exercises["double"].cell == 3
    assert found.quizzes == {"half": "eight"}
    assert "'double' is defined twice: the last counts." in found.notes
    assert "The quiz 'half' is answered twice: the last answer counts." in found.notes


def test_a_deleted_cell_is_missing(read):
    found = read(SETUP, DOUBLE)
    assert found.missing == ("Counter",)
    assert found.notes == ("'Counter' is not in the notebook.",)


def test_a_renamed_exercise_gets_the_nearest_name(read):
    found = read(SETUP, DOUBLE.replace("double", "doubel"), COUNTER)
    assert found.missing == ("double",)
    assert "'doubel' is no exercise of this lesson. Did you mean 'double'?" in found.notes


def test_a_half_deleted_cell_costs_itself_only(read):
    found = read(SETUP, "@lesson.exercise\ndef double(x):\n    return 2 *", COUNTER)
    assert found.missing == ("double",)
    assert [cell.index for cell in found.cells] == [0, 2]
    (broken,) = found.broken
    assert (broken.index, broken.line, broken.mentions) == (1, 3, ("double",))
    assert found.notes == ("The cell of 'double' does not parse: line 3: invalid syntax.",)


def test_a_cell_that_became_text_is_named(read):
    found = read(SETUP, text(DOUBLE), text(f"```python\n{COUNTER}\n```", "raw"))
    assert found.missing == ("double", "Counter")
    assert found.notes == (
        "The cell of 'double' is no code cell but Markdown: what stands in it was not graded.",
        "The cell of 'Counter' is no code cell but raw text: what stands in it was not graded.",
    )


def test_a_value_is_no_definition(read):
    found = read(SETUP, "double = lambda x: 2 * x", COUNTER)
    assert found.missing == ("double",)
    assert "Cell 2 assigns a value to 'double': write it as a def or class." in found.notes


def test_a_definition_inside_something_else_does_not_count(read):
    assert read(SETUP, "def outer():\n    def double(x): return 2 * x", COUNTER).missing == ("double",)


@pytest.mark.parametrize("given", ["...", None])
def test_an_unanswered_quiz_is_left_out(read, given):
    call = QUIZ.replace('"a"', given) if given else QUIZ.replace(', answer="a"', "")
    found = read(SETUP, DOUBLE, COUNTER, call)
    assert found.quizzes == {}
    assert found.notes == ()


@pytest.mark.parametrize("given", ["1", "my_answer", 'f"{a}"', '"a" * 10**9', '"' + "a" * 2000 + '"'])
def test_an_answer_that_is_not_written_out_is_no_answer(read, given):
    found = read(SETUP, DOUBLE, COUNTER, QUIZ.replace('"a"', given))
    assert found.quizzes == {}
    assert "'half'" in found.notes[-1]


def test_unknown_and_nameless_quizzes_are_named(read):
    calls = 'lesson.quiz("halve", "?", [], answer="a")\nlesson.quiz(name, "?", [], answer="a")'
    notes = read(SETUP, DOUBLE, COUNTER, calls).notes
    assert "'halve' is no quiz of this lesson. Did you mean 'half'?" in notes
    assert "Cell 4 asks a quiz whose name is not written out: it was not graded." in notes


# -- magics ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "code"), [("/f x", "f(x)"), (",f a b", 'f("a", "b")'), (";f a b", 'f("a b")')])
def test_a_call_that_is_written_shorter_is_a_call(line, code):
    assert plain_python(f"x = 1\n{line}\n%time y = 2\n")[::2] == (f"x = 1\n{code}\ny = 2\n", ("%time y = 2",))


def test_magics_do_nothing_and_are_said(read):
    cell = f"%matplotlib inline\n!pip install it\nfiles = !ls\n\n{DOUBLE}"
    found = read(SETUP, cell, COUNTER)
    assert found.exercises["double"].line == 6
    assert found.cells[1].source.split("\n")[:3] == ["None", "None", "files = None"]
    assert found.notes == (
        "Cell 2: `%matplotlib inline`, `!pip install it`, `files = !ls` does nothing when the notebook is graded.",
    )


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%prun -q", "%%timeit -n 3"])
def test_code_under_a_transparent_magic_counts(read, magic):
    found = read(SETUP, f"{magic}\n{DOUBLE}", COUNTER)
    assert found.exercises["double"].line == 3
    assert "%%" not in found.cells[1].source


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile x.py", "%%!", "%%time\n%%bash"])
def test_a_cell_in_another_language_is_empty(read, magic):
    found = read(SETUP, f"{magic}\n{DOUBLE}", DOUBLE, COUNTER)
    assert found.exercises["double"].cell == 2
    assert found.cells[1].source == ""


def test_a_timed_statement_stays():
    source, _, taken = plain_python("%time x = 1\ny = x")
    assert source == "x = 1\ny = x"
    assert taken == ("%time x = 1",)


def test_python_stays_as_it_is():
    source = "text = '''\n%matplotlib\n!ls\n'''\nz = 7 \\\n%2\nasync def f():\n    await g()\n"
    unchanged, tree, taken = plain_python(source)
    assert (unchanged, len(tree.body), taken) == (source, 3, ())


def test_help_and_indented_cells_are_understood():
    assert plain_python("x?")[0] == "None"
    assert plain_python("    a = 1\n    b = 2")[0] == "a = 1\nb = 2"


@pytest.mark.parametrize(
    "source",
    [
        "-" * 100_000 + "1",
        "a" + ".b" * 100_000,
        "(" * 150 + "1",
        "1" * 5_000,
        "a\0b",
        "%x\n" * 500 + "(",
        "x" * 300_000,
        "\ud800",
    ],
    ids=["minus", "dots", "brackets", "digits", "nul", "magics", "long", "surrogate"],
)
def test_code_that_was_made_to_upset_a_parser_is_a_broken_cell(source):
    with pytest.raises(CellError):
        plain_python(source)
    with pytest.raises(CellError):
        parse(source)


def test_a_flood_of_magics_is_a_flood_of_broken_cells(read):
    found = read(SETUP, DOUBLE, COUNTER, *["!a\n" * 99 + "x = 1\n" * 5_000] * 10)
    assert found.missing == ()
    assert len(found.broken) == 10
    assert "too many magics" in found.notes[-1]


def test_a_warning_of_the_parser_is_nobodys_concern(read):
    assert read(SETUP, 'pattern = "\\d"\n1 is 1', DOUBLE, COUNTER).broken == ()


# -- forms of a notebook -----------------------------------------------------------------------------------------------


def test_lines_and_texts_are_both_sources(read):
    assert read(SETUP, code(DOUBLE.splitlines(keepends=True)), COUNTER).missing == ()


@pytest.mark.parametrize("source", [7, None, ["a", 1], {"a": 1}, True])
def test_a_cell_without_a_readable_source_costs_itself_only(read, source):
    found = read(SETUP, code(source), DOUBLE, COUNTER)
    assert found.missing == ()
    assert found.notes == ("Cell 2 has no readable source or type and was left out.",)


def test_what_is_no_cell_is_left_out(read):
    found = read(notebook("a text", code(SETUP), {"source": "x"}, code(DOUBLE), code(COUNTER)))
    assert found.missing == ()
    assert [cell.index for cell in found.cells] == [1, 3, 4]
    assert found.notes[:2] == (
        "Cell 1 is no cell and was left out.",
        "Cell 3 has no readable source or type and was left out.",
    )


def test_metadata_and_ids_are_not_needed(read):
    cells = [{"cell_type": "code", "source": source} for source in (SETUP, DOUBLE, COUNTER)]
    assert read({"nbformat": 4, "cells": cells}).notes == ()
    assert read({"cells": cells}).notes == ("The notebook does not say its format: it was read as format 4.",)
    assert read({"nbformat": 4, "metadata": 3, "cells": cells}).missing == ()


def test_format_3_is_converted(read):
    cells = [{"cell_type": "code", "language": "python", "input": s, "outputs": []} for s in (SETUP, DOUBLE, COUNTER)]
    cells.insert(1, {"cell_type": "heading", "level": 1, "source": "A heading"})
    found = read({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]})
    assert found.missing == ()
    assert found.notes == ("The notebook was saved in format 3 and converted.",)


def test_a_future_format_is_refused(refusal):
    answer = refusal(notebook(code(SETUP), code(DOUBLE)) | {"nbformat": 5})
    assert answer.reason is Reason.FUTURE_FORMAT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(read, encoding):
    data = json.dumps(notebook(code(SETUP), code(DOUBLE + "  # ×"), code(COUNTER)), ensure_ascii=False)
    found = read(data.encode(encoding))
    assert found.missing == ()
    converted = f"The file was saved as {encoding.upper()} and converted."
    assert found.notes == (() if encoding == "utf-8-sig" else (converted,))


def test_windows_line_ends(read):
    data = json.dumps(notebook(*(code(s.replace("\n", "\r\n")) for s in (SETUP, DOUBLE, COUNTER))), indent=1)
    found = read(data.replace("\n", "\r\n").encode())
    assert found.missing == ()
    assert all("\r" not in cell.source for cell in found.cells)


def test_repeated_keys_and_constants_are_said(read):
    data = json.dumps(notebook(code(SETUP), code(DOUBLE), code(COUNTER, outputs=[{"data": [1.0]}])))
    data = data.replace('"nbformat": 4', '"nbformat": 3, "nbformat": 4').replace("[1.0]", "[NaN, -Infinity]")
    found = read(data.encode())
    assert found.missing == ()
    assert found.notes == (
        "The file says 'nbformat' more than once in one place: the last counts.",
        "The file holds NaN or Infinity, which JSON does not have: they were read as nothing.",
    )


def test_huge_outputs_are_let_go(read):
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 15_000_000}, "metadata": {}}
    assert read(notebook(code(SETUP), code(DOUBLE, outputs=[picture]), code(COUNTER))).missing == ()


def test_a_script_is_read_as_a_notebook(read):
    script = f"# ---\n# jupyter:\n#   a: !!python/object:os.system [x]\n# ---\n\n# %%\n{SETUP}\n\n"
    script += f"# %% [markdown]\n# def double\n\n# %%\n# %matplotlib inline\n{DOUBLE}\n\n# %%\n{COUNTER}\n"
    for name in ("upload.py", "upload.ipynb"):
        found = read(script.encode(), name=name)
        assert found.missing == ()
        assert found.notes[0] == "A script was handed in and read as a notebook."


def test_a_script_without_cells_is_one_cell(read):
    assert read(f"{SETUP}\n{DOUBLE}\n{COUNTER}".encode(), name="a.PY").missing == ()


# -- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t", Reason.EMPTY),
        ("\ufeff ".encode("utf-16-le"), Reason.EMPTY),
        (b"{", Reason.NOT_JSON),
        (b'{"cells": [', Reason.NOT_JSON),
        (b"not json", Reason.NOT_JSON),
        (b"\xff\xfe\x00\xd8", Reason.NOT_TEXT),
        ("é".encode("latin-1") * 10, Reason.NOT_TEXT),
        (b"[" * 200_000, Reason.TOO_DEEP),
        (b'{"a":' * 200_000, Reason.TOO_DEEP),
        (b"[]", Reason.NOT_A_NOTEBOOK),
        (b"{}", Reason.NOT_A_NOTEBOOK),
        (b'"text"', Reason.NOT_A_NOTEBOOK),
        (b'{"nbformat": 4, "cells": {}}', Reason.NOT_A_NOTEBOOK),
        (b"%PDF-1.7 ...", Reason.WRONG_KIND),
        (b"PK\x03\x04....", Reason.WRONG_KIND),
        (b"<!-- saved -->\n<!DOCTYPE html>\n<html>", Reason.WRONG_KIND),
        (b"  <html lang='en'>", Reason.WRONG_KIND),
        (b"<!---->" * 1_000 + b"<p>", Reason.NOT_JSON),
        (b'{"nbformat": 4, "cells": []}', Reason.WRONG_NOTEBOOK),
    ],
)
def test_refusals(refusal, data, reason):
    assert refusal(data).reason is reason


def test_a_truncated_notebook_is_refused_wherever_it_ends(refusal):
    data = json.dumps(notebook(code(SETUP), code(DOUBLE))).encode()
    for end in range(1, len(data) - 1):
        assert refusal(data[:end]).reason is Reason.NOT_JSON


def test_a_number_of_a_million_digits_is_no_trouble(read):
    data = json.dumps(notebook(code(SETUP), code(DOUBLE), code(COUNTER), spare=0)).replace(
        '"spare": 0', f'"spare": {"9" * 1_000_000}'
    )
    assert read(data.encode()).missing == ()


def test_too_large_is_refused_before_it_is_read(refusal, tmp_path):
    path = tmp_path / "upload.ipynb"
    path.touch()
    os.truncate(path, 200_000_000)  # sparse: takes no room
    with pytest.raises(Refusal, match=r"200\.0 MB, at most 20 MB") as caught:
        read_submission(path, lesson_id=ONE)
    assert caught.value.reason is Reason.TOO_LARGE
    assert refusal(SETUP, DOUBLE, limit_bytes=10).reason is Reason.TOO_LARGE


def test_outputs_are_passed_over_in_the_text():
    kept = {'a "b': 1, "source": 'x = {"outputs": [1]}'}
    text = json.dumps([kept | {"outputs": [{"text": '] } " {'}, []], "widgets": {"c": {}}}, "outputs"])
    assert json.loads(without_outputs(text)) == [kept | {"outputs": [], "widgets": []}, "outputs"]
    assert without_outputs('{"outputs": 3, "x": "outputs"}') == '{"outputs": 3, "x": "outputs"}'


ENDLESS = '"' + '\\"' * 3_000_000
"""One text with a million quotes in it and no end."""


@pytest.mark.parametrize("text", ["", '"', '{"outputs": [', '{"outputs": [[{"', "}]", ENDLESS])
def test_what_is_no_json_is_read_once_and_stays_none(text):
    with pytest.raises(json.JSONDecodeError):
        json.loads(without_outputs(text))


def test_only_what_is_left_without_outputs_counts(read, refusal):
    cells = [code(SETUP), code(DOUBLE), code(COUNTER)]
    data = json.dumps(notebook(*cells)).replace('"outputs": []', f'"outputs": ["{"a" * 50_000}"]', 1).encode()
    assert read(data, limit_bytes=20_000).exercises["double"].cell == 1
    assert refusal(data, limit_bytes=200).reason is Reason.TOO_LARGE


def test_more_values_than_any_notebook_are_refused_before_they_are_made(refusal):
    data = json.dumps(notebook(code(DOUBLE))).replace('"outputs": []', f'"outputs": [{"[]," * 8_000_000}[]]', 1)
    assert refusal(data.encode()).reason is Reason.TOO_LARGE


def test_too_much_code_and_too_many_cells_are_refused(refusal):
    assert refusal(SETUP, *["x = 1\n" * 30_000] * 12).reason is Reason.TOO_LARGE
    assert refusal(SETUP, *[""] * 5_000).reason is Reason.TOO_LARGE
    assert refusal(b"# %%\n" * 100_000).reason is Reason.TOO_LARGE
    assert refusal(b"x = 1\n" * 100_000, name="upload.py").reason is Reason.TOO_LARGE


@pytest.mark.parametrize("kind", ["missing", "folder", "link", "pipe"])
def test_what_is_no_file_is_refused(lessons, tmp_path, kind):
    path = tmp_path / "upload.ipynb"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(Refusal) as caught:
        read_submission(path, lesson_id=ONE)
    assert caught.value.reason is Reason.NO_FILE


def test_an_unknown_lesson_is_the_callers_mistake(read):
    with pytest.raises(WorkbenchError, match="Did you mean '01_alpha/01_one'") as caught:
        read(SETUP, lesson_id="01_alpha/01_on")
    assert not isinstance(caught.value, Refusal)


# -- another lesson ----------------------------------------------------------------------------------------------------


def test_another_lessons_notebook_is_refused(refusal):
    answer = refusal(SETUP, DOUBLE, COUNTER, lesson_id=TWO)
    assert answer.reason is Reason.WRONG_NOTEBOOK
    assert answer.message == f"This is the notebook of {ONE}. Hand in the notebook of {TWO}."


def test_another_lesson_is_known_by_its_exercises_alone(refusal):
    answer = refusal("x = 1", DOUBLE, COUNTER, lesson_id=TWO)
    assert (answer.reason, ONE in answer.message) == (Reason.WRONG_NOTEBOOK, True)


def test_the_right_exercises_count_under_a_wrong_id(read):
    found = read(SETUP.replace(ONE, TWO), DOUBLE, COUNTER)
    assert found.missing == ()
    assert f"The notebook says that it is {TWO}, but its exercises are of {ONE}." in found.notes


def test_the_right_id_counts_without_any_exercise(read):
    assert read(SETUP).missing == ("double", "Counter")


def test_metadata_say_the_lesson_when_the_code_does_not(refusal):
    answer = refusal(notebook(code("x = 1"), metadata={"workbench": {"lesson": TWO}}))
    assert (answer.reason, TWO in answer.message) == (Reason.WRONG_NOTEBOOK, True)


def test_a_broken_cell_still_says_whose_notebook_it_is(read):
    assert read("lesson = broken(", DOUBLE + " (").missing == ("double", "Counter")


# -- anything ----------------------------------------------------------------------------------------------------------

REAL = "02_math/05_optimization"


def real_notebook() -> dict[str, Any]:
    solved = insert_solutions(read_lesson(REAL), REAL)
    content: dict[str, Any] = json.loads(nbformat.writes(solved))
    return content


def test_a_solved_lesson_has_everything(tmp_path):
    path = tmp_path / "upload.ipynb"
    path.write_text(json.dumps(real_notebook()), encoding="utf-8")
    found = read_submission(path, lesson_id=REAL)
    assert found.missing == ()
    assert found.notes == ()
    assert len(found.exercises) >= 8
    assert len(found.quizzes) >= 3


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("code"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated_bytes(draw: st.DrawFn, original: bytes) -> bytes:
    """A notebook's bytes with pieces cut, doubled, overwritten or put in."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 3000)))
        piece = draw(
            st.sampled_from([b"", b"\x00", b'"', b"{", b"]", b"\\ud800", b"\xff\xfe", b"NaN", b"%%bash\\n", b"!"])
        )
        kind = draw(st.sampled_from(["cut", "overwrite", "double", "truncate", "random"]))
        if kind == "truncate":
            del data[start:]
        elif kind == "double":
            data[end:end] = data[start:end]
        elif kind == "random":
            data[start:start] = draw(st.binary(max_size=20))
        else:
            data[start:end] = piece if kind == "overwrite" else b""
    return bytes(data)


@st.composite
def mutated_notebooks(draw: st.DrawFn, original: dict[str, Any]) -> bytes:
    """A notebook that is still JSON, with values of any kind in any place, and cells in any order and number."""
    content = copy.deepcopy(original)
    cells = content["cells"]
    for _ in range(draw(st.integers(1, 8))):
        index = draw(st.integers(0, len(cells) - 1))
        kind = draw(st.sampled_from(["value", "drop", "copy", "move", "cell", "top", "half", "prefix"]))
        cell = cells[index]
        if kind == "value" and isinstance(cell, dict):
            cell[draw(st.sampled_from(["source", "cell_type", "metadata", "outputs", "id"]))] = draw(_JSON)
        elif kind == "drop" and len(cells) > 1:
            del cells[index]
        elif kind in ("copy", "move"):
            cells.insert(draw(st.integers(0, len(cells))), cell if kind == "copy" else cells.pop(index))
        elif kind == "cell":
            cells[index] = draw(_JSON)
        elif kind == "top":
            content[draw(st.sampled_from(["nbformat", "metadata", "worksheets", "extra"]))] = draw(_JSON)
        elif isinstance(cell, dict) and isinstance(cell.get("source"), str):
            cut = draw(st.integers(0, len(cell["source"])))
            prefix = draw(st.sampled_from(["%", "!", "%%", "?", "\t", "\x0c", "f'{", "x = %"]))
            cell["source"] = cell["source"][:cut] if kind == "half" else prefix + cell["source"]
    return json.dumps(content).encode()


_ORIGINAL = real_notebook()
_FUZZ = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def outcome(data: bytes, path: Path) -> Submission | Refusal:
    path.write_bytes(data)
    try:
        found = read_submission(path, lesson_id=REAL)
    except Refusal as error:
        error.message.encode("utf-8")
        return error
    for sentence in (*found.notes, *(cell.source for cell in found.cells), *found.quizzes.values()):
        sentence.encode("utf-8")
    for cell in found.cells:
        parse(cell.source)
    assert len(found.notes) <= 61
    return found


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "upload.ipynb"


@_FUZZ
@given(data=mutated_bytes(json.dumps(_ORIGINAL, indent=1).encode()))
def test_any_bytes_give_a_submission_or_a_refusal(upload, data):
    assert isinstance(outcome(data, upload), Submission | Refusal)


@_FUZZ
@given(data=mutated_notebooks(_ORIGINAL))
def test_any_notebook_gives_a_submission_or_a_refusal(upload, data):
    assert isinstance(outcome(data, upload), Submission | Refusal)


@_FUZZ
@given(data=st.binary(max_size=300))
def test_random_bytes_never_crash_the_script_reader(tmp_path_factory, upload, data):
    for path in (upload, upload.with_suffix(".py")):
        assert isinstance(outcome(b"# %%\n" + data, path), Submission | Refusal)
