"""What grading wrote about one submission, and what of it the learner may read.

An exception says what the learner's own code wants it to say: ``raise ValueError(repr(x))`` would hand out a hidden
input, and so would one of a thousand lines that raise. So of an exception in a hidden case only the kind is told, and
that only when it is one of Python's or numpy's.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.grading.reports.text import is_folder_name

HIDDEN_CASE = "A hidden case fails. What it gives to your code is not shown."
HIDDEN_ERROR = "The text of the exception is not shown, because it could repeat what the hidden case gives."

_KNOWN_ERRORS = frozenset(
    {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)}
    | {"LinAlgError", "AxisError", "InvalidIndexError", "MergeError", "ParserError", "NotFittedError"}
)


@dataclass(frozen=True, kw_only=True)
class ErrorTold:
    """An exception for the learner's eyes. message, source: empty, and line: None, where they are not told."""

    type: str
    message: str = ""
    line: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseTold:
    """The visible case that fails. rows: (what, text)."""

    number: int
    difference: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CellTold:
    """A cell that failed. number: from 1, as notes count; ended: it ended its process instead of raising."""

    number: int
    error: ErrorTold
    ended: bool


@dataclass(frozen=True, kw_only=True)
class ItemTold:
    """One exercise or quiz as it was graded. cases: how many were right, in words or empty; hidden: a hidden case is
    the first that fails; raised: the kind of exception as it came, for the instructor."""

    outcome: str
    cases: str = ""
    diagnosis: str = ""
    error: ErrorTold | None = None
    case: CaseTold | None = None
    hidden: bool = False
    raised: str = ""


@dataclass(frozen=True, kw_only=True)
class Details:
    """A whole report. sha256: of the file that was graded."""

    sha256: str = ""
    notes: tuple[str, ...] = ()
    cells: tuple[CellTold, ...] = ()
    items: Mapping[str, ItemTold] = field(default_factory=dict)


def read_details(grades: Path, learner: str, lesson: str, *, sha256: str) -> Details | None:
    """The report on the file with this digest; None when there is none, or the report is on another file."""
    if not is_folder_name(learner):
        return None
    try:
        text = (grades / "reports" / learner / f"{lesson}.json").read_text(encoding="utf-8")
        told = json.loads(text)
        if told["sha256"] != sha256 or told["refused"] is not None:
            return None
        return details_of(told)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None  # what the gradebook holds is told without it


def details_of(told: Mapping[str, Any]) -> Details:
    """A report as its ``public()`` has it. Raises LookupError, TypeError or AttributeError for anything else."""
    return Details(
        sha256=told["sha256"],
        notes=tuple(str(note) for note in told["notes"]),
        cells=tuple(_cell(failure) for failure in told["failures"]),
        items={name: _item(item) for name, item in told["items"].items()},
    )


def _cell(failure: Mapping[str, Any]) -> CellTold:
    return CellTold(number=failure["cell"] + 1, error=_plain_error(failure), ended=failure["type"] == "process")


def _item(item: Mapping[str, Any]) -> ItemTold:
    error, hidden = item["error"], bool(item["hidden_case_failed"])
    told = None
    if error:
        told = _careful_error(error) if hidden else _plain_error(error)
    return ItemTold(
        outcome=item["outcome"],
        cases=_cases(item),
        diagnosis=item["diagnosis"]["message"] if item["diagnosis"] else "",
        error=told,
        case=_case(item["case"], raised=bool(error)) if item["case"] and not hidden else None,
        hidden=hidden,
        raised=str(error["type"]) if error else "",
    )


def _cases(item: Mapping[str, Any]) -> str:
    judged = item["right"] != "none" or item["hidden_case_failed"] or item["case"]
    return f"{item['right']} of {item['total']} cases right" if judged and item["total"] > 1 else ""


def _case(case: Mapping[str, Any], *, raised: bool) -> CaseTold | None:
    if not case["visible"]:
        return None
    rows = [(f"{name} =", value) for name, value in case["inputs"]]
    rows.append(("raised" if raised else "your result", case["got"]))
    if case["expected"]:
        rows.append(("expected", case["expected"]))
    if case["printed"]:
        rows.append(("printed", case["printed"]))
    return CaseTold(number=case["number"], difference="" if raised else case["difference"], rows=tuple(rows))


def _plain_error(error: Mapping[str, Any]) -> ErrorTold:
    return ErrorTold(type=error["type"], message=error["message"], line=error["line"], source=error["source"])


def _careful_error(error: Mapping[str, Any]) -> ErrorTold:
    return ErrorTold(type=error["type"] if error["type"] in _KNOWN_ERRORS else "An exception")
