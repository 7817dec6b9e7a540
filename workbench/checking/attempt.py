"""Whether the learner has begun: an untouched stub is *not attempted*, which costs nothing and is no error."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Block = ast.stmt | ast.excepthandler | ast.match_case


def tree_of(source: str) -> ast.Module:
    """The syntax tree of a text; an empty one for what is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def imported(tree: ast.AST, used: Set[str] | None = None) -> set[str]:
    """The top-level packages that are imported, anywhere; used: only by imports that bind one of these names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            bound = {alias.asname or alias.name.partition(".")[0]: alias.name for alias in node.names}
            found |= {module.partition(".")[0] for name, module in bound.items() if used is None or name in used}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.asname or alias.name for alias in node.names}
            found |= {node.module.partition(".")[0]} if used is None or names & used else set()
    return found


def definitions(tree: ast.AST) -> Iterator[Definition]:
    """The functions and classes that a module defines, in their order: also in its ``if``, ``with``, ``try`` and loops,
    not inside other functions and classes."""
    waiting: list[ast.AST] = [tree]
    while waiting:  # no recursion: a chain of elif is nested as deeply as it is long
        node = waiting.pop()
        if isinstance(node, Definition):
            yield node
        else:
            waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, _Block)][::-1]


def find_definition(tree: ast.AST, name: str) -> Definition | None:
    """The last function or class called ``name`` that a module defines."""
    found = [node for node in definitions(tree) if node.name == name]
    return found[-1] if found else None


def first_line(definition: Definition) -> int:
    """Where a definition begins, with its decorators."""
    return min([definition.lineno, *(decorator.lineno for decorator in definition.decorator_list)])


def _has_placeholder(node: ast.AST) -> bool:
    return any(isinstance(x, ast.Constant) and x.value is Ellipsis for x in ast.walk(node))


def _fingerprint(definition: Definition) -> str:
    """The definition's code without decorators, docstrings, annotations and comments."""
    clean = ast.parse(ast.unparse(definition)).body[0]
    for node in ast.walk(clean):
        if isinstance(node, Definition):
            node.decorator_list = []
            if isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant):
                text = node.body[0].value.value
                if isinstance(text, str):
                    node.body = node.body[1:] or [ast.Expr(ast.Constant(...))]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.dump(clean)


@cache
def _stubs(path: Path, _mtime: int) -> dict[str, str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: _fingerprint(node) for node in tree.body if isinstance(node, Definition)}


def stub_fingerprints(lesson_path: Path) -> dict[str, str]:
    """Name → fingerprint of each definition as the lesson ships it."""
    return _stubs(lesson_path, lesson_path.stat().st_mtime_ns)


def is_stub(definition: Definition, stubs: dict[str, str]) -> bool:
    """Whether a definition is still what the lesson ships under its name, or holds nothing but a placeholder."""
    try:
        if _fingerprint(definition) == stubs.get(definition.name):
            return True
    except (RecursionError, MemoryError, ValueError, SyntaxError):  # code that was made to upset whoever reads it
        return False
    body = definition.body[1:] if ast.get_docstring(definition) else definition.body
    return not body or all(
        isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and _has_placeholder(node)) for node in body
    )


def is_untouched(source: str, name: str, stubs: dict[str, str], *, line: int | None = None) -> bool:
    """Whether all that ``source`` defines as ``name`` is a stub. line: of the only definition that counts."""
    found = [node for node in definitions(tree_of(source)) if node.name == name]
    if line is not None:
        found = [node for node in found if first_line(node) <= line <= (node.end_lineno or line)]
    return bool(found) and all(is_stub(node, stubs) for node in found)
