"""Errors that a person reads: each says what is wrong and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class WorkbenchError(Exception):
    """Something the user can put right. The message says how; the command line shows it without a traceback."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that suggests the nearest known name, or lists what there is; empty when nothing is known."""
    names = sorted(set(known))
    if not names:
        return ""
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if not close:
        # "05_optimisation" should find "02_math/05_optimization": compare the last part too.
        tails = {item.rsplit("/", 1)[-1]: item for item in names}
        close = [tails[t] for t in difflib.get_close_matches(name.rsplit("/", 1)[-1], tails, n=1, cutoff=0.5)]
    if close:
        return f" Did you mean {close[0]!r}?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f" There are: {shown}."
