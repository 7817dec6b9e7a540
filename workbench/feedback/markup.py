"""The little markup that messages use: `code`, **strong**, *emphasis* and blank lines, escaped first."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])")


def inline(text: str) -> str:
    """HTML of a message. Everything is escaped; marks inside `code` are left alone."""
    pieces = _CODE.split(text)
    # split() alternates: plain text, code, plain text, …
    done = [
        f"<code>{escape(piece)}</code>"
        if k % 2
        else _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", escape(piece)))
        for k, piece in enumerate(pieces)
    ]
    return "".join(done).replace("\n\n", "<br><br>")
