"""The gallery: every explorer as a card, track by track. Nothing is imported for it: files are read, not run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.curriculum import TRACK_TITLES, LessonInfo, load_curriculum
from workbench.dashboards import Dashboard, find_dashboards
from workbench.explorers.find import Found, Summary, find_explorers, shown_by


@dataclass(frozen=True, kw_only=True)
class Card:
    """One explorer. lesson: the first that shows it, None where none does."""

    explorer: Found
    summary: Summary
    lesson: LessonInfo | None

    @property
    def name(self) -> str:
        return self.explorer.name


@dataclass(frozen=True, kw_only=True)
class Section:
    """One track, its explorers in the order in which its lessons show them. dashboard: its front page, or None."""

    track: str
    title: str
    dashboard: Dashboard | None
    cards: Sequence[Card]


def make_gallery() -> list[Section]:
    """The sections of all tracks that have an explorer or a dashboard.

    Raises WorkbenchError for an explorer or a dashboard that does not say what it must.
    """
    explorers = find_explorers()
    dashboards = {dashboard.track: dashboard for dashboard in find_dashboards()}
    lessons = _lessons(explorers)
    ordered = [explorers[name] for name in dict.fromkeys([*lessons, *explorers])]
    cards = [Card(explorer=found, summary=found.summary(), lesson=lessons.get(found.name)) for found in ordered]
    return [
        Section(
            track=track,
            title=TRACK_TITLES.get(track, track),
            dashboard=dashboards.get(track),
            cards=[card for card in cards if card.explorer.track == track],
        )
        for track in sorted({*dashboards, *(card.explorer.track for card in cards)})
    ]


def _lessons(explorers: dict[str, Found]) -> dict[str, LessonInfo]:
    """The lesson of each explorer that a lesson shows, in the order of the lessons and of their cells."""
    found: dict[str, LessonInfo] = {}
    for lesson in load_curriculum():
        for explorer in shown_by(lesson.path.read_text(encoding="utf-8"), explorers):
            found.setdefault(explorer.name, lesson)
    return found
