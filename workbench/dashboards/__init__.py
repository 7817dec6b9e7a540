"""Dashboards: explorers as web pages. Every explorer has a page of its own (``pages.py``); a track has a front page.

``lessons/<track>/dashboard.py`` is the whole source of a front page: a py:percent notebook whose header carries, under
``jupyter: workbench:``, a ``title`` and a one-sentence ``summary``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.content import lessons_dir
from workbench.curriculum import TRACK_TITLES, read_header
from workbench.errors import WorkbenchError


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """One dashboard. ``track`` is the folder's name and the page's name too."""

    track: str
    title: str
    summary: str
    path: Path

    @property
    def track_title(self) -> str:
        return TRACK_TITLES.get(self.track, self.track)

    @property
    def file_name(self) -> str:
        return f"{self.track}.ipynb"


def find_dashboards(root: Path | None = None) -> list[Dashboard]:
    """The dashboards under ``root`` (default: the installed lessons), in the order of their tracks.

    Raises WorkbenchError when one lacks its title or summary.
    """
    return [_read(path) for path in sorted((root or lessons_dir()).glob("[0-9][0-9]_*/dashboard.py"))]


def _read(path: Path) -> Dashboard:
    told = read_header(path).get("jupyter", {}).get("workbench") or {}
    missing = [key for key in ("title", "summary") if not told.get(key)]
    if missing:
        raise WorkbenchError(f"{path}: the front matter lacks {' and '.join(missing)} (under jupyter: workbench:).")
    return Dashboard(track=path.parent.name, title=str(told["title"]), summary=str(told["summary"]), path=path)
