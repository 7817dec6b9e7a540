"""A learner's code as sets of fingerprints: short runs of tokens that a copy keeps when names and layout change.

Names that the code itself gives (variables, arguments, helpers, fields of an object) all become one, texts too;
comments, docstrings, annotations, decorators, layout and the order of the cells do not count. Nothing runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.checking.attempt import Definition
from workbench.grading.intake.magics import CellError, parse
from workbench.grading.intake.submission import CodeCell

LENGTH = 6
"""Tokens of a fingerprint."""
HELPERS = "helpers"
"""Where the learner's own definitions count that are no exercise."""
_MOST_TOKENS = 20_000
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\*\*=?|//=?|->|:=|<<=?|>>=?|[-+*/%@&|^=!<>]=|'[^']*'|[^\s]")
_OWN, _FIELD, _TEXT = "v", "a", "s"


@dataclass(frozen=True)
class Code:
    """One learner's exercises and helpers. sources: name → as written; prints: name → fingerprints."""

    learner: str
    sources: Mapping[str, str]
    prints: Mapping[str, frozenset[str]]


def read_code(learner: str, cells: Iterable[CodeCell], exercises: Iterable[str], shipped: Shipped) -> Code:
    """The code of a submission's cells. The last definition of an exercise counts, as it does for the grade."""
    wanted, found = set(exercises), _definitions(cells)
    own = frozenset(found) - wanted - shipped.names
    groups = {name: [name] for name in found if name in wanted}
    if own:
        groups[HELPERS] = sorted(own)
    # The texts first: taking fingerprints rewrites the trees.
    sources = {group: "\n\n".join(_segment(*found[name]) for name in names) for group, names in groups.items()}
    prints = {
        group: frozenset(run for name in names for run in fingerprints(found[name][1], own)) - shipped.prints
        for group, names in groups.items()
    }
    return Code(learner=learner, sources=sources, prints=prints)


def _definitions(cells: Iterable[CodeCell]) -> dict[str, tuple[str, Definition]]:
    """Name → the text of its cell and the last definition at the top level."""
    found = {}
    for cell in cells:
        try:
            body = parse(cell.source).body
        except CellError:  # it was read before; only want of memory leads here
            continue
        found.update({node.name: (cell.source, node) for node in body if isinstance(node, Definition)})
    return found


def _segment(text: str, node: Definition) -> str:
    return "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno])


# -- what everyone was given ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shipped:
    """What the lesson gives to all, and the answers that its author knows: sharing these says nothing."""

    names: frozenset[str]
    prints: frozenset[str]


def read_shipped(lesson: Path, solution: Path) -> Shipped:
    """lesson, solution: the files of the lesson; a missing one ships nothing."""
    names: set[str] = set()
    prints: set[str] = set()
    for path in (lesson, solution):
        for node in _body(path):
            if path is lesson and isinstance(node, Definition):
                names.add(node.name)
            prints.update(fingerprints(node))
    return Shipped(names=frozenset(names), prints=frozenset(prints))


def _body(path: Path) -> list[ast.stmt]:
    try:
        return parse(path.read_text(encoding="utf-8")).body
    except (OSError, CellError):
        return []


# -- fingerprints --------------------------------------------------------------------------------------------------


def fingerprints(node: ast.stmt, own: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every run of tokens in a statement. own: further names that the learner gave."""
    tokens = _tokens(node, own)
    for start in range(len(tokens) - LENGTH + 1):
        yield " ".join(tokens[start : start + LENGTH])


def _tokens(node: ast.stmt, own: frozenset[str]) -> list[str]:
    try:
        normal = _Normal(node, own).visit(node)
        clean = ast.unparse(normal) if normal is not None else ""
    except (RecursionError, MemoryError, ValueError):  # nested beyond what a person writes
        return []
    return _TOKEN.findall(clean[: 8 * _MOST_TOKENS])[:_MOST_TOKENS]


class _Normal(ast.NodeTransformer):
    """Rewrites a syntax tree, in place, so that two copies become equal."""

    def __init__(self, root: ast.AST, own: frozenset[str]) -> None:
        self._names, self._fields = set(own), set[str]()
        for node in ast.walk(root):
            if isinstance(node, ast.arg):
                self._names.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self._names.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                self._fields.add(node.attr)
            elif isinstance(node, Definition | ast.ExceptHandler) and node is not root:
                self._names.add(node.name or "")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(_OWN, node.ctx) if node.id in self._names else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        attribute = _FIELD if node.attr in self._fields else node.attr
        return ast.Attribute(self.visit(node.value), attribute, node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg, node.annotation = _OWN, None
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        return ast.keyword(_OWN if node.arg in self._names else node.arg, self.visit(node.value))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return ast.Assign([self.visit(node.target)], self.visit(node.value), lineno=node.lineno)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(_TEXT) if isinstance(node.value, str | bytes) else node

    def visit_JoinedStr(self, _: ast.JoinedStr) -> ast.AST:
        return ast.Constant(_TEXT)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """A text that stands alone is a docstring or a comment."""
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._definition(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._definition(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._definition(node)

    def _definition(self, node: Definition) -> ast.AST:
        node.decorator_list = []
        if not isinstance(node, ast.ClassDef):
            node.returns = None
        self.generic_visit(node)
        node.name = _OWN
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        node.name = _OWN if node.name else None
        return node
