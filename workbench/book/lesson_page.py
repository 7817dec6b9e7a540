"""From an executed lesson to a page: what is known about it on top, and pictures where a reader cannot touch."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from workbench.book import figures
from workbench.book.pictures import draw_still, plain
from workbench.curriculum import LessonInfo
from workbench.errors import WorkbenchError

_WIDGET = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"


def address(lesson_id: str) -> str:
    """The name of a lesson's page without its ending, from the top of the book."""
    return f"lessons/{lesson_id}"


def make_page(
    executed: NotebookNode, info: LessonInfo, *, lessons: Mapping[str, LessonInfo], data: Iterable[str], pictures: Path
) -> NotebookNode:
    """The notebook that becomes the page of a lesson.

    lessons: those that the book has; data: the data sets that it has pages of; pictures: the folder for explorers.
    Raises WorkbenchError when the lesson does not begin with a heading.
    """
    page: NotebookNode = copy.deepcopy(executed)
    state = page.metadata.get("widgets", {}).get(_STATE, {}).get("state", {})
    page.cells[0].source = _with_facts(page.cells[0], info, lessons, set(data))
    cells: list[NotebookNode] = []
    heading = info.title
    for cell in page.cells:
        cell.metadata = nbformat.from_dict({})  # type: ignore[no-untyped-call]
        heading = _last_heading(cell) or heading
        cells += [cell] if cell.cell_type != "code" else _code(cell, state, heading, pictures)
    page.cells = cells
    page.metadata = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {"kernelspec": executed.metadata.kernelspec, "language_info": {"name": "python"}}
    )
    return page


def _with_facts(first: NotebookNode, info: LessonInfo, lessons: Mapping[str, LessonInfo], data: set[str]) -> str:
    """The first cell with the facts between its heading and its text."""
    title, _, text = str(first.source).partition("\n")
    if first.cell_type != "markdown" or not title.startswith("# "):
        raise WorkbenchError(f"{info.path}: the first cell must be text that begins with the title, '# {info.title}'.")
    return f"{title}\n\n{facts(info, lessons, data)}\n\n{text.strip()}\n"


def facts(info: LessonInfo, lessons: Mapping[str, LessonInfo], data: set[str]) -> str:
    """Objectives, prerequisites, data and the way into the workbench, as Markdown."""
    about = [f"{plain(info.track_title)}, {info.minutes} minutes."]
    if info.requires:
        about.append(f"Better after {_listed(_lesson_link(each, lessons) for each in info.requires)}.")
    if info.datasets:
        about.append(f"Data: {_listed(_data_link(each, data) for each in info.datasets)}.")
    aims = "\n".join(f"- {plain(objective.text)}" for objective in info.objectives)
    return "\n\n".join(
        [
            ":::{container} wbk-facts",
            " ".join(about),
            f"**Afterwards you can**\n\n{aims}" if aims else "",
            f"**Open in the workbench**, where every exercise checks itself:\n\n{command(f'lab --lesson {info.id}')}",
            ":::",
        ]
    )


def command(arguments: str) -> str:
    """A command to copy, as a block of HTML; the page's script adds the button."""
    return f'<div class="wbk-command"><code>workbench {arguments}</code></div>'


def _lesson_link(name: str, lessons: Mapping[str, LessonInfo]) -> str:
    return f"[{plain(lessons[name].title)}](/{address(name)}.ipynb)" if name in lessons else f"`{name}`"


def _data_link(name: str, data: set[str]) -> str:
    return f"[{plain(name)}](/data/{name}.md)" if name in data else f"`{name}`"


def _listed(texts: Iterable[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last


def _last_heading(cell: NotebookNode) -> str:
    """The last heading in a cell of text, without its signs; empty for none."""
    if cell.cell_type != "markdown":
        return ""
    found = [line.lstrip("#").strip() for line in cell.source.splitlines() if line.startswith("#")]
    return found[-1] if found else ""


def _code(cell: NotebookNode, state: Mapping[str, Any], heading: str, pictures: Path) -> list[NotebookNode]:
    """A cell of code with outputs that stand still, and the pictures of its explorers below it."""
    outputs, stills = [], []
    # A figure has no words of its own: a reader who cannot see it is told what it belongs to.
    label = f"Figure drawn by the code above it, in “{heading}”"
    for output in cell.outputs:
        seen = output.get("data", {}).get(_WIDGET)
        shown = state.get(seen["model_id"], {}).get("state", {}) if seen else {}
        if "spec" in shown:
            still = draw_still(shown["spec"]["name"], shown["values"], pictures)
            stills.append(nbformat.v4.new_markdown_cell(still.markdown()))  # type: ignore[no-untyped-call]
            continue
        outputs.append(_standing(output, label))
    cell.outputs = outputs
    cell.metadata["mystnb"] = {"image": {"alt": label}}
    return [cell, *stills]


def _standing(output: NotebookNode, label: str) -> NotebookNode:
    """An output as a page can show it: a figure of Plotly as HTML."""
    figure = output.get("data", {}).get(figures.KIND)
    if figure is None:
        return output
    made: NotebookNode = nbformat.v4.new_output(  # type: ignore[no-untyped-call]
        "display_data", {"text/html": figures.to_html(figure, label)}
    )
    return made
