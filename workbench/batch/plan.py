"""Decide what a batch run does. Everything that can be wrong is found here, before anything starts."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.batch.cache import fingerprint, is_current, remembered
from workbench.batch.model import Job, Mode, Paths, Result
from workbench.batch.parameters import convert, defaults, parse_assignments
from workbench.content import content_root
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.errors import WorkbenchError

THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to run, and what need not. seconds: how long a lesson took the last time, where that is known."""

    paths: Paths
    mode: Mode
    parameters: dict[str, str]
    workers: int
    jobs: tuple[Job, ...]
    unchanged: tuple[Result, ...]
    isolated: tuple[str, ...]
    seconds: dict[str, float]
    stop_file: Path


def make_plan(
    patterns: Sequence[str] = (),
    *,
    parameters: Iterable[str] = (),
    mode: Mode = "learner",
    out: Path,
    workers: int = 1,
    force: bool = False,
    timeout: int | None = None,
) -> Plan:
    """Plan the run of all lessons that match the patterns (all for none).

    parameters: texts like ``seed=3``; workers: how many lessons run at the same time; force: run also what is
    unchanged since it went well; timeout: seconds that one cell may take. Raises WorkbenchError for an unknown lesson
    or parameter, a value of the wrong type, a lesson without a solution, and an output folder that cannot be written.
    """
    if workers < 1:
        raise WorkbenchError(f"The number of lessons at the same time must be at least 1, got {workers}.")
    infos = load_curriculum().select(patterns)
    if not infos:
        raise WorkbenchError("There are no lessons to run.")
    given = parse_assignments(parameters)
    paths = Paths(out=_writable(out))
    stop_file = paths.out / ".state" / f"stop-{uuid.uuid4().hex}"
    environment = kernel_environment(workers)
    jobs, unchanged, seconds = [], [], {}
    for info in infos:
        wanted = fingerprint(info, parameters=given, mode=mode, lock=_lock(info))
        last = remembered(paths.state(mode, info.id))
        if last is not None and not force and is_current(last, wanted):
            unchanged.append(replace(last, status="unchanged"))
            continue
        if last is not None and last.seconds:
            seconds[info.id] = last.seconds
        job = _job(info, mode, given, paths)
        jobs.append(
            replace(job, fingerprint=wanted, stop_file=str(stop_file), environment=environment, timeout=timeout)
        )
    waiting = {job.lesson for job in jobs}
    return Plan(
        paths=paths,
        mode=mode,
        parameters=given,
        workers=workers,
        jobs=tuple(jobs),
        unchanged=tuple(unchanged),
        isolated=tuple(sorted({info.isolated for info in infos if info.isolated and info.id in waiting})),
        seconds=seconds,
        stop_file=stop_file,
    )


def kernel_environment(workers: int) -> dict[str, str]:
    """Variables for a kernel. With several at a time each computes on one thread: they share the cores."""
    environment = {"WORKBENCH_CONTENT": str(content_root())}
    if workers > 1:
        environment.update({name: os.environ.get(name, "1") for name in THREAD_VARIABLES})
    return environment


def _writable(out: Path) -> Path:
    folder = out.expanduser().resolve()
    try:
        (folder / ".state").mkdir(parents=True, exist_ok=True)
        probe = folder / ".state" / f".{uuid.uuid4().hex}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WorkbenchError(f"Cannot write to {folder}: {error.strerror}. Choose another folder with -o.") from error
    return folder


def _lock(info: LessonInfo) -> str:
    if not info.isolated:
        return ""
    from workbench.environments import lock_text

    return lock_text(info.isolated)


def _job(info: LessonInfo, mode: Mode, given: dict[str, str], paths: Paths) -> Job:
    """The job of one lesson, with all that can be wrong about it found now."""
    import nbformat

    from workbench.notebooks import insert_solutions, read_lesson

    notebook = read_lesson(info.id)
    if mode == "solved":
        notebook = insert_solutions(notebook, info.id)
    return Job(
        lesson=info.id,
        title=info.title,
        mode=mode,
        notebook=nbformat.writes(notebook),  # type: ignore[no-untyped-call]
        kernel=notebook.metadata.kernelspec.name,
        parameters=convert(given, defaults(notebook), info.id) if given else {},
        target=str(paths.notebook(mode, info.id)),
        state=str(paths.state(mode, info.id)),
        stop_file="",
        expect_passed=mode == "solved",
    )
