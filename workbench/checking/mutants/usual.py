"""The operators of the content proof.

After the usual selective set (Offutt et al., 1996, "An experimental determination of sufficient mutant operators"):
arithmetic, relational and logical replacement, constants, unary insertion; added are what people get wrong in numerical
Python: a dropped call, a dropped keyword argument, a range that ends one too early.

An operator yields the wrong versions of one node, each with the words for the mistake: they complete the sentence “a
solution in which …” and never quote the code.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

Change = tuple[ast.AST, str]
TINY = 1e-3

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

_SWAP_WORDS: dict[type[ast.AST], str] = {
    ast.Add: "something is subtracted that should be added",
    ast.Sub: "something is added that should be subtracted",
    ast.Mult: "a division stands where a multiplication belongs",
    ast.Div: "a multiplication stands where a division belongs",
    ast.FloorDiv: "a division is not rounded down",
    ast.Mod: "a remainder is not taken",
    ast.Pow: "a power is not taken",
    ast.Lt: "a comparison lets equality count where it must be strict",
    ast.Gt: "a comparison lets equality count where it must be strict",
    ast.LtE: "a comparison is strict where equality counts",
    ast.GtE: "a comparison is strict where equality counts",
    ast.And: "one of two conditions is enough where both must hold",
    ast.Or: "two conditions must hold where one is enough",
}
_CALL_WORDS = {
    "abs": "an absolute value is not taken",
    "absolute": "an absolute value is not taken",
    "sqrt": "a square root is not taken",
    "square": "a square is not taken",
    "exp": "an exponential is not taken",
    "log": "a logarithm is not taken",
    "log2": "a logarithm is not taken",
    "sorted": "something is not sorted",
    "sort": "something is not sorted",
    "argsort": "something is not sorted",
    "reversed": "an order is not reversed",
    "flip": "an order is not reversed",
    "unique": "duplicates are kept",
    "drop_duplicates": "duplicates are kept",
    "set": "duplicates are kept",
    "dropna": "missing values are kept",
    "fillna": "missing values are not filled",
    "floor": "a value is not rounded down",
    "ceil": "a value is not rounded up",
    "round": "a value is not rounded",
    "lower": "upper and lower case are not made equal",
    "casefold": "upper and lower case are not made equal",
    "strip": "the space at the ends of a text is kept",
    "sum": "a sum is not taken",
    "mean": "a mean is not taken",
    "cumsum": "values are not added up step by step",
    "normalize": "something is not normalised",
    "reset_index": "the old index is kept",
    "transpose": "rows and columns are exchanged",
    "t": "rows and columns are exchanged",
}
_OF_SORTING = {"kind", "stable", "ascending", "reverse"}
_KEYWORD_WORDS = {
    "axis": "an axis is not said",
    "dim": "a dimension is not said",
    "ddof": "the divisor of a variance is the default one (ddof)",
    "keepdims": "an axis is lost in a sum or mean (keepdims)",
    "reverse": "a direction of sorting is the other one",
    "ascending": "a direction of sorting is the other one",
    "key": "something is sorted or chosen by another key",
    "dtype": "a dtype is left at its default",
    "minlength": "a count stops at the largest value that occurs",
    "weights": "weights are not used",
    "stable": "ties do not keep their order",
    "kind": "ties do not keep their order",
    "how": "a way of joining is left at its default",
    "observed": "combinations that do not occur are treated otherwise",
    "reduction": "values are averaged where they should be summed, or the reverse (reduction=…)",
    "encoding": "the encoding of a file is left at its default",
}


LEFT_OUT = "one step is left out"
_NUMBER = "a number, such as a start, an end or a power, is one too"
ONE_TOO_SMALL = f"{_NUMBER} small"
_VAGUE = (LEFT_OUT, "an option of a call", "a constant is another one", _NUMBER)


def is_vague(words: str) -> bool:
    """Whether these are words that are told only where others say no more."""
    return words.startswith(_VAGUE)


def usual(node: ast.AST) -> Iterator[Change]:
    """The wrong versions of one expression or ``if``."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) if type(op) in _SWAP:
            yield replaced(node, op=_SWAP[type(op)]()), _SWAP_WORDS[type(op)]
        case ast.Compare(ops=[op, *_]):
            yield from _wrong_comparisons(node, op)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            tiny = isinstance(operand, ast.Constant) and isinstance(operand.value, float) and operand.value < TINY
            yield operand, "zero is not let through by a comparison" if tiny else "a minus sign is missing"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand, "a condition is the wrong way round"
        case ast.Constant(value=bool() | int() | float() as value):
            yield ast.Constant(_other_constant(value)), _constant_words(value)
        case ast.Call():
            yield from _wrong_calls(node)
    if isinstance(node, (ast.If, ast.IfExp)) and not isinstance(node.test, ast.Constant):
        yield replaced(node, test=ast.UnaryOp(ast.Not(), node.test)), "a condition is the wrong way round"


def _wrong_comparisons(node: ast.Compare, op: ast.AST) -> Iterator[Change]:
    if type(op) in _SWAP:
        words = _SWAP_WORDS.get(type(op), "a condition is the wrong way round")
        yield replaced(node, ops=[_SWAP[type(op)](), *node.ops[1:]]), words
    if type(op) in _REVERSE:
        yield replaced(node, ops=[_REVERSE[type(op)](), *node.ops[1:]]), "a comparison is the wrong way round"


def _other_constant(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return value * 2 if value else 1.0


def _constant_words(value: bool | int | float) -> str:
    if isinstance(value, bool):
        return "a switch is set the other way"
    if isinstance(value, int):
        return f"{_NUMBER} large"
    return "a constant is another one"


def name_of(call: ast.Call) -> str:
    """What is called, without the object or module before the last dot."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _wrong_calls(node: ast.Call) -> Iterator[Change]:
    """Without the call (its only argument or its object in its place), without a keyword, a range one too short."""
    name = name_of(node)
    dropped = _CALL_WORDS.get(name, LEFT_OUT)
    if name == "range":
        last = len(node.args) - 1 if len(node.args) < 3 else 1
        shorter = ast.BinOp(node.args[last], ast.Sub(), ast.Constant(1))
        yield replaced(node, args=[*node.args[:last], shorter, *node.args[last + 1 :]]), "a loop ends one round early"
    elif name in _CONVERSIONS:
        return
    elif len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], (ast.Starred, ast.GeneratorExp)):
        yield node.args[0], dropped
    elif not node.args and not node.keywords and isinstance(node.func, ast.Attribute):
        yield node.func.value, dropped
    for position, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            words = f"an option of a call, `{keyword.arg}`, is left at its default"
            if keyword.arg not in _OF_SORTING or "sort" in name:
                words = _KEYWORD_WORDS.get(keyword.arg, words)
            yield replaced(node, keywords=[*node.keywords[:position], *node.keywords[position + 1 :]]), words


def replaced(node: Any, **changes: Any) -> Any:
    """A copy of a node with other fields."""
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed
