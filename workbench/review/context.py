"""What an exercise needs of its lesson, found in the lesson's source: nothing of it runs.

The lesson is taken apart into its top-level statements. An exercise gets the imports and settings of the lesson's first
code cell, and of what stands above it everything that its stub or its reference reads, and what that reads in turn:
helpers, data, later imports. An earlier exercise is not copied; its reference stands in.

A statement counts as changing a name when it assigns to it or to a part of it, or is a call of one of its methods.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from workbench.checking.attempt import Definition
from workbench.curriculum import lesson_info
from workbench.errors import WorkbenchError

Kind = Literal["import", "setting", "definition", "exercise", "code"]
_CELL = re.compile(r"^# %%", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One statement of a lesson, an import of several names cut into one for each.

    kind: a setting is a call or assignment on what was imported, in the lesson's first code cell (``pd.set_option``);
    binds: names it defines; changes: names whose values it changes; reads: names it looks up; module: of an import.
    """

    kind: Kind
    text: str
    line: int
    binds: frozenset[str]
    changes: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    module: str = ""


@dataclass(frozen=True, kw_only=True)
class Context:
    """An exercise in a review. stub: as in the lesson, with ``review`` in place of ``lesson``; pieces: what must stand
    above it, in the order of the lesson."""

    lesson: str
    name: str
    stub: str
    pieces: tuple[Piece, ...]

    @property
    def given(self) -> tuple[str, ...]:
        """The earlier exercises it builds on."""
        return tuple(name for piece in self.pieces if piece.kind == "exercise" for name in piece.binds)

    @property
    def modules(self) -> frozenset[str]:
        """What it imports, without the parts below the first dot."""
        return frozenset(piece.module.split(".")[0] for piece in self.pieces if piece.module)


def exercise_context(
    lesson_id: str, name: str, reference: Definition | None, *, cell: ast.Module | None = None
) -> Context:
    """What the exercise ``name`` needs. reference: its solution, None where there is none; cell: a learner's own cell
    that defines it, whose names are looked up too.

    Raises WorkbenchError when the lesson has no such exercise at its top level, or does not parse.
    """
    path = lesson_info(lesson_id).path
    lines, pieces, opening, stubs = _take_apart(path, path.stat().st_mtime_ns)
    if name not in stubs:
        raise WorkbenchError(f"{lesson_id} has no exercise {name!r}.")
    stub = stubs[name]
    wanted = _reads(stub) | _mentioned(stub, pieces)
    if reference is not None:
        wanted |= _reads(_undecorated(reference))
    if cell is not None:
        wanted |= _reads(cell)
    above = [piece for piece in pieces if piece.line < stub.lineno]
    chosen = _needed(above, wanted - {name}, {piece for piece in opening if piece in above})
    return Context(
        lesson=lesson_id,
        name=name,
        stub=_stub_text(stub, lines),
        pieces=tuple(piece for piece in above if piece in chosen),
    )


def _needed(above: list[Piece], wanted: frozenset[str], chosen: set[Piece]) -> set[Piece]:
    """``chosen`` and all that binds or changes what is wanted, until nothing more is."""
    for piece in chosen:
        wanted |= piece.reads
    data = frozenset[str]().union(*(piece.binds for piece in above if piece.kind == "code"))
    while True:
        more = {
            piece
            for piece in above
            if piece not in chosen and (piece.binds & wanted or piece.changes & wanted & data) and piece.text
        }
        if not more:
            return chosen
        chosen |= more
        for piece in more:
            # A reference that stands in brings its own surroundings.
            wanted |= frozenset() if piece.kind == "exercise" else piece.reads


# -- taking a lesson apart ---------------------------------------------------------------------------------------------


@cache
def _take_apart(
    path: Path, _mtime: int
) -> tuple[tuple[str, ...], tuple[Piece, ...], tuple[Piece, ...], dict[str, Definition]]:
    """Lines, pieces, the pieces that belong to every exercise, and the definitions of the exercises."""
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise WorkbenchError(f"{path}, line {error.lineno}: the lesson is not valid Python: {error.msg}.") from error
    lines = tuple(text.split("\n"))
    pieces = tuple(piece for node in tree.body for piece in _pieces(node, lines))
    stubs = {node.name: node for node in tree.body if isinstance(node, Definition) and _is_exercise(node)}
    imported = frozenset[str]().union(*(piece.binds for piece in pieces if piece.kind == "import"))
    first, last = _opening(tree, text)
    pieces = tuple(
        replace(piece, kind="setting") if first <= piece.line < last and _sets(piece, imported) else piece
        for piece in pieces
    )
    opening = tuple(
        piece
        for piece in pieces
        if first <= piece.line < last
        and piece.kind in ("import", "setting")
        and piece.module.split(".")[0] != "workbench"  # what a lesson needs of it is asked for by name
    )
    return lines, pieces, opening, stubs


def _sets(piece: Piece, imported: frozenset[str]) -> bool:
    return piece.kind == "code" and not piece.binds and bool(piece.changes) and piece.changes <= imported


def _opening(tree: ast.Module, text: str) -> tuple[int, int]:
    """The lines of the cell in which the lesson begins: ``lesson = Lesson(…)``."""
    made = next((node.lineno for node in tree.body if "lesson" in _bound(node)), 0)
    starts = [text.count("\n", 0, found.start()) + 1 for found in _CELL.finditer(text)]
    return (
        max((start for start in starts if start <= made), default=0),
        min((start for start in starts if start > made), default=text.count("\n") + 2),
    )


def _pieces(node: ast.stmt, lines: Sequence[str]) -> Iterator[Piece]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from _imports(node)
        return
    binds = _bound(node)
    if "lesson" in binds:
        return
    kind: Kind = "code"
    if isinstance(node, Definition):
        kind = "exercise" if _is_exercise(node) else "definition"
    source = "\n".join(lines[_first_line(node) - 1 : node.end_lineno])
    if node.col_offset or ";" in lines[(node.end_lineno or node.lineno) - 1]:  # two statements may share a line
        source = ast.unparse(node)
    yield Piece(
        kind=kind, text=source, line=node.lineno, binds=frozenset(binds), changes=_changed(node), reads=_reads(node)
    )


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[Piece]:
    for alias in node.names:
        if alias.name == "Lesson":
            continue
        renamed = f" as {alias.asname}" if alias.asname else ""
        module = alias.name if isinstance(node, ast.Import) else f"{'.' * node.level}{node.module or ''}"
        start = "import" if isinstance(node, ast.Import) else f"from {module} import"
        bound = alias.asname or alias.name.split(".")[0]
        yield Piece(
            kind="import",
            text=f"{start} {alias.name}{renamed}",
            line=node.lineno,
            binds=frozenset({bound}),
            module=module,
        )


# -- names -------------------------------------------------------------------------------------------------------------


def _reads(node: ast.AST) -> frozenset[str]:
    """The names that a statement, and the functions in it, look up outside themselves."""
    tables = [symtable.symtable(ast.unparse(node), "lesson", "exec")]
    found: set[str] = set()
    while tables:
        table = tables.pop()
        top = table.get_type() == "module"
        found |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
        tables += table.get_children()
    return frozenset(found - {"lesson"})


def _bound(node: ast.stmt) -> set[str]:
    """The names that a statement defines at the top level."""
    table = symtable.symtable(ast.unparse(node), "lesson", "exec")
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}


def _changed(node: ast.stmt) -> frozenset[str]:
    """The names of which a statement assigns to a part, or calls a method."""
    if isinstance(node, Definition):
        return frozenset()
    found = set()
    for each in ast.walk(node):
        part: ast.expr | None = None
        if isinstance(each, ast.Attribute | ast.Subscript) and not isinstance(each.ctx, ast.Load):
            part = each
        elif isinstance(each, ast.Expr) and isinstance(each.value, ast.Call):
            part = each.value.func
        while isinstance(part, ast.Attribute | ast.Subscript):
            part = part.value
            if isinstance(part, ast.Name):
                found.add(part.id)
    return frozenset(found - {"lesson"})


def _mentioned(stub: Definition, pieces: tuple[Piece, ...]) -> frozenset[str]:
    """The helpers that the docstring names in `code`: the learner is invited to use them."""
    quoted = set(re.findall(r"`(\w+)", ast.get_docstring(stub) or ""))
    known = {name for piece in pieces if piece.kind in ("definition", "exercise") for name in piece.binds}
    return frozenset(quoted & known)


def _is_exercise(node: Definition) -> bool:
    return any(_marks(decorator) for decorator in node.decorator_list)


def _marks(decorator: ast.expr) -> bool:
    return ast.unparse(decorator) == "lesson.exercise"


def _undecorated(node: Definition) -> Definition:
    clean = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(clean, Definition)
    clean.decorator_list = []
    return clean


# -- the stub ----------------------------------------------------------------------------------------------------------


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _stub_text(stub: Definition, lines: Sequence[str]) -> str:
    end = stub.end_lineno or stub.lineno
    while end < len(lines) and lines[end].startswith((" ", "\t")):  # a comment that ends the body
        end += 1
    first = _first_line(stub)
    text = list(lines[first - 1 : end])
    for decorator in stub.decorator_list:
        if _marks(decorator):
            text[decorator.lineno - first] = text[decorator.lineno - first].replace("lesson", "review", 1)
    return "\n".join(text)
