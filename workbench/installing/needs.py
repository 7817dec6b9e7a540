"""What a lesson lacks here, and how large that is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.curriculum import LessonInfo
from workbench.installing.extras import missing_extras


@dataclass(frozen=True, kw_only=True)
class Need:
    """extras and isolated: what is missing for a lesson; bytes: on the disk."""

    extras: tuple[str, ...]
    isolated: tuple[str, ...]
    bytes: int

    @property
    def names(self) -> tuple[str, ...]:
        return self.extras + self.isolated

    @property
    def size(self) -> str:
        """``36 MB``; empty when nobody has measured it."""
        from workbench.installing.sizes import in_words

        return in_words(self.bytes) if self.bytes else ""

    @property
    def command(self) -> str:
        return "workbench install " + " ".join(self.names)


def need_of(lesson: LessonInfo) -> Need | None:
    """What is missing for a lesson; None when all is here, which costs next to nothing."""
    if not lesson.extras and not lesson.isolated:
        return None
    extras = () if lesson.isolated and is_inside(lesson.isolated) else missing_extras(lesson.extras)
    isolated = (lesson.isolated,) if lesson.isolated and not _is_ready(lesson.isolated) else ()
    if not extras and not isolated:
        return None
    from workbench.installing.sizes import bytes_to_come

    return Need(extras=extras, isolated=isolated, bytes=bytes_to_come(extras, isolated))


def is_inside(isolated: str) -> bool:
    """Whether this very process runs in the isolated environment."""
    from workbench.environments import environment, names

    return isolated in names() and environment(isolated).folder.resolve() == Path(sys.prefix).resolve()


def _is_ready(isolated: str) -> bool:
    from workbench.environments import environment, names

    return isolated in names() and (is_inside(isolated) or environment(isolated).ready)
