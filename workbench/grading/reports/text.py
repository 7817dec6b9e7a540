"""Texts that learners had a part in, made fit to be shown: nothing invisible, nothing that turns the line around."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta, tzinfo

LONGEST = 20_000
"""Characters of one text that are shown."""

_KEPT = "\n\t\u200c\u200d"  # the joiners are letters' business in Persian, Hindi and emoji
_MOST_MARKS = 8  # accents on one letter: more of them cover the lines above and below
_LONGEST_NAME = 180  # bytes; file systems allow 255, and a temporary name is longer than its file's
_MADE_UP = re.compile(r".*~[0-9a-f]{16}", re.DOTALL)


def visible(text: str, *, most: int = LONGEST) -> str:
    """The text with control and direction characters written out, cut after ``most`` characters with a word on it."""
    cut = text[:most].replace("\r\n", "\n")
    if not (cut.isascii() and cut.isprintable()):
        cut = _written_out(cut)
    return cut if len(text) <= most else f"{cut}… ({len(text) - most:,} characters more)"


def _written_out(text: str) -> str:
    shown, marks = [], 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= _MOST_MARKS:
            shown.append(_one(character, category))
    return "".join(shown)


def _one(character: str, category: str) -> str:
    if character in _KEPT or category not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    return f"⟨U+{ord(character):04X}⟩"


def folder_name(name: str) -> str:
    """A login as the name of one folder: itself where that is possible, else a name that no other login gets."""
    if is_folder_name(name) and not _MADE_UP.fullmatch(name) and len(name.encode("utf-8")) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    plain = re.sub(r"[^\w.-]+", "_", name).strip("._")[:40]
    return f"{plain}~{digest}"


def is_folder_name(name: str) -> bool:
    """Whether a path with this name in it stays where it is meant to be."""
    return name not in ("", ".", "..") and not any(c in "/\\:\x00" for c in name)


def span(time: timedelta) -> str:
    """How long, in the two largest units: ``2 days 3 hours``; less than a minute is told as such."""
    minutes = int(time.total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "day"), (rest // 60, "hour"), (rest % 60, "minute")]
    said = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts if count]
    return " ".join(said[:2]) or "less than a minute"


def moment(time: datetime, zone: tzinfo | None) -> str:
    """A time in words, in the zone of the due date (UTC without one)."""
    local = time.astimezone(zone)
    return f"{local.day} {local:%B %Y, %H:%M %Z}"
