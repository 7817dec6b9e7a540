"""Which libraries a sandbox imports before the first submission: what the lessons to grade import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.checking.attempt import imported, tree_of
from workbench.kernel import preload


def libraries_of(lessons: Iterable[str], root: Path) -> list[str]:
    """The modules, in the order in which they are safely imported. root: holds ``lessons/``.

    Everything else is imported by the submission that wants it; so is everything for a lesson that cannot be parsed.
    """
    sources = ((root / "lessons" / f"{lesson}.py").read_text(encoding="utf-8") for lesson in lessons)
    wanted = {"numpy"}.union(*(imported(tree_of(source)) for source in sources))
    return [name for name in preload.names() if name.partition(".")[0] in wanted]
