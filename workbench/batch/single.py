"""Run one learner's notebook and read what its cards say: a convenience for the learner, not grading."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.batch.model import CardVerdict, Job, Result
from workbench.batch.plan import kernel_environment
from workbench.content import workspace_root
from workbench.curriculum import lesson_info
from workbench.errors import WorkbenchError
from workbench.notebooks import KERNEL_NAME, KERNELSPEC

if TYPE_CHECKING:
    from nbformat import NotebookNode


def find_notebook(text: str) -> Path:
    """The notebook meant by a path or by a lesson's id. Raises WorkbenchError that says how to get one."""
    path = Path(text).expanduser()
    if path.suffix == ".ipynb":
        if path.is_file():
            return path.resolve()
        raise WorkbenchError(f"There is no notebook {path}. Give a notebook, or the id of a lesson.")
    info = lesson_info(text.removesuffix(".py").removeprefix("lessons/"))
    own = workspace_root() / f"{info.id}.ipynb"
    if not own.is_file():
        raise WorkbenchError(f"You have no notebook of {info.id} yet ({own}). 'workbench lab' opens the lesson.")
    return own


def read_notebook(path: Path) -> NotebookNode:
    """The notebook's cells without outputs, read as in grading, for the kernel of the workbench: the one that a file
    names may be of another machine. Raises WorkbenchError when it is no notebook."""
    import nbformat

    from workbench.grading.intake.reading import MOST_BYTES, Refusal, read_bytes, read_notebook
    from workbench.grading.intake.submission import LIMIT_BYTES

    try:
        raw = read_notebook(read_bytes(path, limit_bytes=MOST_BYTES, slim_bytes=LIMIT_BYTES), limit_bytes=LIMIT_BYTES)
    except Refusal as refusal:
        raise WorkbenchError(f"{path} cannot be read. {refusal}") from None
    kernel = raw.kernel if raw.kernel.startswith(f"{KERNEL_NAME}-") else KERNEL_NAME
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    cells = [make.get(cell.kind, nbformat.v4.new_raw_cell)(cell.source) for cell in raw.cells]  # type: ignore[no-untyped-call]
    metadata = {"kernelspec": {**KERNELSPEC, "name": kernel}, "language_info": {"name": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call, no-any-return]


def lesson_of(notebook: NotebookNode) -> str | None:
    """The lesson that a notebook belongs to: the text in its ``Lesson("…")``; None when it has none."""
    from workbench.grading.intake.magics import CellError, plain_python

    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = plain_python(cell.source)[1]
        except CellError:
            continue
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Lesson"
            if called and node.args and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                return str(node.args[0].value)  # type: ignore[attr-defined]
    return None


def run_notebook(path: Path, *, timeout: int | None = None) -> Result:
    """Run a notebook to its end, also past cells that raise; nothing is recorded and the file stays as it is.

    timeout: seconds that one cell may take. Raises WorkbenchError when it is no notebook. A KeyboardInterrupt ends
    the kernel first.
    """
    import nbformat

    from workbench.batch.execute import run_job

    notebook = read_notebook(path)
    kernel = notebook.metadata["kernelspec"]["name"]
    if kernel != KERNEL_NAME:
        from workbench.environments import ensure

        ensure(kernel.removeprefix(f"{KERNEL_NAME}-"))
    with tempfile.TemporaryDirectory(prefix="wb-check-") as temporary:
        stop_file = Path(temporary) / "stop"
        job = Job(
            lesson=lesson_of(notebook) or path.stem,
            title=path.stem,
            mode="learner",
            notebook=nbformat.writes(notebook),  # type: ignore[no-untyped-call]
            kernel=kernel,
            target=str(Path(temporary) / "executed.ipynb"),
            state=None,
            stop_file=str(stop_file),
            environment=kernel_environment(1),
            folder=str(path.parent),
            timeout=timeout,
            keep_going=True,
        )
        with ThreadPoolExecutor(max_workers=1) as pool:
            future = pool.submit(run_job, job)
            try:
                return future.result()
            except KeyboardInterrupt:
                stop_file.touch()
                future.exception()  # wait until the kernel is gone
                raise


def silent_items(result: Result, known: Iterable[str]) -> list[str]:
    """Exercises and quizzes of the lesson that showed no card: their cell is missing or did not get that far."""
    spoken = {verdict.name for verdict in result.verdicts}
    return [name for name in known if name not in spoken]


def all_passed(verdicts: Iterable[CardVerdict]) -> bool:
    return all(verdict.outcome == "passed" for verdict in verdicts)
