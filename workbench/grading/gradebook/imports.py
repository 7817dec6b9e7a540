"""Submissions out of the folder of an nbgrader course: ``submitted/<student>/<assignment>/<notebook>.ipynb``.

The folder holds what learners made, so nothing in it is trusted: links are not followed, only plain files are read, and
a time is a line of text that is understood or not.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from workbench.errors import WorkbenchError
from workbench.grading.gradebook.records import check_key

_TIMESTAMP = "timestamp.txt"
_LONGEST_TIMESTAMP = 1000
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(\S*)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


@dataclass(frozen=True, kw_only=True)
class ImportedSubmission:
    """A notebook that was found. learner, assignment: the names of its folders; path: of the notebook; received: when
    it was handed in."""

    learner: str
    assignment: str
    path: Path
    received: datetime


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What deserves a look. skipped: whether it was left out; else it was taken with a doubt. why: a sentence."""

    path: Path
    why: str
    skipped: bool = True


def read_nbgrader(course: Path, remarks: list[Remark]) -> Iterator[ImportedSubmission]:
    """The notebooks in ``course/submitted``, by learner and assignment; what is left out is added to ``remarks``.

    A submission without a time that can be read gets the time at which its notebook was last changed, with a remark.
    Several notebooks of one assignment come one after another. Raises WorkbenchError when there is no such folder.
    """
    root = course / "submitted"
    if not root.is_dir() or root.is_symlink():
        raise WorkbenchError(
            f"There is no folder {root}. Give the folder of the nbgrader course, which holds 'submitted'."
        )
    return _walk(root, remarks)


def _walk(root: Path, remarks: list[Remark]) -> Iterator[ImportedSubmission]:
    for learner in _folders(root, remarks, "a folder of a learner"):
        for assignment in _folders(learner, remarks, "a folder of an assignment"):
            yield from _notebooks(learner.name, assignment, remarks)


def _folders(parent: Path, remarks: list[Remark], what: str) -> Iterator[Path]:
    for entry in _entries(parent, remarks):
        path = Path(entry.path)
        if entry.is_symlink():
            remarks.append(Remark(path=path, why="It is a link. Links are not followed."))
        elif not entry.is_dir(follow_symlinks=False):
            remarks.append(Remark(path=path, why=f"It is not {what}."))
        elif entry.name.startswith("."):
            remarks.append(Remark(path=path, why="It is hidden."))
        elif problem := _problem(entry.name):
            remarks.append(Remark(path=path, why=problem))
        else:
            yield path


def _problem(name: str) -> str:
    try:
        check_key("name of the folder", name)
    except WorkbenchError as error:
        return str(error)
    return ""


def _entries(folder: Path, remarks: list[Remark]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        remarks.append(Remark(path=folder, why=f"It cannot be read: {error.strerror}."))
        return []


def _notebooks(learner: str, folder: Path, remarks: list[Remark]) -> Iterator[ImportedSubmission]:
    notebooks: list[os.DirEntry[str]] = []
    for entry in _entries(folder, remarks):
        if entry.name == _TIMESTAMP:
            continue
        why = _not_a_notebook(entry)
        if why:
            remarks.append(Remark(path=Path(entry.path), why=why))
        else:
            notebooks.append(entry)
    if not notebooks:
        remarks.append(Remark(path=folder, why="It holds no notebook."))
        return
    received, doubt = _received(folder / _TIMESTAMP)
    for entry in notebooks:
        path = Path(entry.path)
        if received is None:
            why = f"{doubt} The time at which the notebook was last changed stands for it."
            remarks.append(Remark(path=path, why=why, skipped=False))
        changed = datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
        yield ImportedSubmission(
            learner=learner, assignment=folder.name, path=path, received=changed if received is None else received
        )


def _not_a_notebook(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "It is a link. Links are not followed."
    if entry.is_dir(follow_symlinks=False):
        return "It is a folder inside an assignment."
    if not entry.is_file(follow_symlinks=False):
        return "It is no plain file."
    if not entry.name.lower().endswith(".ipynb"):
        return "It is no notebook."
    return _problem(entry.name)


def _received(path: Path) -> tuple[datetime | None, str]:
    """The time in a timestamp file, or None and what is wrong with it."""
    try:
        text = _read_small(path)
    except FileNotFoundError:
        return None, f"There is no {_TIMESTAMP}."
    except (OSError, ValueError):
        return None, f"{_TIMESTAMP} is a link, too long or no plain text."
    moment = parse_time(text)
    return moment, "" if moment else f"{_TIMESTAMP} holds no date and time that can be understood."


def _read_small(path: Path) -> str:
    # Without O_NONBLOCK a named pipe would hold the import for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("no plain file")
        data = file.read(_LONGEST_TIMESTAMP + 1)
    if len(data) > _LONGEST_TIMESTAMP:
        raise ValueError("too long")
    return data.decode("utf-8")


def parse_time(text: str) -> datetime | None:
    """A time as nbgrader writes it: ``2030-05-01 18:00:00.123456 Europe/Zurich``. The zone may be a name or an offset
    such as +0200; without one it is UTC. None when it is not understood."""
    match = _TIME.fullmatch(text.strip())
    zone = _zone(match[3]) if match else None
    if match is None or zone is None:
        return None
    clock, _, fraction = match[2].partition(".")
    try:
        local = datetime.fromisoformat(f"{match[1]}T{clock}")
        exact = local + timedelta(microseconds=int(fraction.ljust(6, "0")))
        return exact.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> tzinfo | None:
    if name in ("", "Z", "UTC"):
        return UTC
    if match := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(offset if match[1] == "+" else -offset) if offset < timedelta(days=1) else None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
