"""What a cell gives to ``exercise``: which exercise it is meant for, and under which name it must run.

Shared by the lesson and by the stand-in that a notebook finds while it is graded, so that both understand alike.
"""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import Any

from workbench.checking.attempt import Definition, definitions, first_line, is_untouched, tree_of
from workbench.checking.types import Verdict

_NONE = object()


@dataclass(eq=False)
class Given:
    """One object that a cell gave to ``exercise``.

    names: the globals of the cell; filename, line: where it was given; source: of that file, empty when nobody keeps
    it; name: of the exercise, None while it is not known; defined: a ``def`` or ``class`` was decorated.
    """

    candidate: Any
    names: dict[str, Any]
    filename: str
    line: int
    source: str
    name: str | None
    defined: bool

    @property
    def place(self) -> tuple[object, ...]:
        """Equal for what one line gives again and again, as below ``%%timeit``."""
        return self.filename, self.line, self.name


def give(candidate: Any, frame: FrameType, known: Collection[str]) -> Given:
    """What the code of ``frame`` gives. known: the names of the exercises."""
    filename, line = frame.f_code.co_filename, frame.f_lineno
    source = "".join(linecache.getlines(filename))
    name = _decorated(source, line)
    given = Given(candidate, frame.f_globals, filename, line, source, name, name is not None)
    if name is None:
        own = getattr(candidate, "__name__", None)
        given.name = own if own in known else None
    return given


def _decorated(source: str, line: int) -> str | None:
    """The name of the definition whose decorators stand at a line."""
    for node in ast.walk(tree_of(source)):
        if isinstance(node, Definition) and node.decorator_list and first_line(node) <= line <= node.lineno:
            return node.name
    return None


def settle(given: Sequence[Given], known: Collection[str], cell: str, stubs: dict[str, str]) -> Iterator[Given]:
    """What a cell that has ended gave, each exercise once, in the order of the cell: what was given last counts, and a
    stub only where there is nothing else. cell: its source without magics."""
    last: dict[str, Given] = {}
    for one in given:
        one.name = one.name or _bound_name(one, known) or _only_decorated(cell, given, known)
        key = one.name or f"<{one.line}>"
        if key in last and is_stub_of(one, cell, stubs):
            continue
        last[key] = one
    return iter(last.values())


def _bound_name(given: Given, known: Collection[str]) -> str | None:
    """The exercise under whose name the object stands."""
    return next((name for name in known if given.names.get(name, _NONE) is given.candidate), None)


def _only_decorated(cell: str, given: Sequence[Given], known: Collection[str]) -> str | None:
    """The one exercise that the cell decorates and that nothing else was given for."""
    claimed = {one.name for one in given}
    left = {node.name for node in definitions(tree_of(cell)) if node.decorator_list and node.name in known} - claimed
    return left.pop() if len(left) == 1 else None


def is_stub_of(given: Given, cell: str, stubs: dict[str, str]) -> bool:
    """Whether it is what the lesson ships. A magic compiles what is below it under a name of its own: then the cell
    tells."""
    name = given.name or ""
    if given.source:
        return is_untouched(given.source, name, stubs, line=_line_of(given))
    return is_untouched(cell, name, stubs)


def _line_of(given: Given) -> int:
    """A line of the definition; it was given elsewhere when ``exercise`` was called rather than used as a decorator."""
    code = getattr(given.candidate, "__code__", None)
    return given.line if given.defined or code is None or code.co_filename != given.filename else code.co_firstlineno


# -- what is checked ---------------------------------------------------------------------------------------------------


def as_bound(given: Given) -> Any:
    """What stands under the name where that is the object itself with decorators around it, such as a cache; else the
    object, whatever the cell has done with its name afterwards."""
    bound = given.names.get(given.name or "", _NONE)
    if bound is given.candidate or not callable(bound) or isinstance(given.candidate, type):
        return given.candidate
    try:
        inner = inspect.unwrap(bound, stop=lambda f: f is given.candidate)
    except ValueError:  # it wraps itself
        return given.candidate
    return bound if inner is given.candidate else given.candidate


@dataclass(frozen=True)
class Kept:
    """The learner's last version of an exercise. names: the globals it was defined in; cell: the id of its cell."""

    candidate: Any
    names: dict[str, Any]
    cell: str | None
    verdict: Verdict


@contextmanager
def own_name(names: dict[str, Any], name: str, candidate: Any) -> Iterator[None]:
    """Let the name stand for the candidate in these globals: a function that calls itself must meet itself."""
    before = names.get(name, _NONE)
    names[name] = candidate
    try:
        yield
    finally:
        if before is _NONE:
            names.pop(name, None)
        else:
            names[name] = before


def nameless(given: Given) -> str:
    """What an object is that cannot be checked as an exercise; empty for one that can."""
    candidate = given.candidate
    if given.defined:
        return "" if callable(candidate) else type(candidate).__name__
    if isinstance(candidate, FunctionType):
        return "lambda" if candidate.__name__ == "<lambda>" else ""
    if isinstance(candidate, functools.partial):
        return "functools.partial"
    return "" if callable(candidate) and hasattr(candidate, "__name__") else type(candidate).__name__


def complaint(what: str, name: str | None, *, variable: str = "lesson") -> str:
    """A sentence about something that is ``nameless``."""
    wanted = f"`def {name or 'its_name'}(…):`"
    return (
        f"`{variable}.exercise` was given a {what}, not a function or class with a name of its own. "
        f"Write {wanted} with `@{variable}.exercise` above it."
    )
