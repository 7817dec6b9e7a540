"""A sandbox for some lessons: it imports before the first submission what these lessons import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.checking.attempt import imported, tree_of
from workbench.grading.sandbox.outside import Sandbox
from workbench.kernel import preload


def libraries_of(lessons: Iterable[str], root: Path) -> list[str]:
    """The modules, in the order in which they are safely imported. root: holds ``lessons/``.

    Everything else is imported by the submission that wants it; so is everything for a lesson that cannot be parsed.
    """
    sources = ((root / "lessons" / f"{lesson}.py").read_text(encoding="utf-8") for lesson in lessons)
    wanted = {"numpy"}.union(*(imported(tree_of(source)) for source in sources))
    return [name for name in preload.names() if name.partition(".")[0] in wanted]


def sandbox_for(lessons: Iterable[str], root: Path, *, trust: bool = False) -> Sandbox:
    """Not started yet. root: holds ``lessons/`` and ``datasets/``; trust: without any walls."""
    return Sandbox(datasets=root / "datasets", trust=trust, libraries=libraries_of(lessons, root))
