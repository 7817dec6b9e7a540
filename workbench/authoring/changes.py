"""An implementation made anew from its source, with something changed in it.

Most mistakes differ from the right way in one place. A change names that place and nothing else, as ``old → new``: an
expression or a statement as it stands in the source, however it is laid out there, and what stands in its stead
(``pass`` where nothing does).
"""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from workbench.errors import WorkbenchError

ARROW = "→"
_TREE = "__definition__"
"""Where what was compiled here keeps its AST: it has no source file."""


def definition(implementation: Callable[..., Any]) -> tuple[Any, int]:
    """The AST of a function or class without its decorators, and the number of the line before it in its file (0
    for what was compiled from an AST)."""
    known = vars(implementation).get(_TREE)
    if known is not None:
        return copy.deepcopy(known), 0
    lines, first = inspect.getsourcelines(implementation)
    node: Any = ast.parse(textwrap.dedent("".join(lines))).body[0]
    node.decorator_list = []
    return node, first - 1


def compiled(tree: Any, implementation: Callable[..., Any], *, what: str) -> Callable[..., Any]:
    """The function or class of a changed AST, among the names of the module that the original stands in.

    what: what it is to be called in a traceback.
    """
    module = ast.fix_missing_locations(ast.Module(body=[tree], type_ignores=[]))
    namespace = dict(getattr(implementation, "__globals__", None) or vars(inspect.getmodule(implementation)))
    exec(compile(module, f"<{what} of {tree.name}>", "exec", dont_inherit=True), namespace)
    made: Callable[..., Any] = namespace[tree.name]
    setattr(made, _TREE, tree)
    return made


def with_changes(implementation: Callable[..., Any], changes: Iterable[str]) -> Callable[..., Any]:
    """The implementation with every place of each change changed, one change after the other.

    Raises WorkbenchError for a change that cannot be read, or whose old text does not stand in the source.
    """
    tree, _ = definition(implementation)
    for change in changes:
        replace = _replacement(change, of=tree.name)
        replace.visit(tree)
        if not replace.found:
            raise WorkbenchError(
                f"{tree.name}: {ast.unparse(replace.old)!r} does not stand in the reference, so it cannot be changed. "
                f"Write a whole expression or statement as it stands there; of a call, all its arguments."
            )
    return compiled(tree, implementation, what="misconception")


def _replacement(change: str, *, of: str) -> _Replace:
    before, arrow, after = change.partition(ARROW)
    try:
        old, new = (ast.parse(textwrap.dedent(text).strip()).body for text in (before, after))
    except SyntaxError as error:
        raise WorkbenchError(f"{of}: the change {change!r} is not valid Python: {error.msg}.") from None
    if not arrow or len(old) != 1 or not new:
        raise WorkbenchError(
            f"{of}: the change {change!r} must be “old {ARROW} new”, where old is one expression or statement. "
            f"What is left out becomes {ARROW} pass."
        )
    if isinstance(old[0], ast.Expr) and len(new) == 1 and isinstance(new[0], ast.Expr):
        return _Replace(old[0].value, [new[0].value])
    return _Replace(old[0], new)


class _Replace(ast.NodeTransformer):
    """Puts ``new``, one expression or some statements, wherever a node equals ``old``."""

    def __init__(self, old: ast.AST, new: list[Any]) -> None:
        self.old, self.new, self.found = old, new, 0
        self._key = ast.dump(old)

    def visit(self, node: ast.AST) -> Any:
        if type(node) is type(self.old) and ast.dump(node) == self._key:
            self.found += 1
            fresh = copy.deepcopy(self.new)
            return fresh if isinstance(node, ast.stmt) else fresh[0]
        return self.generic_visit(node)
