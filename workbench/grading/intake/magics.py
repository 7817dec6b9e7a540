"""IPython's additions to Python taken out of a cell, so that what is left is plain Python with the same lines.

What is kept: the code under ``%%time``, ``%%capture``, ``%%prun`` and ``%%timeit``, one above the other in any order,
and the statement after ``%time``: it is the same code, whatever is measured about it. Everything else that a magic or a
shell command does (plots in the page, packages, timings, files, other languages) is not what is graded: its value
becomes None, and a cell in another language becomes empty.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from typing import TypeGuard

LONGEST_CELL = 200_000
"""Characters. A longer cell is not parsed: its syntax tree could take hundreds of megabytes."""

_MOST_MAGICS = 100
_EFFORT = 2_000_000
_MAGIC_LINE = re.compile(r"([%!?/,;]|\w[\w.]*\?+\s*$|[\w, ]+=\s*[%!])")
_TRANSPARENT_CELLS = ("time", "capture", "prun", "timeit")
_CALLS = frozenset({"run_line_magic", "run_cell_magic", "system", "getoutput", "magic"})


class CellError(Exception):
    """A cell that is no Python. line: from 1, or None; text: what is wrong, without the line."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}" if self.line else self.text


@dataclass
class Budget:
    """What may still be spent on taking magics out, in characters to read: each magic costs one reading of its cell.
    Without a limit a small upload could keep the grader busy for hours."""

    left: int = _EFFORT

    def spend(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise CellError("the notebook has too many magics and shell commands")


def parse(source: str) -> ast.Module:
    """The syntax tree of plain Python. Raises CellError, and nothing else for any text."""
    if len(source) > LONGEST_CELL:
        raise CellError(f"it has {len(source)} characters, at most {LONGEST_CELL} are read")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a learner's string is no concern here
            return ast.parse(source)
    except SyntaxError as error:
        raise CellError(error.msg or "invalid syntax", error.lineno) from None
    except (RecursionError, MemoryError):
        raise CellError("it is nested too deeply") from None
    except ValueError as error:
        raise CellError(str(error)) from None


def plain_python(source: str, *, budget: Budget | None = None) -> tuple[str, ast.Module, tuple[str, ...]]:
    """A cell without magics, its syntax tree, and the magics that were taken out, as the learner wrote them.

    A cell that is Python already comes back unchanged. budget: shared by the cells of a notebook. Raises CellError for
    a cell that cannot be made Python.
    """
    taken: tuple[str, ...] = ()
    magic, body = _cell_magic(source)
    while magic:
        taken += (f"%%{magic}",)
        if magic not in _TRANSPARENT_CELLS or len(taken) > _MOST_MAGICS:
            return "", ast.Module(body=[], type_ignores=[]), taken
        magic, body = _cell_magic(body)
    try:
        return body, parse(body), taken
    except CellError as error:
        lines = [line for line in map(str.strip, body.split("\n")) if _MAGIC_LINE.match(line[:200])]
        if not 0 < len(lines) <= _MOST_MAGICS and not body[:1].isspace():
            raise
        (budget or Budget()).spend((len(lines) + 1) * len(body))
        clean = _without_magics(body, error)
        # What is only written shorter, ``/f x`` for f(x), runs like any other code.
        return clean, parse(clean), taken + tuple(line[:60] for line in lines if line[0] not in "/,;")


def _cell_magic(source: str) -> tuple[str, str]:
    """The name of the ``%%magic`` that a cell begins with, and the cell with a blank line in its place; no name and the
    cell as it is when it begins with none."""
    blank = len(source) - len(source.lstrip())
    match = re.match(r"%%(\w+)[^\n]*", source[blank:])
    if match is None:
        return ("other", "") if source.startswith("%%") else ("", source)
    return match.group(1), source[:blank].replace(" ", "") + source[blank + match.end() :]


def _without_magics(source: str, error: CellError) -> str:
    from IPython.core.inputtransformer2 import TransformerManager

    timed = re.sub(r"^([ \t]*)%time[ \t]+(?=\S)", r"\1", source, flags=re.MULTILINE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            transformed = TransformerManager().transform_cell(timed)  # type: ignore[no-untyped-call]
    except Exception:  # tokenisers fail in many ways; the first parse has said what is wrong
        raise error from None
    return _neutral(transformed.removesuffix("\n") if not source.endswith("\n") else transformed)


def _neutral(source: str) -> str:
    """The cell with None in place of each call of IPython."""
    calls = [node for node in ast.walk(parse(source)) if _is_magic_call(node)]
    lines = source.encode("utf-8").split(b"\n")
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        if call.end_lineno != call.lineno or call.end_col_offset is None:
            continue  # written out by hand over several lines: it fails when it runs, and costs its own cell
        line = lines[call.lineno - 1]
        lines[call.lineno - 1] = line[: call.col_offset] + b"None" + line[call.end_col_offset :]
    return b"\n".join(lines).decode("utf-8")


def _is_magic_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether the expression is ``get_ipython().<magic>(…)``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS):
        return False
    owner = node.func.value
    return isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "get_ipython"
