"""The pages behind the gallery, as a folder of notebooks: Voilà serves nothing else.

``<folder>/<track>.ipynb`` is a track's own dashboard, ``<folder>/explorers/<name>.ipynb`` the page of an explorer,
which is written here: its question, the explorer, and where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import jupytext  # type: ignore[import-untyped]
import nbformat
from nbformat import NotebookNode

from workbench.dashboards import Dashboard
from workbench.dashboards.gallery import Card, Section

EXPLORERS = "explorers"
_KERNEL = {"display_name": "Workbench (Python)", "language": "python", "name": "workbench"}


def write_pages(sections: Iterable[Section], folder: Path) -> None:
    """Write the notebooks of all sections, each with what its page shows in the metadata."""
    (folder / EXPLORERS).mkdir()
    for section in sections:
        if section.dashboard is not None:
            jupytext.write(_front_page(section.dashboard), folder / section.dashboard.file_name, fmt="ipynb")
        for card in section.cards:
            path = folder / EXPLORERS / f"{card.name}.ipynb"
            nbformat.write(_explorer_page(card, section), path)  # type: ignore[no-untyped-call]


def _front_page(dashboard: Dashboard) -> NotebookNode:
    notebook: NotebookNode = jupytext.read(dashboard.path)
    notebook.metadata["title"] = dashboard.title
    notebook.metadata["workbench"] = {"track_title": dashboard.track_title}
    return notebook


def _explorer_page(card: Card, section: Section) -> NotebookNode:
    v4 = nbformat.v4
    cells = [
        v4.new_markdown_cell(f"<h1>{escape(card.summary.question)}</h1>"),  # type: ignore[no-untyped-call]
        v4.new_code_cell(  # type: ignore[no-untyped-call]
            f"from workbench.explorers import show\n\nshow({card.name!r})"
        ),
    ]
    origin = _origin(card, section)
    cells += [v4.new_markdown_cell(origin)] if origin else []  # type: ignore[no-untyped-call]
    for number, cell in enumerate(cells):
        cell.id = f"{card.name}-{number}"[-64:]  # the same notebook each time
    workbench = {"track_title": section.title, "track_page": f"tracks/{section.track}" if section.dashboard else ""}
    metadata = {"kernelspec": _KERNEL, "title": card.summary.title, "workbench": workbench}
    notebook: NotebookNode = v4.new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return notebook


def _origin(card: Card, section: Section) -> str:
    """The lesson, how to open it, and the way to the track's dashboard; as HTML, so that a title is text."""
    parts = []
    if card.lesson is not None:
        lesson = card.lesson
        parts += [
            f"<h2>From the lesson “{escape(lesson.title)}”</h2>",
            f"<p>{escape(lesson.summary)} About {lesson.minutes} minutes, with exercises that check themselves. "
            "Open it with</p>",
            f"<pre><code>workbench lab --lesson {lesson.id}</code></pre>",
        ]
    if section.dashboard is not None:
        link = f'<a href="../tracks/{section.track}">{escape(section.dashboard.title)}</a>'
        parts.append(f"<p>More of this track: {link}</p>")
    return "\n".join(parts)
