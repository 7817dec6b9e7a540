"""Lessons as notebooks: stable ids, and solutions put in without touching anything else."""

from __future__ import annotations

import ast
from collections.abc import Callable
from textwrap import dedent
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.notebooks import assign_ids, cell_items, insert_solutions, read_lesson

if TYPE_CHECKING:
    from tests.conftest import Content

LESSON = "01_alpha/01_one"
MakeContent = Callable[..., "Content"]


@pytest.fixture
def solve(make_content: MakeContent) -> Callable[[str, str], str]:
    """Put a solution into one cell and return the cell's source."""

    def run(stub: str, solution: str) -> str:
        content = make_content()
        content.lesson(LESSON, "", solution=dedent(solution))
        notebook = new_notebook(cells=[new_code_cell(dedent(stub).strip("\n"))])
        solved = str(insert_solutions(notebook, LESSON).cells[0].source)
        ast.parse(solved)
        return solved

    return run


def test_keeps_decorator_signature_and_docstring(solve: Callable[[str, str], str]) -> None:
    stub = '''
    before = 1

    @lesson.exercise
    def double(x: float, *, times: int = 2) -> float:
        """Twice x.

        Returns a float.
        """
        ...

    after = double(2)
    '''
    solution = '''
    import math

    @reference(rtol=1e-6)
    def double(x, times=2):
        """Not this docstring."""
        # two times
        y = x  # remembered

        # and out
        return y * times  # done
    '''
    assert solve(stub, solution) == dedent(
        '''
        before = 1

        @lesson.exercise
        def double(x: float, *, times: int = 2) -> float:
            """Twice x.

            Returns a float.
            """
            # two times
            y = x  # remembered

            # and out
            return y * times  # done

        after = double(2)
        '''
    ).strip("\n")


@pytest.mark.parametrize(
    ("stub", "wanted"),
    [
        ("def f(x): ...", "def f(x):\n    return -x"),
        ("def f(x):\n    ...", "def f(x):\n    return -x"),
        ("def f(x):\n    # yours:\n    ...  # here", "def f(x):\n    # yours:\n    return -x"),
        ('def f(x): "Doc."', 'def f(x):\n    "Doc."\n    return -x'),
        ('def f(x):\n    """Doc."""', 'def f(x):\n    """Doc."""\n    return -x'),
        ('def f(x):\n    """Läßt β."""; ...', 'def f(x):\n    """Läßt β."""\n    return -x'),
        ("def f(\n    x,\n):\n    y = ...\n    return y", "def f(\n    x,\n):\n    return -x"),
        ("async def f(x):\n    ...", "async def f(x):\n    return -x"),
        ("def f(x):\n  ...", "def f(x):\n  return -x"),
        ("def f(x):\n    @cache\n    def g(): ...\n    return g", "def f(x):\n    return -x"),
    ],
)
def test_shapes_of_stubs(solve: Callable[[str, str], str], stub: str, wanted: str) -> None:
    solved = solve(f"@lesson.exercise\n{stub}", "@reference\ndef f(x):\n    return -x\n")
    assert solved == f"@lesson.exercise\n{wanted}"


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("def f(x): return -x", "    return -x"),
        ('def f(x):\n    """Doc."""\n\n    # why\n\n    return -x', "    # why\n\n    return -x"),
        (
            "def f(x):\n  text = '''\n  two\nnone'''\n  if x:\n    return text",
            "    text = '''\n  two\nnone'''\n    if x:\n      return text",
        ),
        ("def f(\n    x,  # a comment\n):\n    return -x", "    return -x"),
        (
            "def f(x):\n    @cache\n    def g(y):\n        return y\n    return g(x)",
            "    @cache\n    def g(y):\n        return y\n    return g(x)",
        ),
        ('def f(x):\n    return (\n        "β"\n        "γ"\n    )', '    return (\n        "β"\n        "γ"\n    )'),
    ],
)
def test_shapes_of_references(solve: Callable[[str, str], str], reference: str, wanted: str) -> None:
    assert solve("@lesson.exercise\ndef f(x):\n    ...", f"@reference\n{reference}\n") == (
        f"@lesson.exercise\ndef f(x):\n{wanted}"
    )


def test_indentation_of_a_nested_stub_and_its_strings(solve: Callable[[str, str], str]) -> None:
    stub = "if True:\n    @lesson.exercise\n    def f():\n        ...\n"
    solution = "@reference\ndef f():\n    text = '''a\n  b'''\n    return f'''{text}\n c'''\n"
    solved = solve(stub, solution)
    assert solved == (
        "if True:\n    @lesson.exercise\n    def f():\n        text = '''a\n  b'''\n        return f'''{text}\n c'''"
    )


def test_class_keeps_bases_and_takes_everything_below_the_docstring(solve: Callable[[str, str], str]) -> None:
    stub = '''
    @lesson.exercise
    class Model(Base):
        """A model."""

        def fit(self, X):
            ...
    '''
    solution = '''
    @reference
    class Model(object):
        """Another docstring."""

        rate = 0.1  # kept

        def fit(self, X):
            """Its own docstring stays."""
            return self
    '''
    assert solve(stub, solution) == dedent(
        '''
        @lesson.exercise
        class Model(Base):
            """A model."""
            rate = 0.1  # kept

            def fit(self, X):
                """Its own docstring stays."""
                return self
        '''
    ).strip("\n")


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (
            'lesson.quiz("q", "Größe?", ["a", "b"], answer=...)',
            'lesson.quiz("q", "Größe?", ["a", "b"], answer="b „β\\"")',
        ),
        ('lesson.quiz("q", "Why?", ["a"],)', 'lesson.quiz("q", "Why?", ["a"], answer="b „β\\"",)'),
        ('lesson.quiz(\n    name="q", answer="a"\n)', 'lesson.quiz(\n    name="q", answer="b „β\\""\n)'),
    ],
)
def test_quiz_gets_the_text_of_the_right_option(solve: Callable[[str, str], str], call: str, wanted: str) -> None:
    solved = solve(call, "q = choice('b „β\"', why={'a': 'no'})\n")
    assert solved == wanted
    answer = next(
        k.value for n in ast.walk(ast.parse(solved)) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "answer"
    )
    assert ast.literal_eval(answer) == 'b „β"'


def test_two_exercises_and_a_quiz_in_one_cell(solve: Callable[[str, str], str]) -> None:
    stub = (
        "@lesson.exercise\ndef f(): ...\n@lesson.exercise\ndef g():\n    ...\nlesson.quiz('q', '?', ['x'], answer=...)"
    )
    solution = "@reference\ndef f():\n    return 'é'\n@reference\ndef g():\n    return 2\nq = choice(answer='x')\n"
    assert solve(stub, solution) == (
        "@lesson.exercise\ndef f():\n    return 'é'\n@lesson.exercise\ndef g():\n    return 2\n"
        "lesson.quiz('q', '?', ['x'], answer=\"x\")"
    )


@pytest.mark.parametrize(
    ("stub", "solution", "told"),
    [
        ("@lesson.exercise\ndef stepp(): ...", "@reference\ndef step(): return 1", "'stepp'.*Did you mean 'step'"),
        ("@lesson.exercise\ndef step(): ...", "def step(): return 1", "no @reference for the exercise 'step'"),
        ("@lesson.exercise\ndef step(): ...", "@reference\nclass step: pass", "'step' is a class in one"),
        ("@lesson.exercise\ndef step(): ...", '@reference\ndef step(): "Only a docstring."', "docstring only"),
        ("lesson.quiz('qq', '?', [], answer=...)", "other = choice('x')", "'qq'"),
        ("lesson.quiz(name, '?', [], answer=...)", "", "name written out"),
        ("lesson.quiz('q', '?', [], answer=...)", "q = choice(right)", "written out as a text"),
        ("%magic\n@lesson.exercise\ndef step(): ...", "", "not plain Python"),
        ("x = 1", "def broken(:", "not valid Python"),
    ],
)
def test_says_what_is_missing(solve: Callable[[str, str], str], stub: str, solution: str, told: str) -> None:
    with pytest.raises(WorkbenchError, match=told):
        solve(stub, solution)


def test_missing_solution_file_is_named(make_content: MakeContent) -> None:
    make_content().lesson(LESSON, "# %%\n1\n")
    with pytest.raises(WorkbenchError, match=r"01_one\.py is missing"):
        insert_solutions(read_lesson(LESSON), LESSON)


def test_reading_twice_gives_equal_valid_notebooks(make_content: MakeContent) -> None:
    content = make_content()
    content.exercise_lesson(LESSON)
    first, second = read_lesson(LESSON), read_lesson(LESSON)
    assert first == second
    nbformat.validate(first)
    assert first.metadata.kernelspec.name == "workbench"
    assert first.metadata.workbench == {"lesson": LESSON}
    ids = [cell.id for cell in first.cells]
    assert {"exercise-double", "quiz-half"} < set(ids)
    assert len(set(ids)) == len(ids)


def test_solving_leaves_the_notebook_and_other_cells_alone(make_content: MakeContent) -> None:
    make_content().exercise_lesson(LESSON)
    notebook = read_lesson(LESSON)
    before = nbformat.writes(notebook)
    solved = insert_solutions(notebook, LESSON)
    assert nbformat.writes(notebook) == before
    changed = [a.id for a, b in zip(notebook.cells, solved.cells, strict=True) if a != b]
    assert changed == ["exercise-double", "quiz-half"]


def test_an_isolated_lesson_asks_for_its_own_kernel(make_content: MakeContent) -> None:
    make_content().lesson(LESSON, "# %%\n1\n", isolated="feast")
    assert read_lesson(LESSON).metadata.kernelspec.name == "workbench-feast"


def test_ids_of_equal_cells_differ_and_do_not_depend_on_the_others() -> None:
    def ids(*sources: str) -> list[str]:
        notebook: NotebookNode = new_notebook(cells=[new_code_cell(source) for source in sources])
        assign_ids(notebook)
        return [cell.id for cell in notebook.cells]

    assert ids("a", "b", "a") == [ids("a")[0], ids("b")[0], f"{ids('a')[0]}-2"]
    long = f"@lesson.exercise\ndef {'x' * 80}(): ..."
    assert len(ids(long)[0]) <= 64
    assert ids("@lesson.exercise\ndef größe(): ...")[0].isascii()


def test_items_of_a_cell() -> None:
    source = "lesson.quiz('q', '?', [])\n@lesson.exercise\nclass A: ...\n@other.thing\ndef b(): ..."
    assert cell_items(new_code_cell(source)) == [("quiz", "q"), ("exercise", "A")]
    assert cell_items(new_code_cell("%matplotlib inline")) == []
    assert cell_items(new_markdown_cell("@lesson.exercise")) == []


@pytest.mark.parametrize("lesson_id", list(load_curriculum().lessons))
def test_every_lesson_can_be_solved(lesson_id: str) -> None:
    notebook = read_lesson(lesson_id)
    solved = insert_solutions(notebook, lesson_id)
    nbformat.validate(solved)
    for before, after in zip(notebook.cells, solved.cells, strict=True):
        if after.cell_type == "code" and not after.source.lstrip().startswith(("%", "!")):
            compile(after.source, after.id, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if cell_items(before):
            assert after.source != before.source
