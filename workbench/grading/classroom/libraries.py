"""Which libraries a sandbox imports before the first submission: what the lessons to grade import."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from workbench.kernel import preload


def libraries_of(lessons: Iterable[str], root: Path) -> list[str]:
    """The modules, in the order in which they are safely imported. root: holds ``lessons/``.

    Everything else is imported by the submission that wants it; so is everything for a lesson that cannot be parsed.
    """
    wanted = {"numpy"}.union(*(_packages(root / "lessons" / f"{lesson}.py") for lesson in lessons))
    return [name for name in preload.names() if name.partition(".")[0] in wanted]


def _packages(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever it does so."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}
