"""The learner's own notebooks: made from the lessons, kept up to date with them, never overwritten.

``<workspace>/<track>/<lesson>.ipynb`` is the learner's. What was shipped last lies in ``.workbench/base/`` for the next
three-way merge, and before every merge the learner's file is copied to ``.workbench/backup/``.
"""

from __future__ import annotations

import copy
import json
import platform
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode

from workbench.content import state_dir, workspace_root
from workbench.curriculum import lesson_info, load_curriculum
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.locks import locked
from workbench.merge import is_untouched, merge, stamp
from workbench.notebooks import cell_items, read_lesson
from workbench.quizzes import as_in, by_seed, reordered
from workbench.recognise import holds

Action = Literal["made", "current", "replaced", "merged", "remade", "waiting"]

OPEN_NOTE = (
    "The lesson has changed, but its notebook is open. Shut its kernel down and open the lesson again to bring "
    "the new version in; your work is kept."
)


@dataclass(frozen=True, kw_only=True)
class Notebook:
    """The learner's notebook of a lesson after it was made or brought up to date.

    action: made (there was none), current (nothing to do), replaced (the learner had done nothing in it), merged,
    remade (it was damaged), waiting (the lesson changed, but the notebook is open). notes: sentences for the learner.
    """

    lesson: str
    path: Path
    action: Action
    notes: tuple[str, ...] = ()
    conflicts: int = 0


def materialise(lesson_id: str) -> Path:
    """Make the learner's notebook of a lesson, or bring it up to date, and return its path."""
    return bring_up_to_date(lesson_id).path


def notebook_path(lesson_id: str) -> Path:
    """Where the learner's notebook of a lesson lies. Raises WorkbenchError for an unknown lesson."""
    return workspace_root() / f"{lesson_info(lesson_id).id}.ipynb"


def shipped_notebook(lesson_id: str) -> NotebookNode:
    """The lesson as this learner gets it, stamped. Raises WorkbenchError for an unknown lesson."""
    lesson = read_lesson(lesson_id)
    base_path = state_dir() / "base" / f"{lesson_id}.ipynb"
    return _for_learner(lesson, _read(base_path) if base_path.exists() else None)


def reset_notebook(lesson_id: str) -> Path | None:
    """Make the learner's notebook of a lesson anew and return where the one before is kept; None when there was none.

    Raises WorkbenchError for an unknown lesson and for a workspace that cannot be written.
    """
    path = notebook_path(lesson_id)
    with _usable(path), locked(state_dir() / "workspace.lock"):
        return _Keeper(lesson_id, path, read_lesson(lesson_id)).reset()


def existing_notebooks() -> list[str]:
    """The lessons of which the learner has a notebook."""
    return [lesson.id for lesson in load_curriculum() if (workspace_root() / f"{lesson.id}.ipynb").exists()]


def bring_up_to_date(lesson_id: str, *, is_open: Callable[[Path], bool] | None = None) -> Notebook:
    """Make the notebook, or merge what changed in the lesson into it.

    is_open: asked, only when there is something to merge, whether the notebook is open somewhere; then it is left
    alone. Raises WorkbenchError for an unknown lesson and for a workspace that cannot be written.
    """
    path = notebook_path(lesson_id)
    shipped = read_lesson(lesson_id)
    # One at a time: the server and a command line may want the same notebook at once.
    with _usable(path), locked(state_dir() / "workspace.lock"):
        made = _Keeper(lesson_id, path, shipped).run(is_open)
        lacking = missing_items(lesson_id)
    if not lacking:
        return made
    note = (
        f"Your notebook lacks {', '.join(lacking)}. To put back what is missing: workbench sync --restore {lesson_id}"
    )
    return replace(made, notes=(*made.notes, note))


def missing_items(lesson_id: str) -> list[str]:
    """The exercises and quizzes of a lesson that have no cell in the learner's notebook."""
    mine = _read(notebook_path(lesson_id))
    if mine is None:
        return []
    code = [cell.source for cell in mine.cells if cell.cell_type == "code"]
    wanted = [item for cell in read_lesson(lesson_id).cells for item in cell_items(cell)]
    return [name for kind, name in wanted if not any(holds(source, kind, name) for source in code)]


def restore_missing(lesson_id: str, codes: Mapping[str, str]) -> list[str]:
    """Put the cells back that a notebook lacks, each where the lesson has it. codes: exercise → what to put there in
    place of the stub. Returns the names of what is back."""
    path = notebook_path(lesson_id)
    with _usable(path), locked(state_dir() / "workspace.lock"):
        names = set(missing_items(lesson_id))
        if names:
            _Keeper(lesson_id, path, read_lesson(lesson_id)).restore(names, codes)
    return sorted(names)


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkbenchError(
            f"{error.filename or path} cannot be used: {error.strerror or error}. Check the rights of the folder and "
            "the room on the disk, or choose another folder with WORKBENCH_WORKSPACE."
        ) from error


def language_info() -> dict[str, Any]:
    """What a kernel writes into a notebook that has been opened."""
    return {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    }


class _Keeper:
    def __init__(self, lesson_id: str, path: Path, lesson: NotebookNode) -> None:
        self.lesson_id, self.path = lesson_id, path
        self.base_path = state_dir() / "base" / f"{lesson_id}.ipynb"
        self.shipped = _for_learner(lesson, None)
        self._lesson = lesson

    def run(self, is_open: Callable[[Path], bool] | None) -> Notebook:
        if not self.path.exists():
            return self._make()
        mine = _read(self.path)
        if mine is None:
            return self._remake()
        base = _read(self.base_path) if self.base_path.exists() else None
        if base is not None and not is_untouched(mine, base):
            self.shipped = _for_learner(self._lesson, base)
        if base is not None and _same(base, self.shipped):
            return self._result("current")
        if is_open is not None and is_open(self.path):
            return self._result("waiting", [OPEN_NOTE])
        if base is not None and is_untouched(mine, base):
            self._write(self._fresh())
            if _same(base, _for_learner(self._lesson, base)):  # as a course hands it out: only the quizzes are shuffled
                return self._result("current")
            return self._result("replaced", ["The lesson has a new version. You had not begun, so it was replaced."])
        return self._merge(base, mine)

    def _fresh(self) -> NotebookNode:
        """The shipped notebook with what a kernel would add to it, so that opening it does not look like an edit."""
        fresh = copy.deepcopy(self.shipped)
        fresh.metadata["language_info"] = language_info()
        return fresh

    def _make(self) -> Notebook:
        notes = []
        if self.base_path.exists() and (moved := _find_moved(self.lesson_id, self.path)):
            notes = [
                f"Your earlier notebook of this lesson lies in {moved}, as you left it. This is a fresh one. To go on "
                f"with yours, move it back to {self.path}."
            ]
        self._write(self._fresh())
        return self._result("made", notes)

    def _remake(self) -> Notebook:
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.damaged-{number}.ipynb")).exists():
            number += 1
        self.path.replace(aside)
        self._write(self._fresh())
        note = f"Your notebook could not be read: it is damaged. It was kept as {aside.name}, and a fresh one was made."
        backups = sorted(self._backups().glob(f"{self.path.stem}-*.ipynb"))
        if backups:
            note += f" An earlier version of yours is {backups[-1]}."
        return self._result("remade", [note])

    def _merge(self, base: NotebookNode | None, mine: NotebookNode) -> Notebook:
        merged = merge(base, mine, self.shipped)
        if _same(merged.notebook, mine):
            self._write_base()
            return self._result("current")
        self._back_up()
        trusted = _is_trusted(mine)
        self._write(merged.notebook, sign=trusted)
        return self._result("merged", merged.notes(), merged.conflicts)

    def restore(self, names: set[str], codes: Mapping[str, str]) -> None:
        mine = _read(self.path)
        if mine is None:
            return
        shipped = shipped_notebook(self.lesson_id).cells
        for place, cell in enumerate(shipped):
            items = {name for _, name in cell_items(cell)}
            if items & names:
                back = copy.deepcopy(cell)
                back.source = next((codes[name] for name in items if name in codes), cell.source)
                if any(each.id == back.id for each in mine.cells):  # a cell that holds something else by now
                    back["id"] = secrets.token_hex(4)
                before = {each.id for each in shipped[: place + 1]}
                at = [number for number, each in enumerate(mine.cells) if _shipped_id(each) in before]
                mine.cells.insert(at[-1] + 1 if at else 0, back)
        self._back_up()
        trusted = _is_trusted(mine)
        write_atomic(self.path, _text(mine))
        if trusted:
            trust(mine)

    def reset(self) -> Path | None:
        kept = self._back_up() if self.path.exists() else None
        self._write(self._fresh())
        return kept

    def _result(self, action: Action, notes: list[str] | None = None, conflicts: int = 0) -> Notebook:
        return Notebook(
            lesson=self.lesson_id, path=self.path, action=action, notes=tuple(notes or ()), conflicts=conflicts
        )

    def _write(self, notebook: NotebookNode, *, sign: bool = True) -> None:
        """The notebook first, then its base: after a crash between the two the merge is simply done again."""
        write_atomic(self.path, _text(notebook))
        if sign:
            trust(notebook)
        self._write_base()

    def _write_base(self) -> None:
        write_atomic(self.base_path, _text(self.shipped))

    def _backups(self) -> Path:
        return state_dir() / "backup" / self.path.parent.name

    def _back_up(self) -> Path:
        stem = f"{self.path.stem}-{time.strftime('%Y%m%d-%H%M%S')}"
        target = self._backups() / f"{stem}.ipynb"
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"{stem}-{number}.ipynb")
        write_atomic(target, self.path.read_bytes())
        return target


def _for_learner(lesson: NotebookNode, base: NotebookNode | None) -> NotebookNode:
    """The lesson with the options of its quizzes in this learner's order. base: what the learner has begun with, whose
    order stays."""
    order = by_seed(_learner_seed())
    return stamp(reordered(lesson, order if base is None else as_in(base, order)))


def _shipped_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("workbench", {}).get("id", cell.id))


def _learner_seed() -> str:
    """A text that is drawn once for a workspace."""
    path = state_dir() / "order"
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        seed = secrets.token_hex(8)
        write_atomic(path, f"{seed}\n")
        return seed


def _text(notebook: NotebookNode) -> str:
    return f"{nbformat.writes(notebook)}\n"  # type: ignore[no-untyped-call]


def _same(one: NotebookNode, other: NotebookNode) -> bool:
    return _text(one) == _text(other)


def _read(path: Path) -> NotebookNode | None:
    """The notebook in the current format; None when the file holds none."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells without ids (an older editor) get some below
            notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
            nbformat.validate(notebook)
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
        # ValueError: broken JSON or UTF-8; the others: JSON that is no notebook.
        return None
    if notebook.nbformat_minor < 5:
        notebook.nbformat_minor = 5
        for number, cell in enumerate(notebook.cells):
            cell.setdefault("id", f"unnamed-{number}")
    return notebook  # type: ignore[no-any-return]


def _find_moved(lesson_id: str, expected: Path) -> Path | None:
    """A notebook of this lesson somewhere else in the workspace."""
    for path in sorted(workspace_root().glob("**/*.ipynb")):
        if path == expected or any(part.startswith(".") for part in path.relative_to(workspace_root()).parts):
            continue
        with suppress(OSError, ValueError, AttributeError):
            metadata = json.loads(path.read_text(encoding="utf-8")).get("metadata", {})
            if metadata.get("workbench", {}).get("lesson") == lesson_id and ".damaged-" not in path.name:
                return path
    return None


def _is_trusted(notebook: NotebookNode) -> bool:
    from nbformat.sign import NotebookNotary

    return bool(NotebookNotary().check_signature(notebook))  # type: ignore[no-untyped-call]


def trust(notebook: NotebookNode) -> None:
    """Keep the outputs trusted, so that a feedback card looks the same after a merge."""
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(notebook)  # type: ignore[no-untyped-call]
