"""Make the mutants of an implementation: find the nodes that may be changed, change one, compile."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.authoring import Exercise
from workbench.authoring.changes import compiled, definition
from workbench.checking.mutants.mistakes import MISTAKES, defaults_of, ignoring_arguments
from workbench.checking.mutants.usual import LEFT_OUT, Change, replaced, usual

Operator = Callable[[ast.AST], Iterator[Change]]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One wrong version; it is compiled when it is first wanted. words: completes “a solution in which …”; line: in
    the file of the original."""

    words: str
    line: int
    old: ast.AST
    new: ast.AST
    tree: Any
    original: Callable[..., Any]

    @cached_property
    def change(self) -> str:
        """``old → new`` as text, the key under which an author may waive it."""
        return _text(self.old, self.new)

    @cached_property
    def implementation(self) -> Callable[..., Any]:
        return compiled(copy.deepcopy(self.tree), self.original, what="mutant")


def mutants(exercise: Exercise) -> Iterator[Mutant]:
    """Those of the proof: of the reference, in the order of its source, no two alike."""
    pristine, _ = definition(exercise.implementation)
    seen = {ast.unparse(pristine)}
    for mutant in _made(exercise.implementation, (usual, _left_out)):
        key = ast.unparse(ast.fix_missing_locations(copy.deepcopy(mutant.tree)))
        if key not in seen:
            seen.add(key)
            yield mutant


def every_mistake(implementation: Callable[..., Any]) -> Iterator[Mutant]:
    """Those of the diagnosis: of any implementation, by all operators. Raises OSError or TypeError when its source
    cannot be read."""
    tree, _ = definition(implementation)
    yield from _made(implementation, (usual, _left_out, *MISTAKES, ignoring_arguments(defaults_of(tree))))


def _made(implementation: Callable[..., Any], operators: Sequence[Operator]) -> Iterator[Mutant]:
    tree, offset = definition(implementation)
    for target in _mutable_nodes(tree):
        for operator in operators:
            for new, words in operator(target):
                placed = ast.copy_location(copy.copy(new), target) if hasattr(target, "lineno") else new
                yield Mutant(
                    words=words,
                    line=offset + getattr(target, "lineno", 1),
                    old=target,
                    new=placed,
                    tree=_exchanged(tree, target, placed),
                    original=implementation,
                )


def _left_out(node: ast.AST) -> Iterator[Change]:
    """A call whose result nobody reads is not made."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass(), LEFT_OUT


def _exchanged(node: Any, target: ast.AST, new: ast.AST) -> Any:
    """The tree with one node exchanged; what does not lead to it is shared with the original."""
    if node is target:
        return new
    changes: dict[str, Any] = {}
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            found = [_exchanged(each, target, new) if isinstance(each, ast.AST) else each for each in value]
            if any(a is not b for a, b in zip(found, value, strict=True)):
                changes[name] = found
        elif isinstance(value, ast.AST):
            other = _exchanged(value, target, new)
            if other is not value:
                changes[name] = other
    return replaced(node, **changes) if changes else node


def _mutable_nodes(tree: Any) -> list[ast.AST]:
    """Nodes in the body, docstrings, annotations and the texts of raised errors left out."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        unwanted: list[Any] = []
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            unwanted = [node]
        elif isinstance(node, (ast.AnnAssign, ast.arg)):
            unwanted = [node.annotation] if node.annotation else []
        elif isinstance(node, ast.FunctionDef):
            unwanted = [node.returns] if node.returns else []
        skipped.update(id(inner) for top in unwanted for inner in ast.walk(top))
    return [node for node in ast.walk(tree) if id(node) not in skipped]


def _text(old: ast.AST, new: ast.AST) -> str:
    if isinstance(old, ast.If) and isinstance(new, ast.If):
        return f"if {ast.unparse(old.test)} → if not ({ast.unparse(old.test)})"
    before, after = (ast.unparse(ast.fix_missing_locations(copy.deepcopy(x))) for x in (old, new))
    return f"{before} → {after}"
