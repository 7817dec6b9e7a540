"""The options of a quiz in an order of the learner's own: where the right one stands must not be worth knowing.

The order is changed in the source of the cell, so that what the learner reads in the code, on the card, and means by a
letter is the same.
"""

from __future__ import annotations

import ast
import copy
import json
import random
from collections.abc import Callable

from nbformat import NotebookNode

from workbench.errors import WorkbenchError
from workbench.notebooks import Edit, apply_edit

Order = Callable[[str, list[str]], list[str]]
"""Name of a quiz, its options → the same options in the order that is wanted."""


def by_seed(seed: str) -> Order:
    """An order that is drawn once: the same for the same seed and options, whatever order these come in."""

    def order(name: str, options: list[str]) -> list[str]:
        drawn = sorted(options)
        random.Random(f"{seed}\n{name}").shuffle(drawn)
        return drawn

    return order


def as_in(notebook: NotebookNode, otherwise: Order) -> Order:
    """The order of another notebook, for the quizzes that have the same options there."""
    there = {name: options for cell in notebook.cells for name, options, _ in _quizzes(cell)}

    def order(name: str, options: list[str]) -> list[str]:
        known = there.get(name)
        return known if known is not None and sorted(known) == sorted(options) else otherwise(name, options)

    return order


def reordered(notebook: NotebookNode, order: Order) -> NotebookNode:
    """A copy of the notebook with the options of its quizzes in another order.

    Only options that are written out as texts, all different, are moved; each keeps the way it is written.
    """
    made: NotebookNode = copy.deepcopy(notebook)
    for cell in made.cells:
        quizzes = _quizzes(cell)
        for name, options, nodes in reversed(quizzes):  # from the end: what stands before keeps its place
            written = dict(zip(options, (_segment(cell.source, node) for node in nodes), strict=True))
            wanted = [written[option] for option in order(name, options)]
            for node, text in reversed(list(zip(nodes, wanted, strict=True))):
                cell.source = apply_edit(cell.source, _edit(node, text))
    return made


def answered(source: str, name: str, option: str) -> str:
    """The source of a cell with an option, by its text, as the answer of a quiz: as a letter where the options are
    written out. Raises WorkbenchError when the cell does not ask this quiz, or its options are others."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise WorkbenchError(f"The cell is no valid Python: line {error.lineno}, {error.msg}.") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "quiz":
            given: dict[str, ast.expr] = dict(zip(("name", "question", "options"), node.args, strict=False))
            given |= {each.arg: each.value for each in node.keywords if each.arg}
            asked = given.get("name")
            if isinstance(asked, ast.Constant) and asked.value == name:
                answer = _literal(given.get("options"), option)
                if "answer" in given:
                    return apply_edit(source, _edit(given["answer"], answer))
                last = max((*node.args, *(each.value for each in node.keywords)), key=lambda each: _edit(each, "").end)
                end = _edit(last, "").end
                return apply_edit(source, Edit(end, end, f", answer={answer}"))
    raise WorkbenchError(f"The cell does not ask the question {name!r} any more. Run it, and choose again.")


def _literal(options: ast.expr | None, chosen: str) -> str:
    """How an option is written as an answer."""
    written = options.elts if isinstance(options, ast.List | ast.Tuple) else []
    texts = [each.value if isinstance(each, ast.Constant) else None for each in written]
    if not texts or None in texts:
        return json.dumps(chosen, ensure_ascii=False)
    if chosen not in texts:
        raise WorkbenchError("The cell has other options than the card. Run it, and choose again.")
    return f'"{chr(ord("a") + texts.index(chosen))}"'


def _quizzes(cell: NotebookNode) -> list[tuple[str, list[str], list[ast.expr]]]:
    """Name, options and the nodes of the options of each quiz of a cell, in the order of the text."""
    if cell.cell_type != "code" or ".quiz(" not in cell.source:
        return []
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:  # a learner's cell half written, or magic
        return []
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="quiz"),
                args=[ast.Constant(value=str() as name), _, ast.List(elts=nodes) | ast.Tuple(elts=nodes), *_],
            ):
                options = [each.value for each in nodes if isinstance(each, ast.Constant) and type(each.value) is str]
                if len(options) == len(nodes) == len(set(options)):
                    found.append((node.lineno, (name, options, nodes)))
    return [quiz for _, quiz in sorted(found, key=lambda pair: pair[0])]


def _segment(source: str, node: ast.expr) -> str:
    return ast.get_source_segment(source, node) or ""


def _edit(node: ast.expr, text: str) -> Edit:
    end = node.end_lineno or node.lineno, node.end_col_offset or 0
    return Edit((node.lineno, node.col_offset), end, text)
