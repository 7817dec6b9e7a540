"""The pages that are no lessons: the start page, data sets, explorers, and how to write a lesson. As Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.book.graph import draw
from workbench.book.lesson_page import address, command
from workbench.book.pictures import draw_still, plain
from workbench.content import content_root, datasets_dir
from workbench.curriculum import LessonInfo
from workbench.dashboards.gallery import Section
from workbench.errors import WorkbenchError

_ABOUT = """\
# Learn machine learning by writing it

For people who write software. Each lesson begins with a question that an experienced developer would ask, lets you
predict before you run, has you write the algorithm, and then shows the library that does it at work. All of it runs on
your own machine, without a network, on real data.

This book shows the lessons as they are handed out, with everything their cells print and draw. The exercises are open
here: the workbench checks each one the moment its cell runs, and says which mistake it looks like."""

_BEGIN = """\
## How to begin

In a clone of the workbench, with Python 3.11 or newer:

{lab}

This installs what is needed, once, and opens the roadmap of lessons in JupyterLab. Where the workbench is installed
already, `workbench lab` does the same, and on each page of this book stands the command that opens that lesson."""


def start_page(lessons: Sequence[LessonInfo], *, more: Sequence[str]) -> str:
    """What this is, how to begin, and the lessons by track. more: the names of the pages that are no lessons."""
    known = {lesson.id: lesson for lesson in lessons}
    begin = _BEGIN.format(lab='<div class="wbk-command"><code>make lab</code></div>')
    tracks: dict[str, list[LessonInfo]] = {}
    for lesson in lessons:
        tracks.setdefault(lesson.track_title, []).append(lesson)
    listed = [_track(title, members, known) for title, members in tracks.items()]
    links = {lesson.id: f"{address(lesson.id)}.html" for lesson in lessons}
    parts = [_ABOUT, begin, "## Lessons", *listed]
    if any(needed in known for lesson in lessons for needed in lesson.requires):
        parts += ["## What builds on what", draw(lessons, links)]
    trees = [_toctree(title, [address(lesson.id) for lesson in members]) for title, members in tracks.items()]
    return "\n\n".join([*parts, *trees, _toctree("More", more)]) + "\n"


def _track(title: str, lessons: Sequence[LessonInfo], known: Mapping[str, LessonInfo]) -> str:
    return "\n\n".join([f"### {plain(title)}", *(_entry(lesson, known) for lesson in lessons)])


def _entry(lesson: LessonInfo, known: Mapping[str, LessonInfo]) -> str:
    told = f"{lesson.minutes} minutes"
    after = [f"[{plain(known[each].title)}](/{address(each)}.ipynb)" for each in lesson.requires if each in known]
    if after:
        told += f" · better after {', '.join(after)}"
    return "\n\n".join(
        [
            ":::{container} wbk-entry",
            f"[{plain(lesson.title)}](/{address(lesson.id)}.ipynb)",
            plain(lesson.summary),
            told,
            ":::",
        ]
    )


def _toctree(caption: str, pages: Sequence[str]) -> str:
    if not pages:
        return ""
    return "\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *(f"/{page}" for page in pages), "```"])


# -- data sets ---------------------------------------------------------------------------------------------------------


def data_index(entries: Mapping[str, Mapping[str, Any]], lessons: Sequence[LessonInfo]) -> str:
    """All data sets of the book with licence and lessons. entries: of the catalogue."""
    parts = ["# Data sets", "What the lessons use is real, lies with them, and may be passed on under its own licence."]
    for name, entry in entries.items():
        size = sum(int(file["bytes"]) for file in entry["files"])
        used = [f"[{plain(each.title)}](/{address(each.id)}.ipynb)" for each in lessons if name in each.datasets]
        told = f"{plain(str(entry.get('licence', 'licence: see its card')))} · {_size(size)}"
        told += f" · used in {', '.join(used)}" if used else ""
        link = f"[{plain(str(entry['title']))}](/data/{name}.md)"
        parts.append("\n\n".join([":::{container} wbk-entry", link, told, ":::"]))
    parts.append(_toctree("Data sets", [f"data/{name}" for name in entries]))
    return "\n\n".join(parts) + "\n"


def _size(amount: int) -> str:
    return f"{amount / 1e6:.1f} MB" if amount >= 1e6 else f"{max(amount / 1e3, 1):.0f} kB"


def data_page(name: str) -> str:
    """The card of a data set. Raises WorkbenchError when it has none."""
    path = datasets_dir() / name / "README.md"
    try:
        card = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WorkbenchError(f"{path} is missing: each data set needs a card.") from None
    use = f"## Use\n\n```python\nfrom workbench import load_dataset\n\nload_dataset({name!r})\n```"
    return f"{card.strip()}\n\n{use.replace(chr(39), chr(34))}\n"


# -- explorers ---------------------------------------------------------------------------------------------------------


def explorers_page(sections: Sequence[Section], lessons: Mapping[str, LessonInfo], pictures: Path) -> str:
    """Every explorer with its question, its lesson and a picture. lessons: those that the book has."""
    parts = [
        "# Explorers",
        "Pictures with controls, on real data, for a lesson, a talk or a class. This serves them all, with a page for "
        "each and a gallery to search:",
        command("demo"),
    ]
    for section in sections:
        parts.append(f"## {plain(section.title)}")
        if section.dashboard is not None:
            parts.append(f"**{plain(section.dashboard.title)}** {plain(section.dashboard.summary)}")
        for card in section.cards:
            parts.append(f"### {plain(card.summary.question)}")
            if card.lesson is not None and card.lesson.id in lessons:
                parts.append(f"From the lesson [{plain(card.lesson.title)}](/{address(card.lesson.id)}.ipynb).")
            parts.append(draw_still(card.name, {}, pictures).markdown())
    return "\n\n".join(parts) + "\n"


# -- how to write a lesson ---------------------------------------------------------------------------------------------


def writing_page(root: Path | None = None) -> str | None:
    """CONTRIBUTING.md, with the writing of a lesson first; None where there is none, as in an installed package.

    root: the folder that holds it; that of the content without one.
    """
    path = (root or content_root()) / "CONTRIBUTING.md"
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    title = "Write a lesson"
    own = [each for each in sections if each.startswith(f"{title}\n")]
    others = [f"## {each.strip()}" for each in sections if each not in own]
    body = [re.sub(r"^###", "##", each.removeprefix(title).strip(), flags=re.MULTILINE) for each in own]
    return "\n\n".join([f"# {title}", *body, *others]) + "\n"
