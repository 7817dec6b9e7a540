"""Run one notebook: the function that an executor calls, in this process or in another."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from workbench.batch.cards import read_claims, read_verdicts
from workbench.batch.engine import ENGINE, Session
from workbench.batch.memory import MARK, KernelWatch
from workbench.batch.model import CardClaim, CardVerdict, Executed, Failure, Job, Result
from workbench.files import write_atomic
from workbench.kernel.track import VARIABLE as TRACK

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PRIVATE_LENGTH = 60
_NO_QUIT = "from workbench.checking.ends import keep_kernel\n\nkeep_kernel()\ndel keep_kernel\n"
"""For a run past all failures: a cell that quits before the lesson has begun is one of them."""


def run_job(job: Job) -> Result:
    """Run a notebook in a kernel of its own; write it to ``job.target``, then its result to ``job.state``.

    A notebook that fails is a result, not an exception. Nothing is written when the run is broken off.
    """
    return store(job, execute_job(job))


def execute_job(job: Job) -> Executed:
    """Run a notebook in a kernel of its own and write nothing: what came out is a value, for whoever stores it."""
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    result = Result(
        lesson=job.lesson,
        title=job.title,
        mode=job.mode,
        status="stopped",
        target=job.target,
        kernel=job.kernel,
        started=started,
        fingerprint=job.fingerprint,
        parameters=dict(job.parameters),
    )
    if Path(job.stop_file).exists():
        return Executed(result=result)
    begun = time.perf_counter()
    with _private_folder() as private:
        session = _session(job, private)
        watch = KernelWatch(session.kernel_pid, mark=session.environment[MARK], stop_file=Path(job.stop_file))
        session.before_end = watch.sample
        watch.start()
        try:
            failures = _execute(job, session)
        finally:
            watch.finish()
    if watch.stopped:
        return Executed(result=result)
    return _judge(
        job,
        session.notebook,
        failures,
        replace(result, seconds=time.perf_counter() - begun, memory=watch.peak, cpu=watch.cpu),
    )


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder that nobody else may look into, with a path short enough for a socket; removed afterwards."""
    usual = tempfile.gettempdir()
    parent = usual if len(usual) < _PRIVATE_LENGTH or os.name != "posix" else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="wb-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _session(job: Job, private: Path) -> Session:
    folder = Path(job.folder) if job.folder else private / "work"
    for needed in (folder, private / "ipython", private / "tmp"):
        needed.mkdir(exist_ok=True)
    if job.keep_going:
        startup = private / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "00-quit.py").write_text(_NO_QUIT, encoding="utf-8")
    environment = {
        **os.environ,
        **job.environment,
        "WORKBENCH_RECORD": "0",
        TRACK: job.lesson.partition("/")[0],
        "IPYTHONDIR": str(private / "ipython"),  # nobody's start-up files, and no shared history
        "TMPDIR": str(private / "tmp"),
        MARK: uuid.uuid4().hex,
    }
    return Session(
        private=private, folder=folder, environment=environment, timeout=job.timeout, keep_going=job.keep_going
    )


def _execute(job: Job, session: Session) -> tuple[Failure, ...]:
    from jupyter_client.kernelspec import NoSuchKernel
    from papermill import execute_notebook  # type: ignore[import-untyped]
    from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]

    try:
        execute_notebook(
            nbformat.reads(job.notebook, as_version=4),  # type: ignore[no-untyped-call]
            None,  # we write the notebook ourselves, whole or not at all
            parameters=dict(job.parameters),
            engine_name=ENGINE,
            kernel_name=job.kernel,
            language="python",
            progress_bar=False,
            autosave_cell_every=0,
            session=session,
        )
    except PapermillExecutionError:
        assert session.notebook is not None
        return _cell_failures(session.notebook)
    except NoSuchKernel as error:
        return (Failure(name="NoSuchKernel", message=f"{error}. Run 'workbench doctor' to see what is missing."),)
    except CellTimeoutError:
        return (_failure_at(session, "Timeout", f"The cell ran longer than {job.timeout} s."),)
    except DeadKernelError:
        failure = _failure_at(session, "DeadKernel", "The kernel died: out of memory, or a crash in native code.")
        return (replace(failure, traceback=_last_words(session.log) or failure.traceback),)
    except Exception as error:
        return (_failure_at(session, type(error).__name__, str(error)),)
    return ()


def _last_words(log: Path, limit: int = 4000) -> str:
    """The end of what a kernel wrote outside its cells; native crashes leave their stack there."""
    try:
        return log.read_bytes()[-limit:].decode("utf-8", errors="replace").strip()
    except OSError:
        return ""


def _failure_at(session: Session, name: str, message: str) -> Failure:
    """A failure of the cell that was running."""
    if session.notebook is None or session.cell is None:
        return Failure(name=name, message=message)
    cell = session.notebook.cells[session.cell]
    return Failure(
        name=name, message=message, cell=session.cell + 1, cell_id=cell.get("id"), source=cell.source, traceback=message
    )


def _cell_failures(notebook: NotebookNode) -> tuple[Failure, ...]:
    """Every cell with an error among its outputs."""
    _drop_error_markers(notebook)
    return tuple(
        Failure(
            name=output.ename,
            message=output.evalue,
            cell=number,
            cell_id=cell.get("id"),
            source=cell.source,
            traceback=_ANSI.sub("", "\n".join(output.traceback)),
        )
        for number, cell in enumerate(notebook.cells, start=1)
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    )


def _drop_error_markers(notebook: NotebookNode) -> None:
    """Without the cells that papermill adds around an error: the numbers of the cells stay those of the lesson."""
    from papermill.execute import remove_error_markers  # type: ignore[import-untyped]

    remove_error_markers(notebook)


def _judge(job: Job, notebook: NotebookNode | None, failures: tuple[Failure, ...], result: Result) -> Executed:
    """Whether the run went well, with what the cards say, and the notebook as text."""
    verdicts: tuple[CardVerdict, ...] = ()
    claims: tuple[CardClaim, ...] = ()
    digest = ""
    text = None
    if notebook is not None:
        verdicts, claims = read_verdicts(notebook), read_claims(notebook)
        if job.expect_passed:
            failures += tuple(
                Failure(name="NotPassed", message=f"The {v.kind} {v.name!r} came out as {v.outcome}.", traceback=v.text)
                for v in verdicts
                if v.outcome != "passed"
            )
            failures += tuple(
                Failure(name="ClaimBroken", message=f"This does not hold: {claim.sentence}")
                for claim in claims
                if not claim.holds
            )
        text = _as_text(notebook)
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    done = replace(
        result,
        status="failed" if failures else "passed",
        failures=failures,
        verdicts=verdicts,
        claims=claims,
        notebook_sha256=digest,
    )
    return Executed(result=done, notebook=text)


def store(job: Job, executed: Executed) -> Result:
    """Write the notebook first and the state last: a state never speaks of a notebook that is not there."""
    result = executed.result
    if result.status == "stopped":
        return result
    if executed.notebook is not None:
        write_atomic(Path(job.target), executed.notebook)
    if job.state is not None:
        write_atomic(Path(job.state), json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n")
    return result


def _as_text(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    for key in ("input_path", "output_path"):  # null here, and of no use to a reader
        notebook.metadata.get("papermill", {}).pop(key, None)
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]
