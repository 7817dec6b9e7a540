"""What reports say about a lesson itself: its title, its exercises and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.items import lesson_items


@dataclass(frozen=True, kw_only=True)
class PartTold:
    """An exercise or a quiz. title: the first line of the docstring, or the question."""

    kind: Literal["exercise", "quiz"]
    title: str


@dataclass(frozen=True, kw_only=True)
class LessonTold:
    """A lesson. id: such as 02_math/05_optimization; parts: by name; wrong_options: quiz → option → why it is wrong."""

    id: str
    title: str
    track: str
    parts: Mapping[str, PartTold] = field(default_factory=dict)
    wrong_options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def describe_lesson(lesson_id: str) -> LessonTold:
    """The lesson with this id. One that is no longer there is described by its id: its grades are still there."""
    try:
        info = load_curriculum()[lesson_id]
        items = lesson_items(lesson_id)
    except WorkbenchError:
        return LessonTold(id=lesson_id, title=lesson_id, track="")
    parts = {item.name: PartTold(kind=item.kind, title=item.title) for item in items}
    return LessonTold(
        id=lesson_id,
        title=info.title,
        track=info.track_title,
        parts=parts,
        wrong_options=_wrong_options(lesson_id) if any(item.kind == "quiz" for item in items) else {},
    )


def _wrong_options(lesson_id: str) -> dict[str, dict[str, str]]:
    from workbench.checking.solution import load_solution

    try:
        choices = load_solution(lesson_id).choices
    except WorkbenchError:
        return {}
    return {name: dict(choice.why) for name, choice in choices.items()}
