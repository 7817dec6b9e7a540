"""Outputs taken out of the text of a notebook, without making anything of them.

A notebook full of pictures may be many times as large as what is graded of it. Its text is gone through once, string by
string and bracket by bracket; what an ``outputs`` holds is passed over, however much it is.
"""

from __future__ import annotations

import re

DROPPED = frozenset({"outputs", "attachments", "prompt_outputs", "widgets"})
"""The keys whose values are never graded."""

MOST_TOKENS = 5_000_000
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}"]', re.DOTALL)
_COLON = re.compile(r"\s*:\s*")
_LONGEST_KEY = max(map(len, DROPPED)) + 2


class TooManyError(Exception):
    """The text has more strings and brackets than any notebook."""


def without_outputs(text: str) -> str:
    """The text of a JSON document with an empty list for each output. Raises TooManyError.

    What is no JSON comes back as something that is none either, unless the fault lies inside an output.
    """
    kept: list[str] = []
    begun = at = tokens = depth = 0
    while (found := _TOKEN.search(text, at)) is not None:
        at = found.end()
        tokens += 1
        if tokens > MOST_TOKENS:
            raise TooManyError
        if found.group() == '"':  # a text without an end: to look for one at each of its quotes would take for ever
            break
        if depth:
            depth += (found.group()[0] in "[{") - (found.group()[0] in "]}")
            begun = at
        elif at - found.start() <= _LONGEST_KEY and found.group()[1:-1] in DROPPED:
            colon = _COLON.match(text, at)
            if colon is not None and text[colon.end() : colon.end() + 1] in ("[", "{"):
                kept.append(f"{text[begun : colon.end()]}[]")
                begun = at = colon.end() + 1
                depth = 1
    kept.append(text[begun:] if not depth else "")
    return "".join(kept)
