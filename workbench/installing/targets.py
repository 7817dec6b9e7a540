"""What a person can ask to have installed: a lesson, a track, an extra or an isolated environment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.curriculum import Curriculum, LessonInfo, load_curriculum
from workbench.environments import names as environment_names
from workbench.errors import WorkbenchError, nearest
from workbench.installing.extras import extras, is_distributed


@dataclass(frozen=True, kw_only=True)
class Target:
    """extras and isolated: what is wanted, in alphabetical order, here or not."""

    extras: tuple[str, ...] = ()
    isolated: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join([*self.extras, *self.isolated])


def find_target(names: Iterable[str]) -> Target:
    """What these names mean together, each a lesson, a track, an extra or an isolated environment.

    Raises WorkbenchError for a name that is none of them.
    """
    curriculum = load_curriculum()
    known = extras() if is_distributed() else []
    wanted: set[str] = set()
    isolated: set[str] = set()
    for name in names:
        clean = name.removeprefix("lessons/").removesuffix(".py").rstrip("/")
        if clean in known:
            wanted.add(clean)
        elif clean in environment_names():
            isolated.add(clean)
        else:
            for lesson in _lessons(clean, curriculum, known):
                wanted.update(lesson.extras)
                isolated.update({lesson.isolated} if lesson.isolated else ())
    return Target(extras=tuple(sorted(wanted)), isolated=tuple(sorted(isolated)))


def _lessons(name: str, curriculum: Curriculum, known: list[str]) -> list[LessonInfo]:
    if name in curriculum.lessons:
        return [curriculum.lessons[name]]
    if name in curriculum.tracks:
        return curriculum.tracks[name]
    hits = [track for track in curriculum.tracks if name and track.startswith(name)]
    if len(hits) == 1:
        return curriculum.tracks[hits[0]]
    everything = [*curriculum.tracks, *curriculum.lessons, *known, *environment_names()]
    raise WorkbenchError(
        f"{name!r} is neither a track, a lesson, an extra nor an isolated environment.{nearest(name, everything)}"
    )
