"""Why a file was not collected: words for programs, sentences for the instructor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RefusedBecause(StrEnum):
    """Why a file was not collected."""

    LINK = "link"
    SPECIAL_FILE = "special_file"
    OUTSIDE_PATH = "outside_path"
    TOO_LARGE = "too_large"
    ZIP_BOMB = "zip_bomb"
    NESTED_ZIP = "nested_zip"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    INVALID_NAME = "invalid_name"
    CASE_COLLISION = "case_collision"
    NOT_A_NOTEBOOK = "not_a_notebook"
    NO_LEARNER = "no_learner"
    AMBIGUOUS = "ambiguous"
    UNKNOWN_LESSON = "unknown_lesson"


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that was left out. source: where it lies, below the folder of uploads; message: what to do about it."""

    source: str
    reason: RefusedBecause
    message: str


_MESSAGES = {
    RefusedBecause.LINK: "It is a link. Only real files are read: ask for the notebook itself.",
    RefusedBecause.SPECIAL_FILE: "It is a device, pipe or socket, not a file. Remove it.",
    RefusedBecause.OUTSIDE_PATH: "Its path is absolute or leads out of the archive. Nothing of the sort is unpacked.",
    RefusedBecause.NESTED_ZIP: "It is an archive in an archive in an archive. Ask for the notebook itself.",
    RefusedBecause.ENCRYPTED: "It is encrypted. Ask for it without a password.",
    RefusedBecause.DAMAGED: "The archive is damaged here. Ask for it again.",
    RefusedBecause.NOT_A_NOTEBOOK: "It is no notebook. Ask for the file that ends in .ipynb.",
}


def refused(source: str, reason: RefusedBecause, message: str = "") -> Refused:
    return Refused(source=readable(source), reason=reason, message=message or _MESSAGES[reason])


def readable(text: str) -> str:
    """A name that can be printed and saved, whatever bytes it was made of."""
    shown = "".join(c if c.isprintable() else "?" for c in text.encode("utf-8", "replace").decode("utf-8"))
    return shown if len(shown) <= 300 else f"{shown[:300]}…"
