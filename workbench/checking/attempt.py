"""Whether the learner has begun: an untouched stub is *not attempted*, which costs nothing and is no error."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def find_definition(tree: ast.AST, name: str) -> Definition | None:
    """The last function or class called ``name`` at the top level of a module."""
    found = [n for n in ast.iter_child_nodes(tree) if isinstance(n, Definition) and n.name == name]
    return found[-1] if found else None


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


def is_untouched(source: str, name: str, stubs: dict[str, str]) -> bool:
    """Whether ``source`` still defines ``name`` as the stub does, or holds nothing but a placeholder."""
    try:
        definition = find_definition(ast.parse(source), name)
    except SyntaxError:
        return False
    if definition is None:
        return False
    if _fingerprint(definition) == stubs.get(name):
        return True
    body = definition.body[1:] if ast.get_docstring(definition) else definition.body
    return not body or all(
        isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and _has_placeholder(node)) for node in body
    )
