"""Mutants of a reference implementation: small wrong changes that the cases of an exercise must notice.

Operators after the usual selective set (Offutt et al., 1996, "An experimental determination of sufficient mutant
operators"): arithmetic, relational and logical replacement, constants, unary insertion; added are what people get
wrong in numerical Python: a dropped call, a dropped keyword argument, a range that ends one too early.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workbench.authoring import Exercise
from workbench.authoring.changes import compiled, definition

_SWAP: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_REVERSE: dict[type[ast.AST], type[ast.AST]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
# Without these the value is equal in all that is compared: the mutant could never be told from the reference.
_CONVERSIONS = {"float", "bool", "asarray", "ascontiguousarray", "copy", "detach"}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One wrong version. change: ``old → new`` as text, the key under which an author may waive it; line: in the
    solution file."""

    change: str
    line: int
    implementation: Callable[..., Any]


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """The wrong versions of one node."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) if type(op) in _SWAP:
            yield _with(node, op=_SWAP[type(op)]())
        case ast.Compare(ops=[op, *_]):
            for table in (_SWAP, _REVERSE):
                if type(op) in table:
                    yield _with(node, ops=[table[type(op)](), *node.ops[1:]])
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool() | int() | float() as value):
            yield ast.Constant(_other_constant(value))
        case ast.Call():
            yield from _wrong_calls(node)
    if isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, ast.Constant):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _other_constant(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value * 2 if value else 1.0


def _wrong_calls(node: ast.Call) -> Iterator[ast.AST]:
    """Without the call (its only argument or its object in its place), without a keyword, a range one too short."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name == "range":
        last = len(node.args) - 1 if len(node.args) < 3 else 1
        shorter = ast.BinOp(node.args[last], ast.Sub(), ast.Constant(1))
        yield _with(node, args=[*node.args[:last], shorter, *node.args[last + 1 :]])
    elif name in _CONVERSIONS:
        return
    elif len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], (ast.Starred, ast.GeneratorExp)):
        yield node.args[0]
    elif not node.args and not node.keywords and isinstance(node.func, ast.Attribute):
        yield node.func.value
    for position, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            yield _with(node, keywords=[*node.keywords[:position], *node.keywords[position + 1 :]])


def _with(node: Any, **changes: Any) -> Any:
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


class _ReplaceNth(ast.NodeTransformer):
    """Replace the node with the given position in walk order."""

    def __init__(self, target: ast.AST, new: ast.AST) -> None:
        self.target, self.new = target, new

    def visit(self, node: ast.AST) -> Any:
        if node is self.target:
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)


def _mutable_nodes(definition: Any) -> list[ast.AST]:
    """Nodes in the body, docstrings, annotations and the texts of raised errors left out."""
    skipped: set[int] = set()
    for node in ast.walk(definition):
        unwanted: list[Any] = []
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            unwanted = [node]
        elif isinstance(node, (ast.AnnAssign, ast.arg)):
            unwanted = [node.annotation] if node.annotation else []
        elif isinstance(node, ast.FunctionDef):
            unwanted = [node.returns] if node.returns else []
        skipped.update(id(inner) for top in unwanted for inner in ast.walk(top))
    return [node for node in ast.walk(definition) if id(node) not in skipped]


def _is_statement_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def mutants(exercise: Exercise) -> Iterator[Mutant]:
    """All mutants of an exercise's reference, in the order of its source."""
    pristine, offset = definition(exercise.implementation)
    count = len(_mutable_nodes(pristine))
    seen: set[str] = set()
    for position in range(count):
        original = _mutable_nodes(pristine)[position]
        wrong = list(_replacements(original))
        if _is_statement_call(original):
            wrong.append(ast.Pass())
        for k in range(len(wrong)):
            tree = copy.deepcopy(pristine)
            target = _mutable_nodes(tree)[position]
            new = ast.Pass() if _is_statement_call(target) else list(_replacements(target))[k]
            change = _text(target, new)
            changed = _ReplaceNth(target, new).visit(tree)
            key = ast.unparse(changed)
            if key in seen or key == ast.unparse(pristine):
                continue
            seen.add(key)
            line = offset + getattr(target, "lineno", 1)
            made = compiled(changed, exercise.implementation, what="mutant")
            yield Mutant(change=change, line=line, implementation=made)


def _text(old: ast.AST, new: ast.AST) -> str:
    if isinstance(old, ast.If) and isinstance(new, ast.If):
        return f"if {ast.unparse(old.test)} → if not ({ast.unparse(old.test)})"
    before, after = (ast.unparse(ast.fix_missing_locations(copy.deepcopy(x))) for x in (old, new))
    return f"{before} → {after}"
