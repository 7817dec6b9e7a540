"""Texts that differ in spaces, line breaks and characters that cannot be seen: these are named."""

from __future__ import annotations

import unicodedata
from collections import Counter

from workbench.checking.diagnosing.scene import Scene
from workbench.checking.types import Diagnosis

_MOST = 3
_CATEGORIES = {
    "Cc": "control characters (Unicode category Cc)",
    "Cf": "format characters (Unicode category Cf)",
    "Zl": "line separators (Unicode category Zl)",
    "Zp": "paragraph separators (Unicode category Zp)",
    "Zs": "kinds of space (Unicode category Zs)",
}
_KNOWN = {" ": "a space", "\n": "a line break", "\r": "a carriage return", "\t": "a tab", "\u00a0": "a no-break space"}


def characters(scene: Scene) -> Diagnosis | None:
    """Which of them are too many or missing in the cases that fail, where all else is right."""
    pairs = [(trial.answer.value, trial.expected) for trial in scene.valued]
    if not pairs or scene.kinds() & {"type", "verify"} or not all(isinstance(x, str) for pair in pairs for x in pair):
        return None
    if any(_seen(got) != _seen(expected) for got, expected in pairs):
        return None
    extra = {each for got, expected in pairs for each in Counter(got) - Counter(expected)}
    missing = {each for got, expected in pairs for each in Counter(expected) - Counter(got)}
    told = [("Too many", _named(extra - missing)), ("Missing", _named(missing - extra))]
    text = " ".join(f"{words}: {names}." for words, names in told if names)
    return Diagnosis(kind="characters", message=f"What can be read is right. {text}") if text else None


def _seen(text: str) -> str:
    """Without what leaves no mark of its own on paper."""
    return "".join(each for each in text if unicodedata.category(each) not in _CATEGORIES)


def _named(found: set[str]) -> str:
    """A few of a category of Unicode by name, in the order of the code points; many by their category."""
    told: list[str] = []
    for category, words in _CATEGORIES.items():
        of_it = sorted(each for each in found if unicodedata.category(each) == category)
        told += [_name(each) for each in of_it] if len(of_it) <= _MOST else [words]
    return ", ".join(told)


def _name(character: str) -> str:
    if character in _KNOWN:
        return _KNOWN[character]
    name = unicodedata.name(character, "a control character").lower()
    return f"{name} (U+{ord(character):04X})"
