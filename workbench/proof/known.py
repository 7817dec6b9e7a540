"""Findings that are known: they are told, and do not stop the proof. The list may only shrink.

``tests/known_findings.json`` holds them by lesson and check. What is mended has to leave it, and nothing is added to it
by a command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from workbench.content import content_root
from workbench.errors import WorkbenchError
from workbench.files import write_atomic

Findings = Mapping[str, tuple[str, ...]]
"""Check, behind the exercise where there is one (``attention: example_is_visible``) → problems."""


def known_path() -> Path:
    return content_root() / "tests" / "known_findings.json"


def known_findings(lesson_id: str) -> dict[str, tuple[str, ...]]:
    """Those of a lesson. Raises WorkbenchError when the list cannot be read."""
    return {check: tuple(problems) for check, problems in _read().get(lesson_id, {}).items()}


def _read() -> dict[str, dict[str, list[str]]]:
    try:
        raw: dict[str, dict[str, list[str]]] = json.loads(known_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise WorkbenchError(f"{known_path()} is not valid JSON: {error}") from error
    return raw


def news(lesson_id: str, found: Findings) -> tuple[list[str], list[str]]:
    """Problems that are not known, and known ones that are no more: each is a reason to fail."""
    known = known_findings(lesson_id)
    fresh = [f"{check}: {p}" for check, problems in found.items() for p in problems if p not in known.get(check, ())]
    gone = [f"{check}: {p}" for check, problems in known.items() for p in problems if p not in found.get(check, ())]
    return fresh, gone


def forget_mended(lesson_id: str, found: Findings) -> int:
    """Take what is no longer found out of the list. Returns how many were mended."""
    every = _read()
    known = every.get(lesson_id, {})
    left = {check: [p for p in problems if p in found.get(check, ())] for check, problems in known.items()}
    mended = sum(map(len, known.values())) - sum(map(len, left.values()))
    if mended:
        every[lesson_id] = {check: problems for check, problems in left.items() if problems}
        kept = {lesson: checks for lesson, checks in every.items() if checks}
        write_atomic(known_path(), json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    return mended
