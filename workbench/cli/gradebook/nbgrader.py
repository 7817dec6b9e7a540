"""Bring the submissions of an nbgrader course into the folders that ``workbench grade`` reads.

nbgrader's assignments have names of their own. Which lesson a notebook is for is seen from the exercises that it
defines, as the grader finds them: by name, in code cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.gradebook.choose import matching, pairs
from workbench.cli.gradebook.output import counted, remark, tell
from workbench.errors import WorkbenchError, nearest

if TYPE_CHECKING:
    from workbench.grading.gradebook.imports import ImportedSubmission, Remark
    from workbench.grading.intake.collect import Identified

_LIMIT_BYTES = 50_000_000  # as for collecting: the grader refuses what is too large for it, with a report
_TOP_LEVEL = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


def import_nbgrader(
    course: Annotated[Path, typer.Argument(help="Folder of the nbgrader course, which holds 'submitted'.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to collect into.")] = Path("submissions"),
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="ASSIGNMENT=LESSON",
            help="The lesson of an assignment, or of one of its notebooks: ps1/problem2=LESSON. Without it the "
            "exercises in a notebook decide. Repeatable.",
        ),
    ] = None,
) -> None:
    """Collect an nbgrader course as <learner>/<track>/<lesson>.ipynb, for `workbench grade`.

    A notebook that cannot be taken is named with the reason, and the rest goes on. Nothing is overwritten.
    """
    from rich.console import Console
    from rich.progress import track

    from workbench.grading.gradebook.imports import read_nbgrader
    from workbench.grading.intake.collect import collect_identified

    remarks: list[Remark] = []
    found = list(read_nbgrader(course, remarks))
    sorter = _Sorter(_mapped(mapping or [], found), _exercises(), remarks)
    console = Console(stderr=True)
    watched = track(found, "Reading", console=console, transient=True, disable=not console.is_terminal)
    report = collect_identified(sorter.identified(watched), course / "submitted", out)
    for one in remarks:
        kind = "left out" if one.skipped else "look at"
        tell(f"{kind} {one.path.relative_to(course)}: {one.why}", style="yellow")
    for refusal in report.refused:
        tell(f"left out {refusal.source}: {refusal.message}", style="yellow")
    for note in report.notes:
        tell(note)
    for lesson, count in sorted(Counter(one.lesson for one in report.collected).items()):
        tell(f"{lesson}: {counted(count, 'submission')}")
    left_out = sum(one.skipped for one in remarks) + len(report.refused)
    tell(f"{counted(len(report.collected), 'submission')} in {out}, {left_out} left out")
    if not found:
        remark(f"{course / 'submitted'} holds no notebook as <learner>/<assignment>/<notebook>.ipynb.")


def _mapped(given: list[str], found: Iterable[ImportedSubmission]) -> dict[str, str]:
    """``<assignment>`` or ``<assignment>/<notebook>`` → lesson. Raises WorkbenchError for what is not there."""
    from workbench.curriculum import load_curriculum

    names = {name for one in found for name in (one.assignment, f"{one.assignment}/{one.path.stem}")}
    chosen: dict[str, str] = {}
    for name, text in pairs("--map", given).items():
        if name not in names:
            raise WorkbenchError(f"No assignment {name!r} was submitted.{nearest(name, names)}")
        lessons = matching(text, load_curriculum().lessons)
        if len(lessons) > 1:
            raise WorkbenchError(f"--map {name}={text} fits {len(lessons)} lessons: {', '.join(lessons[:12])}.")
        # An unknown lesson is told by the curriculum, with the nearest.
        chosen[name] = lessons[0] if lessons else load_curriculum().select([text])[0].id
    return chosen


def _exercises() -> dict[str, frozenset[str]]:
    """Lesson → the names of its exercises; a lesson that cannot be read is nobody's."""
    from workbench.curriculum import load_curriculum
    from workbench.items import lesson_items

    found: dict[str, frozenset[str]] = {}
    for info in load_curriculum():
        try:
            items = lesson_items(info.id)
        except WorkbenchError:
            continue
        found[info.id] = frozenset(item.name for item in items if item.kind == "exercise")
    return found


def defined_names(data: bytes) -> frozenset[str]:
    """The functions and classes that a notebook defines at the top level of its code cells; those of a cell that is no
    Python too. Nothing runs. Raises Refusal when it cannot be read."""
    import ast

    from workbench.grading.intake.magics import Budget, CellError, plain_python
    from workbench.grading.intake.reading import read_notebook

    budget, names = Budget(), set[str]()
    for cell in read_notebook(data).cells:
        if cell.kind != "code":
            continue
        try:
            _, tree, _ = plain_python(cell.source, budget=budget)
        except CellError:
            names.update(_TOP_LEVEL.findall(cell.source))
            continue
        defined = (
            node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        )
        names.update(node.name for node in defined)
    return frozenset(names)


@dataclass
class _Sorter:
    """Tells of each notebook which lesson it is for. remarks: what was left out, or taken with a doubt, is added."""

    mapped: Mapping[str, str]
    exercises: Mapping[str, frozenset[str]]
    remarks: list[Remark]

    def identified(self, found: Iterable[ImportedSubmission]) -> Iterator[Identified]:
        for _, together in groupby(found, key=lambda one: (one.learner, one.assignment)):
            yield from self._hand_in(list(together))

    def _hand_in(self, notebooks: list[ImportedSubmission]) -> Iterator[Identified]:
        """The notebooks that one learner handed in together."""
        before: dict[str, Path] = {}
        for one in notebooks:
            data = self._read(one)
            lesson = None if data is None else self._lesson(one, data, alone=len(notebooks) == 1)
            if data is None or lesson is None:
                continue
            if lesson in before:
                text = f"{before[lesson].name} was handed in with it for {lesson} too: the one changed last counts."
                self._note(one, text, skipped=False)
            before[lesson] = one.path
            yield _identified(one, lesson, data)

    def _read(self, one: ImportedSubmission) -> bytes | None:
        from workbench.grading.intake.reading import Refusal, read_bytes

        try:
            return read_bytes(one.path, limit_bytes=_LIMIT_BYTES)
        except Refusal as error:
            self._note(one, str(error))
            return None

    def _lesson(self, one: ImportedSubmission, data: bytes, *, alone: bool) -> str | None:
        """The lesson of a notebook. alone: whether nothing else was handed in with it."""
        from workbench.grading.intake.reading import Refusal

        exact = self.mapped.get(f"{one.assignment}/{one.path.stem}")
        said = exact or self.mapped.get(one.assignment)
        if said is not None and (exact or alone):
            return said  # unread: what cannot be graded is refused by the grader, with a report for the learner
        try:
            names = defined_names(data)
        except Refusal as error:
            self._note(one, f"{error} {self._hint(one)}")
            return None
        if said is None:
            return self._by_names(one, names)
        if not names & self.exercises.get(said, frozenset()):
            self._note(one, f"It defines no exercise of {said}.")
            return None
        return said

    def _by_names(self, one: ImportedSubmission, names: frozenset[str]) -> str | None:
        counts = {lesson: len(names & own) for lesson, own in self.exercises.items()}
        most = max(counts.values(), default=0)
        best = [lesson for lesson, count in counts.items() if count == most]
        if most == 0:
            self._note(one, f"It defines no exercise of any lesson. {self._hint(one)}")
            return None
        if len(best) > 1:
            self._note(one, f"It defines as many exercises of {' as of '.join(best)}. {self._hint(one)}")
            return None
        own = len(self.exercises[best[0]])
        if 2 * most < own:
            self._note(one, f"It defines only {most} of the {own} exercises of {best[0]}.", skipped=False)
        return best[0]

    def _hint(self, one: ImportedSubmission) -> str:
        return f"Say which lesson it is with --map {one.assignment}/{one.path.stem}=LESSON."

    def _note(self, one: ImportedSubmission, why: str, *, skipped: bool = True) -> None:
        from workbench.grading.gradebook.imports import Remark

        self.remarks.append(Remark(path=one.path, why=why, skipped=skipped))


def _identified(one: ImportedSubmission, lesson: str, data: bytes) -> Identified:
    from workbench.grading.intake.archive import Upload
    from workbench.grading.intake.collect import Identified

    changed = datetime.fromtimestamp(one.path.lstat().st_mtime, UTC)
    parts = ("submitted", one.learner, one.assignment, one.path.name)
    upload = Upload(parts=parts, zips=(), received=one.received, written=changed, read=lambda: data)
    return Identified(upload=upload, learner=one.learner, lesson=lesson)
