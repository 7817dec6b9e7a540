"""The curriculum as one learner sees it: what is done, what is going on, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from workbench.curriculum import Curriculum, LessonInfo
from workbench.items import Item, items_of

if TYPE_CHECKING:
    from workbench.progress import LessonProgress

State = Literal["done", "started", "ready", "waiting"]


@dataclass(frozen=True, kw_only=True)
class ItemStep:
    """An exercise or quiz with what the learner has done with it."""

    name: str
    kind: str
    title: str
    attempts: int
    passed: bool
    hints: int
    solution_seen: bool


@dataclass(frozen=True, kw_only=True)
class LessonStep:
    """A lesson on the roadmap. state: done, started, ready, or waiting for a lesson it requires (``missing``); known:
    done by a test, whatever is passed; objectives: what its learner can do afterwards."""

    id: str
    title: str
    summary: str
    minutes: int
    hardware: str
    isolated: str | None
    requires: tuple[str, ...]
    missing: tuple[str, ...]
    objectives: tuple[str, ...]
    state: State
    known: bool
    items: tuple[ItemStep, ...]
    minutes_spent: float
    problem: str | None = None

    @property
    def passed(self) -> int:
        return sum(item.passed for item in self.items)


@dataclass(frozen=True, kw_only=True)
class TrackStep:
    id: str
    title: str
    lessons: tuple[LessonStep, ...]


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    """next: the lesson to go on with, None when all are done."""

    tracks: tuple[TrackStep, ...]
    next: str | None

    @property
    def lessons(self) -> dict[str, LessonStep]:
        return {lesson.id: lesson for track in self.tracks for lesson in track.lessons}


def build_roadmap(curriculum: Curriculum, progress: Mapping[str, LessonProgress]) -> Roadmap:
    """The roadmap from what is recorded: lesson id → progress."""
    found = {
        lesson: (items, None) if isinstance(items, tuple) else ((), str(items))
        for lesson, items in items_of(curriculum).items()
    }
    done = {
        lesson.id
        for lesson in curriculum
        if lesson.id in progress and progress[lesson.id].done(item.name for item in found[lesson.id][0])
    }
    tracks = tuple(
        TrackStep(
            id=track,
            title=lessons[0].track_title,
            lessons=tuple(
                _step(lesson, curriculum, done, found[lesson.id], progress.get(lesson.id)) for lesson in lessons
            ),
        )
        for track, lessons in curriculum.tracks.items()
    )
    return Roadmap(tracks=tracks, next=_next(curriculum, done, progress))


def _step(
    lesson: LessonInfo,
    curriculum: Curriculum,
    done: set[str],
    found: tuple[tuple[Item, ...], str | None],
    progress: LessonProgress | None,
) -> LessonStep:
    items, problem = found
    missing = tuple(curriculum.missing_prerequisites(lesson.id, done))
    started = progress is not None and progress.started
    state: State = "done" if lesson.id in done else "started" if started else "waiting" if missing else "ready"
    return LessonStep(
        id=lesson.id,
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        hardware=lesson.hardware,
        isolated=lesson.isolated,
        requires=lesson.requires,
        missing=missing,
        objectives=tuple(objective.text for objective in lesson.objectives),
        state=state,
        known=progress is not None and progress.known,
        items=tuple(_item(item, progress) for item in items),
        minutes_spent=round(progress.seconds_spent / 60, 1) if progress else 0.0,
        problem=problem,
    )


def _item(item: Item, progress: LessonProgress | None) -> ItemStep:
    known = progress.items.get(item.name) if progress else None
    return ItemStep(
        name=item.name,
        kind=item.kind,
        title=item.title,
        attempts=known.attempts if known else 0,
        passed=bool(known and known.passed),
        hints=known.hints if known else 0,
        solution_seen=bool(known and known.solution_seen),
    )


def _next(curriculum: Curriculum, done: set[str], progress: Mapping[str, LessonProgress]) -> str | None:
    """The unfinished lesson that was worked on last, else the first one whose prerequisites are done."""
    going_on = [
        (_last(progress[lesson_id]), lesson_id)
        for lesson_id in curriculum.lessons
        if lesson_id in progress and lesson_id not in done and progress[lesson_id].started
    ]
    if going_on:
        return max(going_on)[1]
    # In the order of their numbers: the learning order by levels would jump from track to track.
    following = (each for each in curriculum.lessons if each not in done)
    return next((each for each in following if not curriculum.missing_prerequisites(each, done)), None)


def _last(progress: LessonProgress) -> datetime:
    return max(item.last_at for item in progress.items.values() if item.last_at is not None)
