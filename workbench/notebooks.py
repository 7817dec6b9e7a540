"""Lessons as notebooks: read one, and put the solutions in.

Cells are understood by parsing their code, never by matching text, and every cell's id is derived from what the cell
is, so that two readings of one lesson give equal notebooks.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workbench.curriculum import lesson_info
from workbench.errors import WorkbenchError, nearest
from workbench.files import refuse_conflict

KERNEL_NAME = "workbench"
KERNELSPEC = {"display_name": "Workbench (Python)", "language": "python", "name": KERNEL_NAME}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# (line, column in UTF-8 bytes), lines from 1 as in ast.
Position = tuple[int, int]


# -- reading a lesson --------------------------------------------------------------------------------------------------


def read_lesson(lesson_id: str) -> NotebookNode:
    """The lesson as a notebook without outputs: kernelspec ``workbench``, cell ids that stay the same.

    Raises WorkbenchError for an unknown lesson, and for one in which a merge by Git is not finished.
    """
    import jupytext  # type: ignore[import-untyped]

    info = lesson_info(lesson_id)
    refuse_conflict(info.path)
    notebook: NotebookNode = jupytext.read(info.path, fmt="py:percent")
    kernel = f"{KERNEL_NAME}-{info.isolated}" if info.isolated else KERNEL_NAME
    name = f"{KERNELSPEC['display_name']}, {info.isolated}" if info.isolated else KERNELSPEC["display_name"]
    notebook.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {
            "kernelspec": {"display_name": name, "language": "python", "name": kernel},
            "language_info": {"name": "python"},
            "workbench": {"lesson": lesson_id},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    assign_ids(notebook)
    return notebook


def assign_ids(notebook: NotebookNode) -> None:
    """Give every cell an id that depends only on what it is: ``exercise-<name>``, ``quiz-<name>``, else a hash."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        wanted = _natural_id(cell)
        seen[wanted] += 1
        cell["id"] = wanted if seen[wanted] == 1 else f"{wanted}-{seen[wanted]}"


def _natural_id(cell: NotebookNode) -> str:
    digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
    for kind, name in cell_items(cell):
        wanted = f"{kind}-{name}"
        # An id is ASCII of at most 64 characters; Python's names may be longer and in any script.
        return wanted if len(wanted) <= 56 and wanted.isascii() else f"{kind}-{digest}"
    return digest


def cell_items(cell: NotebookNode) -> list[tuple[str, str]]:
    """The exercises and quizzes of a cell in order, as ``("exercise" | "quiz", name)``; none if it does not parse."""
    if cell.cell_type != "code":
        return []
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:  # IPython magic, or a learner's cell half written
        return []
    found = [(node.lineno, "exercise", node.name) for node in _exercises(tree)]
    found += [(call.lineno, "quiz", name) for name, call in _quizzes(tree) if name]
    return [(kind, name) for _, kind, name in sorted(found)]


def _is_method_of_lesson(node: ast.AST, name: str) -> bool:
    """Whether the expression is ``lesson.<name>`` or a call of it."""
    if isinstance(node, ast.Call):
        node = node.func
    return (
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.value, ast.Name)
        and node.value.id == "lesson"
    )


def _exercises(tree: ast.AST) -> Iterator[Definition]:
    for node in ast.walk(tree):
        if isinstance(node, Definition) and any(_is_method_of_lesson(d, "exercise") for d in node.decorator_list):
            yield node


def _quizzes(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of ``lesson.quiz`` with the quiz's name; an empty name when it is not written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_method_of_lesson(node, "quiz"):
            given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "name"), None)
            written = isinstance(given, ast.Constant) and isinstance(given.value, str)
            yield (str(given.value) if written else ""), node  # type: ignore[union-attr]


# -- the solutions' source ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SolutionSource:
    """What a solution file offers to a notebook: bodies of references, and answers of quizzes.

    text: the whole file; references: name → definition in it; answers: quiz name → the right option's text.
    """

    path: Path
    text: str
    references: dict[str, Definition]
    answers: dict[str, str]


def read_solution_source(lesson_id: str) -> SolutionSource:
    """Parse ``solutions/<id>.py``; nothing of it runs. Raises WorkbenchError when it is missing or does not parse."""
    path = lesson_info(lesson_id).solution_path
    try:
        return _parse_solution(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise WorkbenchError(f"{path} is missing: {lesson_id} cannot be solved.") from None


@cache
def _parse_solution(path: Path, _mtime: int) -> SolutionSource:
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        refuse_conflict(path)
        raise WorkbenchError(f"{path}, line {error.lineno}: not valid Python: {error.msg}.") from error
    references = {
        node.name: node
        for node in tree.body
        if isinstance(node, Definition) and any(_called_name(d) == "reference" for d in node.decorator_list)
    }
    answers = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _called_name(node.value) == "choice":
            answer = _answer(node.value, path)
            answers.update({target.id: answer for target in node.targets if isinstance(target, ast.Name)})
    return SolutionSource(path=path, text=text, references=references, answers=answers)


def _called_name(node: ast.expr) -> str | None:
    """``reference`` for the decorators ``@reference``, ``@reference(…)`` and ``@authoring.reference``."""
    function = node.func if isinstance(node, ast.Call) else node
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def _answer(call: ast.Call, path: Path) -> str:
    given = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "answer"), None)
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    raise WorkbenchError(f"{path}, line {call.lineno}: choice(…) needs its right answer written out as a text.")


# -- putting solutions in ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    start: Position
    end: Position
    text: str


def insert_solutions(nb: NotebookNode, lesson_id: str) -> NotebookNode:
    """A copy of the notebook in which every exercise and quiz is solved.

    An exercise keeps its decorators, signature (a class its bases) and docstring; its body becomes the reference's. A
    quiz gets the text of the right option. Raises WorkbenchError that names the lesson and the exercise when the
    solution lacks one.
    """
    source = read_solution_source(lesson_id)
    solved: NotebookNode = copy.deepcopy(nb)
    for cell in solved.cells:
        if cell.cell_type == "code":
            cell.source = _solve_cell(cell.source, source, lesson_id)
    return solved


def _solve_cell(text: str, source: SolutionSource, lesson_id: str) -> str:
    try:
        tree = ast.parse(text)
    except SyntaxError:  # IPython magic
        if "lesson.exercise" in text or "lesson.quiz" in text:
            raise WorkbenchError(f"{lesson_id}: a cell with an exercise or quiz is not plain Python:\n{text}") from None
        return text
    edits = [_exercise_edit(text, node, source, lesson_id) for node in _exercises(tree)]
    edits += [_quiz_edit(name, call, source, lesson_id) for name, call in _quizzes(tree)]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = apply_edit(text, edit)
    return text


def apply_edit(text: str, edit: Edit) -> str:
    """Replace a range; columns count bytes, as ast counts them."""
    lines = text.encode("utf-8").split(b"\n")
    (first, from_column), (last, to_column) = edit.start, edit.end
    before = [*lines[: first - 1], lines[first - 1][:from_column]]
    after = [lines[last - 1][to_column:], *lines[last:]]
    return (b"\n".join(before) + edit.text.encode("utf-8") + b"\n".join(after)).decode("utf-8")


def _exercise_edit(text: str, stub: Definition, source: SolutionSource, lesson_id: str) -> Edit:
    reference = source.references.get(stub.name)
    if reference is None:
        raise WorkbenchError(
            f"{lesson_id}: {source.path} has no @reference for the exercise {stub.name!r}."
            f"{nearest(stub.name, source.references)}"
        )
    if isinstance(stub, ast.ClassDef) != isinstance(reference, ast.ClassDef):
        raise WorkbenchError(f"{lesson_id}: {stub.name!r} is a class in one of lesson and solution, not in the other.")
    lines = text.encode("utf-8").split(b"\n")
    line, column = _begin(stub.body[0])
    before = lines[line - 1][:column]
    document = _docstring(stub)
    last = stub.body[-1].end_lineno or line
    end = (last, len(lines[last - 1]))  # with the comment behind the placeholder
    if before.strip():  # "def f(x): ..." on one line
        indent = " " * (stub.col_offset + 4)
        kept = f"\n{indent}{ast.get_source_segment(text, document)}" if document else ""
        start = (line, len(before.rstrip()))
    else:
        indent = before.decode()
        kept = ""
        start = (
            (document.end_lineno or line, document.end_col_offset or 0)
            if document
            else (line - 1, len(lines[line - 2]))
        )
    return Edit(start, end, f"{kept}\n{_body_of(reference, source, indent=indent, lesson_id=lesson_id)}")


def _docstring(node: Definition) -> ast.stmt | None:
    first = node.body[0]
    return first if ast.get_docstring(node, clean=False) is not None else None


def _begin(statement: ast.stmt) -> Position:
    """Where a statement begins, with its decorators."""
    decorators = getattr(statement, "decorator_list", [])
    if decorators:
        return decorators[0].lineno, decorators[0].col_offset - 1
    return statement.lineno, statement.col_offset


def _body_of(reference: Definition, source: SolutionSource, *, indent: str, lesson_id: str) -> str:
    """The reference's body below its docstring, with its comments, indented anew."""
    document = _docstring(reference)
    statements = reference.body[1:] if document else reference.body
    if not statements:
        raise WorkbenchError(f"{lesson_id}: the reference {reference.name!r} in {source.path} has a docstring only.")
    lines = source.text.split("\n")
    line, column = _begin(statements[0])
    last = statements[-1].end_lineno or line
    before = lines[line - 1].encode()[:column].decode()
    if before.strip():  # "def f(x): return x" on one line
        return indent + "\n".join([lines[line - 1][len(before) :], *lines[line:last]])
    first = line
    while not (above := lines[first - 2].strip()) or above.startswith("#"):
        first -= 1
    fixed = _inside_strings(reference)
    shifted = [
        text if number in fixed else _shift(text, before, indent)
        for number, text in enumerate(lines[first - 1 : last], start=first)
    ]
    while not shifted[0]:
        del shifted[0]
    return "\n".join(shifted)


def _shift(line: str, old: str, new: str) -> str:
    if not line.strip():
        return ""
    return new + (line[len(old) :] if line.startswith(old) else line.lstrip())


def _inside_strings(node: ast.AST) -> set[int]:
    """Lines that begin inside a string literal: their leading spaces are part of its value."""
    return {
        number
        for item in ast.walk(node)
        if isinstance(item, ast.Constant | ast.JoinedStr)
        for number in range(item.lineno + 1, (item.end_lineno or item.lineno) + 1)
    }


def _quiz_edit(name: str, call: ast.Call, source: SolutionSource, lesson_id: str) -> Edit:
    if not name:
        raise WorkbenchError(f"{lesson_id}: a quiz needs its name written out as a text: {ast.unparse(call)[:80]}")
    if name not in source.answers:
        raise WorkbenchError(
            f"{lesson_id}: {source.path} has no answer {name} = choice(…) for the quiz {name!r}."
            f"{nearest(name, source.answers)}"
        )
    answer = json.dumps(source.answers[name], ensure_ascii=False)  # a double-quoted literal that Python reads too
    for keyword in call.keywords:
        if keyword.arg == "answer":
            value = keyword.value
            return Edit((value.lineno, value.col_offset), _end(value), answer)
    last = max((*call.args, *(k.value for k in call.keywords)), key=lambda node: _end(node))
    return Edit(_end(last), _end(last), f", answer={answer}")


def _end(node: ast.expr) -> Position:
    return node.end_lineno or node.lineno, node.end_col_offset or 0
