"""Operators for mistakes that people make and the proof does not ask for: for the diagnosis alone.

Each yields, as those of ``usual``, wrong versions of one node with the words for the mistake.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbench.checking.mutants.usual import LEFT_OUT, ONE_TOO_SMALL, TINY, Change, name_of, replaced

# What people take for one another. The words name both: they are not the line of the solution.
_SIBLINGS = (
    ("mean", "median"), ("mean", "sum"), ("nanmean", "mean"), ("nansum", "sum"), ("average", "mean"),
    ("min", "max"), ("amin", "amax"), ("minimum", "maximum"), ("nanmin", "nanmax"), ("argmin", "argmax"),
    ("any", "all"), ("floor", "ceil"), ("floor", "round"), ("ceil", "round"), ("trunc", "floor"),
    ("std", "var"), ("log", "log2"), ("log", "log10"), ("log", "log1p"), ("exp", "expm1"), ("sin", "cos"),
    ("cumsum", "cumprod"), ("sum", "prod"), ("head", "tail"), ("nlargest", "nsmallest"), ("first", "last"),
    ("ffill", "bfill"), ("hstack", "vstack"), ("zeros_like", "ones_like"), ("zeros", "ones"), ("eigh", "eigvalsh"),
    ("count", "size"), ("nunique", "count"), ("append", "extend"), ("loc", "iloc"), ("startswith", "endswith"),
    ("lstrip", "rstrip"), ("find", "rfind"), ("split", "rsplit"), ("union", "intersection"), ("triu", "tril"),
    ("dot", "multiply"), ("matmul", "multiply"), ("kthvalue", "topk"), ("softmax", "sigmoid"), ("tanh", "sigmoid"),
    ("isalpha", "isalnum"), ("isdigit", "isalnum"), ("greater", "greater_equal"), ("less", "less_equal"),
)  # fmt: skip
_SIDES = {"left": "right", "right": "left"}
_HOWS = ("left", "right", "inner", "outer")


def _other_names(name: str) -> list[str]:
    return [b if name == a else a for a, b in _SIBLINGS if name in (a, b)]


def sibling_calls(node: ast.AST) -> Iterator[Change]:
    """mean for median, floor for ceil, any for all …; a method or a function of a module, where both exist."""
    if not isinstance(node, ast.Call):
        return
    name = name_of(node)
    for other in _other_names(name):
        words = f"`{other}` is used in place of `{name}`"
        if isinstance(node.func, ast.Attribute):
            yield replaced(node, func=replaced(node.func, attr=other)), words
        elif isinstance(node.func, ast.Name):
            yield replaced(node, func=ast.Name(other, ast.Load())), words


def dropped_operands(node: ast.AST) -> Iterator[Change]:
    """A factor, a divisor or a term left out; a difference or a quotient the other way round."""
    if not isinstance(node, ast.BinOp):
        return
    left, right, op = node.left, node.right, node.op
    if isinstance(op, (ast.Mult, ast.MatMult)):
        yield left, "one factor is missing"
        yield right, "one factor is missing"
    elif isinstance(op, (ast.Div, ast.FloorDiv)):
        yield left, "a divisor is missing"
        yield replaced(node, left=right, right=left), "a quotient is upside down"
        if isinstance(op, ast.Div):
            yield replaced(node, op=ast.FloorDiv()), "a division is rounded down"
    elif isinstance(op, (ast.Add, ast.Sub)):
        yield left, "one term of a sum or difference is missing"
        minus = isinstance(op, ast.Sub)
        yield (ast.UnaryOp(ast.USub(), right) if minus else right), "one term of a sum or difference is missing"
        if minus:
            yield replaced(node, left=right, right=left), "a difference is taken the other way round"
    elif isinstance(op, ast.Pow):
        yield left, "a power is not taken"
    if isinstance(op, ast.MatMult):
        yield replaced(node, left=right, right=left), "the factors of a matrix product are exchanged"
        yield replaced(node, op=ast.Mult()), "a matrix product is taken element by element"


_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
}  # fmt: skip


def opposites(node: ast.AST) -> Iterator[Change]:
    """What should be kept is left out, and the reverse."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPPOSITE:
        yield replaced(node, ops=[_OPPOSITE[type(node.ops[0])]()]), "a condition is the wrong way round"


def conditions(node: ast.AST) -> Iterator[Change]:
    """A case that is not told apart, a condition that is not asked, a limit that is not kept."""
    match node:
        case ast.If(test=test) if not isinstance(test, ast.Constant):
            yield replaced(node, test=ast.Constant(value=False)), "one case is not treated by itself"
            yield replaced(node, test=ast.Constant(value=True)), "a condition is not asked"
        case ast.IfExp(body=body, orelse=orelse):
            yield orelse, "one case is not treated by itself"
            yield body, "one case is not treated by itself"
        case ast.BoolOp(values=values):
            for k in range(len(values)):
                rest = [*values[:k], *values[k + 1 :]]
                left = rest[0] if len(rest) == 1 else replaced(node, values=rest)
                yield left, "one of several conditions is not asked"
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), left=left, right=right):
            other: ast.operator = ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd()
            words = ("both", "one") if isinstance(node.op, ast.BitOr) else ("one", "both")
            yield replaced(node, op=other), f"{words[0]} of two conditions must hold where {words[1]} should"
            yield left, "one of several conditions is not asked"
            yield right, "one of several conditions is not asked"
        case ast.comprehension(ifs=ifs):
            for k in range(len(ifs)):
                yield replaced(node, ifs=[*ifs[:k], *ifs[k + 1 :]]), "items are kept that should be left out"


def limits(node: ast.AST) -> Iterator[Change]:
    """min, max and clip without one of their sides; two arguments exchanged."""
    if not isinstance(node, ast.Call):
        return
    name = name_of(node)
    if name in ("min", "max", "minimum", "maximum", "clip", "clamp") and len(node.args) > 1:
        for argument in node.args:
            yield argument, "a value is not kept within its limits"
    if name == "where" and len(node.args) == 3:
        yield node.args[1], "one case is not treated by itself"
        yield node.args[2], "one case is not treated by itself"
    if len(node.args) >= 2 and not any(isinstance(each, ast.Starred) for each in node.args):
        exchanged = [node.args[1], node.args[0], *node.args[2:]]
        yield replaced(node, args=exchanged), "two arguments of a call are exchanged"


def options(node: ast.AST) -> Iterator[Change]:
    """Another axis, side or way of joining; a number one too small or left out."""
    match node:
        case ast.keyword(arg="axis" | "dim", value=ast.Constant(value=int() as axis)):
            yield replaced(node, value=ast.Constant(value=1 - axis if axis in (0, 1) else 0)), "an axis is another one"
        case ast.keyword(arg="axis" | "dim", value=ast.UnaryOp(op=ast.USub())):
            yield replaced(node, value=ast.Constant(value=0)), "an axis is another one"
        case ast.keyword(arg="ddof", value=ast.Constant(value=int() as ddof)):
            yield replaced(node, value=ast.Constant(value=1 - ddof)), "a variance has the other divisor (ddof)"
        case ast.keyword(arg="side", value=ast.Constant(value=str() as side)) if side in _SIDES:
            yield replaced(node, value=ast.Constant(value=_SIDES[side])), "equal values fall on the other side"
        case ast.keyword(arg="how", value=ast.Constant(value=str() as how)) if how in _HOWS:
            for other in _HOWS:
                if other != how:
                    yield replaced(node, value=ast.Constant(value=other)), "tables are joined in another way (how=…)"
        case ast.Constant(value=int() as number) if not isinstance(number, bool) and number:
            yield replaced(node, value=number - 1), ONE_TOO_SMALL
        case ast.Attribute(attr="T" | "mT", value=value):
            yield value, "a transpose is missing"


def tolerances(node: ast.AST) -> Iterator[Change]:
    """A comparison with zero in place of a small number beside it, strict or not."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not _is_tiny(node.comparators[0]):
        return
    zero = [ast.Constant(value=0)]
    words = "a tolerance for rounding is missing"
    yield replaced(node, comparators=zero), words
    strict: dict[type[ast.cmpop], ast.cmpop] = {
        ast.GtE: ast.Gt(),
        ast.LtE: ast.Lt(),
        ast.Gt: ast.GtE(),
        ast.Lt: ast.LtE(),
    }
    other = strict.get(type(node.ops[0]))
    if other is not None:
        says = "zero is not let through" if isinstance(other, (ast.Gt, ast.Lt)) else "zero is let through"
        yield replaced(node, comparators=zero, ops=[other]), f"{says} by a comparison with it"


def _is_tiny(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, float) and 0 < abs(node.value) < TINY


def slices(node: ast.AST) -> Iterator[Change]:
    """A slice without its beginning, its end or its direction; the first item for the last."""
    match node:
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield replaced(node, lower=None), "a slice begins at the first item"
            if upper is not None:
                yield replaced(node, upper=None), "a slice goes to the last item"
            if step is not None:
                yield replaced(node, step=None), "an order is not reversed, or items are not skipped"
        case ast.Subscript(slice=ast.Constant(value=0)):
            yield replaced(node, slice=ast.Constant(value=-1)), "the last item is taken where the first is meant"
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            yield replaced(node, slice=ast.Constant(value=0)), "the first item is taken where the last is meant"


def statements(node: ast.AST) -> Iterator[Change]:
    """A loop that ends after its first round, an assignment or a step that is not made."""
    match node:
        case ast.For(body=body) | ast.While(body=body):
            yield replaced(node, body=[*body, ast.Break()]), "a loop ends after its first round"
        case ast.AugAssign():
            yield ast.Pass(), LEFT_OUT
        case ast.Assign(targets=[ast.Subscript()]):
            yield ast.Pass(), LEFT_OUT
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _reads(value, name):
            yield ast.Pass(), LEFT_OUT
        case ast.Continue():
            yield ast.Break(), "a loop ends where only one round should be left out"
        case ast.Break():
            yield ast.Continue(), "a loop goes on where it should end"
            yield ast.Pass(), "a loop goes on where it should end"


def _reads(value: ast.AST, name: str) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(value))


def defaults_of(definition: Any) -> Mapping[str, ast.expr]:
    """Parameter → its default, where it is a constant."""
    arguments = getattr(definition, "args", None)
    if arguments is None:
        return {}
    placed = [*arguments.posonlyargs, *arguments.args][-len(arguments.defaults) :] if arguments.defaults else []
    pairs = [
        *zip(placed, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return {argument.arg: value for argument, value in pairs if isinstance(value, ast.Constant)}


def ignoring_arguments(defaults: Mapping[str, ast.expr]) -> Callable[[ast.AST], Iterator[Change]]:
    """An operator: the default at a place where the argument should be read."""

    def ignored(node: ast.AST) -> Iterator[Change]:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in defaults:
            yield defaults[node.id], f"the default is used where the argument `{node.id}` should be"

    return ignored


MISTAKES: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    sibling_calls, dropped_operands, opposites, conditions, limits, options, tolerances, slices, statements,
)  # fmt: skip
