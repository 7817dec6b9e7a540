"""Build the book: run what changed, write the pages, make the site beside the old one, then put it in place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.book import lesson_page, lookup, pages
from workbench.book.site import Site, make_site, versions
from workbench.content import datasets_dir, state_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.dashboards.gallery import Section, make_gallery
from workbench.errors import WorkbenchError
from workbench.glossary import make_glossary

if TYPE_CHECKING:
    from workbench.batch.plan import Plan

MARK = ".book.json"
"""In a finished book: what it was built from. A folder without it is never replaced."""
_TITLES = {"glossary": "Glossary", "systems": "Systems", "writing": "Write a lesson"}
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is in a book. data: entries of the catalogue by name; texts: pages that are there in full already, by name;
    more: (page, title) of all that are no lessons."""

    lessons: Sequence[LessonInfo]
    data: dict[str, dict[str, Any]]
    explorers: Sequence[Section]
    texts: dict[str, str]
    digest: str = ""
    more: list[tuple[str, str]] = field(default_factory=list)

    @property
    def steps(self) -> int:
        """How many pages are read and written on the way; some of Sphinx's own come on top."""
        return 2 * (len(self.lessons) + len(self.data) + len(self.more) + 1)


def contents(patterns: Sequence[str] = ()) -> Contents:
    """The book of the lessons that match the patterns (all for none), with the data and explorers that go with them.

    Raises WorkbenchError for a pattern that matches nothing and for prerequisites in a circle.
    """
    from workbench.datasets import catalog

    curriculum = load_curriculum()
    curriculum.order()
    lessons = curriculum.select(patterns)
    if not lessons:
        raise WorkbenchError("There are no lessons to make a book of.")
    used = {name for lesson in lessons for name in lesson.datasets}
    data = {name: entry for name, entry in catalog().items() if name in used or not patterns}
    tracks = {lesson.track for lesson in lessons}
    explorers = [section for section in make_gallery() if section.track in tracks]
    glossary = make_glossary(curriculum)
    here = {lesson.id for lesson in lessons}
    texts = {
        "glossary": lookup.glossary_page(glossary, here),
        "systems": lookup.systems_page(glossary, here, every=not patterns),
        "writing": pages.writing_page(),
    }
    more = [("explorers", "Explorers")] if explorers else []
    more += [("data/index", "Data sets")] if data else []
    more += [(page, title) for page, title in _TITLES.items() if texts[page]]
    told = {page: text for page, text in texts.items() if text}
    return Contents(lessons=lessons, data=data, explorers=explorers, texts=told, more=more)


def plan_runs(patterns: Sequence[str], *, jobs: int) -> Plan:
    """The run of the lessons of a book, as shipped; what is unchanged since its last run is not run again."""
    from workbench.batch.plan import make_plan

    return make_plan(patterns, mode="learner", out=state_dir() / "book", workers=jobs)


def digest(book: Contents, plan: Plan) -> str:
    """Of everything that the site depends on."""
    runs = {job.lesson: job.fingerprint for job in plan.jobs}
    runs |= {result.lesson: result.fingerprint for result in plan.unchanged}
    files = [datasets_dir() / name / "README.md" for name in book.data]
    files += [section.dashboard.path for section in book.explorers if section.dashboard]
    files += [path for section in book.explorers for card in section.cards for path in card.explorer.files]
    parts = {
        "runs": runs,
        "texts": [[str(path), hashlib.sha256(path.read_bytes()).hexdigest()] for path in files if path.is_file()],
        "pages": book.texts,
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def is_current(out: Path, wanted: str) -> bool:
    """Whether the book in a folder was built from just this, and is still as it was written."""
    try:
        told = json.loads((out / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told == {"digest": wanted, "files": _listing(out)})


def check_folder(out: Path) -> None:
    """Raises WorkbenchError when the folder holds what is not a book of ours: it would be lost."""
    if out.exists() and not out.is_dir():
        raise WorkbenchError(f"{out} is a file. Name a folder for the book with -o.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise WorkbenchError(f"{out} holds other files, and a book replaces its folder. Name another with -o.")


def build(book: Contents, plan: Plan, out: Path, *, wanted: str, tell: Tell) -> None:
    """Make the site from the notebooks that the plan's run has left, and put it in place of the one that was there.

    tell: called for each page read or written. Raises WorkbenchError when the site has a fault; then, as after an
    interrupt, what was there before is there still.
    """
    with _beside(out) as folder:
        source, site = folder / "source", folder / "site"
        _write_sources(book, plan, source)
        make_site(_site(book, source, site, folder / "work", tell))
        (site / ".buildinfo").unlink(missing_ok=True)
        told = {"digest": wanted, "files": _listing(site)}
        (site / MARK).write_text(json.dumps(told) + "\n", encoding="utf-8")
        _replace(out, site, folder / "before")


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder next to the book, on the same disk, that is gone afterwards whatever happens."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise WorkbenchError(
            f"Cannot write to {out.parent}: {error.strerror}. Choose another folder with -o."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(out: Path, site: Path, before: Path) -> None:
    """Two renames: nobody sees half a book, and an interrupt between them brings the old one back."""
    if not out.exists():
        site.rename(out)
        return
    try:
        out.rename(before)
        site.rename(out)
    except BaseException:
        if before.exists() and not out.exists():
            before.rename(out)
        raise


def _listing(folder: Path) -> str:
    """A hash of the names and sizes of all files but the mark."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    told = [[path.relative_to(folder).as_posix(), path.stat().st_size] for path in files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _site(book: Contents, source: Path, out: Path, work: Path, tell: Tell) -> Site:
    tracks: dict[str, list[tuple[str, str]]] = {}
    for lesson in book.lessons:
        tracks.setdefault(lesson.track_title, []).append((lesson_page.address(lesson.id), lesson.title))
    return Site(source=source, out=out, work=work, tracks=tracks, more=book.more, tell=tell)


def _write_sources(book: Contents, plan: Plan, source: Path) -> None:
    pictures = source / "pictures"
    _write_lessons(book, plan, source, pictures)
    texts = {**book.texts, "index": pages.start_page(book.lessons, more=[page for page, _ in book.more])}
    texts |= {f"data/{name}": pages.data_page(name) for name in book.data}
    if book.data:
        texts["data/index"] = pages.data_index(book.data, book.lessons)
    if book.explorers:
        known = {lesson.id: lesson for lesson in book.lessons}
        texts["explorers"] = pages.explorers_page(book.explorers, known, pictures)
    for name, text in texts.items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _write_lessons(book: Contents, plan: Plan, source: Path, pictures: Path) -> None:
    import nbformat

    known = {lesson.id: lesson for lesson in book.lessons}
    for info in book.lessons:
        executed = nbformat.read(plan.paths.notebook(plan.mode, info.id), as_version=4)  # type: ignore[no-untyped-call]
        page = lesson_page.make_page(executed, info, lessons=known, data=book.data, pictures=pictures)
        path = source / f"{lesson_page.address(info.id)}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(page, path)  # type: ignore[no-untyped-call]
