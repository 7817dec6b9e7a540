"""Which module of the workbench imports which, read from the source: for the part of the engine that a proof uses, and
for the test that nothing goes in circles."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

Graph = Mapping[str, frozenset[str]]

PACKAGE = Path(__file__).resolve().parents[1]


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """Dotted name → file, of a package and all below it; the content in a wheel is no part of it."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        if "_content" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def import_graph(package: Path = PACKAGE) -> Graph:
    """Module → the modules of the package it imports, anywhere: inside functions and for types alone too."""
    known = modules(package)
    return {name: frozenset(_imports(path, known)) - {name} for name, path in known.items()}


def _imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from {name if name in known else node.module for name in whole}


def closure(roots: Iterable[str], graph: Graph | None = None) -> list[str]:
    """The modules, and all that they import in turn, with their packages' own modules.

    What the outermost package names for others to find, it does not import itself: that is not followed.
    """
    edges = import_graph() if graph is None else graph
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found or name not in edges:
            continue
        found.add(name)
        if "." in name:
            waiting += edges[name]
            waiting.append(name.rpartition(".")[0])
    return sorted(found)


def circle(graph: Graph) -> list[str]:
    """Modules that import one another in a circle; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
