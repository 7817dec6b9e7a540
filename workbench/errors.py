"""Errors that a person reads: each says what is wrong and what to do next."""

from __future__ import annotations

import difflib
import errno
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


_ADVICE = {
    errno.ENOSPC: "The disk is full. Make some room, and run the command again.",
    errno.EDQUOT: "Your quota of the disk is used up. Make some room, and run the command again.",
    errno.EACCES: "You may not do this there. Check the rights of the file and its folder, or name another place.",
    errno.EPERM: "You may not do this there. Check the rights of the file and its folder, or name another place.",
    errno.EROFS: "The file system can only be read. Name another place, or set WORKBENCH_WORKSPACE to one.",
    errno.ENOENT: "It is not there. Was it renamed or moved? Check the name.",
    errno.EISDIR: "It is a folder, a file was expected.",
    errno.ENOTDIR: "A part of its path is a file, a folder was expected.",
    errno.ENAMETOOLONG: "Its name is too long for this file system.",
}


def plainly(error: OSError) -> str:
    """What the system refused, where, and what to do next, in a sentence or two."""
    place = f"{error.filename}: " if error.filename else ""
    known = _ADVICE.get(error.errno or 0)
    if known is None:
        return f"{place}{error.strerror or error}."
    return f"{place}{known}" if place else known
