"""Grade a folder of submissions into a gradebook, several at a time; go on where an earlier run was stopped.

What is recorded is recorded: one submission is one transaction. A run that was killed has graded what the gradebook
says, and the next one does the rest. An exercise that has changed is graded again, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from workbench.content import solutions_dir
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.grading.bench import LessonBench, course_secret
from workbench.grading.collect import INDEX
from workbench.grading.grade import Grader, Report
from workbench.grading.gradebook import AssignedExercise, Assignment, Gradebook, Learner, Result, Submission, ToGrade
from workbench.grading.reading import Reason, Refusal, read_bytes
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.outside import Sandbox, SandboxError
from workbench.grading.submission import LIMIT_BYTES

_AHEAD = 2  # tasks per worker that wait in its queue: enough to keep it busy, few enough to stop soon
_TRIES = 3


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came: ``<submissions>/<learner>/<track>/<lesson>.ipynb``."""

    learner: str
    lesson: str
    path: Path
    received: datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """One submission to grade. only: the exercises that need it."""

    submission: int
    learner: str
    lesson: str
    path: str
    only: tuple[str, ...]
    secret: bytes
    address: str
    limits: Limits
    trusted: bool = False


@dataclass(kw_only=True)
class Tally:
    """What a run did."""

    graded: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    cpu: float = 0.0
    interrupted: bool = False


def find_uploads(folder: Path, lessons: Sequence[str] = ()) -> list[Upload]:
    """The submissions under a folder, as ``workbench collect`` lays them out. Links are not followed.

    Raises WorkbenchError when there is no folder, or nothing in it.
    """
    if not folder.is_dir():
        raise WorkbenchError(f"There is no folder {folder}. Collect the submissions first: workbench collect --help.")
    wanted = list(lessons) or [info.id for info in load_curriculum()]
    times = _received(folder)
    found = [
        Upload(learner=person.name, lesson=lesson, path=path, received=times(path))
        for person in sorted(folder.iterdir())
        if person.is_dir() and not person.is_symlink() and not person.name.startswith(".")
        for lesson in wanted
        for path in (person / f"{lesson}.ipynb", person / f"{lesson}.py")
        if path.is_file() and not path.is_symlink()
    ]
    if not found:
        raise WorkbenchError(f"{folder} holds no submission of {', '.join(wanted)} as <learner>/<lesson>.ipynb.")
    return found


def _received(folder: Path) -> Callable[[Path], datetime]:
    """When a file came: as the index of collecting says, else when it was last changed."""
    try:
        learners = json.loads((folder / INDEX).read_text(encoding="utf-8"))["learners"]
        collected = {
            f"{learner}/{lesson}": datetime.fromisoformat(versions[-1]["received"])
            for learner, lessons in learners.items()
            for lesson, versions in lessons.items()
        }
    except FileNotFoundError:
        collected = {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise WorkbenchError(f"{folder / INDEX} is damaged. Move it away and collect again from all uploads.") from None

    def time_of(path: Path) -> datetime:
        said = collected.get(path.relative_to(folder).with_suffix("").as_posix())
        return said or datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)

    return time_of


class Classroom:
    """Grades into ``out``: the gradebook, the course's secret, and one report per submission.

    gradebook: a path or URL in place of ``out/gradebook.db``.
    """

    def __init__(self, out: Path, *, gradebook: str | None = None, limits: Limits | None = None) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.book = Gradebook.open(gradebook or out / "gradebook.db")
        self.secret = course_secret(out)
        self.limits = limits or Limits()

    def receive(self, uploads: Iterable[Upload]) -> Tally:
        """Enter learners, assignments and submissions; what cannot be read is refused here."""
        tally = Tally()
        known = {learner.login for learner in self.book.learners()}
        uploads = list(uploads)
        self.book.add_learners(Learner(login=name) for name in sorted({u.learner for u in uploads} - known))
        for lesson in sorted({upload.lesson for upload in uploads}):
            self._assign(lesson)
        for upload in uploads:
            self._enter(upload, tally)
        return tally

    def _assign(self, lesson: str) -> None:
        """Every exercise and quiz is worth a point, unless the gradebook says otherwise."""
        bench = LessonBench(lesson, self.secret)
        names = [*bench.exercises, *bench.choices]
        before = next((a for a in self.book.assignments() if a.lesson == lesson), None)
        worth = {exercise.name: exercise.points for exercise in before.exercises} if before else {}
        exercises = [AssignedExercise(name=n, points=worth.get(n, 1.0), digest=bench.digest(n)) for n in names]
        kept: dict[str, Any] = {}
        if before is not None:
            kept = {"due": before.due, "late_policy": before.late_policy, "counts": before.counts}
        self.book.set_assignment(Assignment(lesson=lesson, exercises=exercises, **kept))

    def _enter(self, upload: Upload, tally: Tally) -> None:
        try:
            data = read_bytes(upload.path, limit_bytes=LIMIT_BYTES)
            digest, refusal = hashlib.sha256(data).hexdigest(), None
        except Refusal as error:
            digest, refusal = (
                hashlib.sha256(f"{error.reason}\n{upload.path.stat().st_size}".encode()).hexdigest(),
                error,
            )
        submission = self.book.record_submission(
            learner=upload.learner,
            assignment=upload.lesson,
            received=upload.received,
            sha256=digest,
            path=upload.path.absolute(),
        )
        if refusal is not None:
            self.refuse(submission, str(refusal.reason), str(refusal))
            tally.refused += 1

    def refuse(self, submission: Submission, reason: str, message: str) -> None:
        self.book.refuse(submission.id, reason=reason, message=message)
        report = Report(learner=submission.learner, lesson=submission.assignment, refused=reason, message=message)
        self._write(report)

    def waiting(self, lessons: Sequence[str] = ()) -> list[ToGrade]:
        """What is to be graded now."""
        assigned = [a.lesson for a in self.book.assignments() if not lessons or a.lesson in lessons]
        return [one for lesson in assigned for one in self.book.needs_grading(lesson)]

    def grade(
        self,
        work: Sequence[ToGrade],
        *,
        sandbox: Sandbox,
        jobs: int = 1,
        executor: Executor | None = None,
        finished: Callable[[Report], None] = lambda _: None,
    ) -> Tally:
        """Grade what is waiting. finished: told of each report, in no order.

        A KeyboardInterrupt stops soon, keeps what is graded, and is told in the tally.
        """
        tally = Tally()
        tries: dict[int, int] = {}
        with _workers(executor, jobs) as pool:
            queue = iter(list(work))
            running: dict[Future[Report], ToGrade] = {}
            try:
                self._fill(pool, running, queue, sandbox, jobs)
                while running:
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        one = running[future]
                        self._take(future, one, tally, tries, finished)
                        del running[future]
                        if tries.get(one.submission.id, 0) in range(1, _TRIES):
                            sandbox.revive()
                            running[pool.submit(grade_task, self._task(one, sandbox))] = one
                    self._fill(pool, running, queue, sandbox, jobs)
            except KeyboardInterrupt:
                tally.interrupted = True
                for future in running:
                    future.cancel()
        return tally

    def _fill(
        self,
        pool: Executor,
        running: dict[Future[Report], ToGrade],
        queue: Iterator[ToGrade],
        sandbox: Sandbox,
        jobs: int,
    ) -> None:
        while len(running) < _AHEAD * jobs and (one := next(queue, None)) is not None:
            running[pool.submit(grade_task, self._task(one, sandbox))] = one

    def _task(self, one: ToGrade, sandbox: Sandbox) -> Task:
        return Task(
            submission=one.submission.id,
            learner=one.submission.learner,
            lesson=one.submission.assignment,
            path=str(one.submission.path),
            only=one.exercises,
            secret=self.secret,
            address=sandbox.address,
            limits=self.limits,
            trusted=sandbox.trust,
        )

    def _take(
        self,
        future: Future[Report],
        one: ToGrade,
        tally: Tally,
        tries: dict[int, int],
        finished: Callable[[Report], None],
    ) -> None:
        try:
            report = future.result()
        except SandboxError as error:
            tries[one.submission.id] = tries.get(one.submission.id, 0) + 1
            if tries[one.submission.id] >= _TRIES:
                tally.failed.append(f"{one.submission.learner}, {one.submission.assignment}: {error}")
            return
        tries.pop(one.submission.id, None)
        self._record(report, one, tally)
        finished(report)

    def _record(self, report: Report, one: ToGrade, tally: Tally) -> None:
        tally.cpu += report.cpu
        if report.refused is not None:
            self.refuse(one.submission, report.refused, report.message)
            tally.refused += 1
            return
        digests = {e.name: e.digest for e in self.book.assignment(report.lesson).exercises}
        results = [
            replace(Result.of(item.verdict, digest=digests[item.name]), share=item.points) for item in report.items
        ]
        self.book.record_results(one.submission.id, results)
        self._write(report)
        tally.graded += 1

    def _write(self, report: Report) -> None:
        """The report as JSON; of an exercise graded again alone, the others' parts stay."""
        path = self.out / "reports" / report.learner / f"{report.lesson}.json"
        told = report.public()
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            before = {}
        if before.get("sha256") == told["sha256"] and report.refused is None:
            told["items"] = {**before.get("items", {}), **told["items"]}
        write_atomic(path, json.dumps(told, indent=1, ensure_ascii=False) + "\n")


@contextmanager
def _workers(given: Executor | None, jobs: int) -> Iterator[Executor]:
    if given is not None:
        yield given
        return
    # Spawned: forking a process that holds sockets and threads is unsafe, and a worker lives long.
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@lru_cache(maxsize=4)
def _bench(lesson: str, secret: bytes, _stamp: int) -> LessonBench:
    return LessonBench(lesson, secret)


def grade_task(task: Task) -> Report:
    """Grade one submission, in whatever process this is."""
    os.environ.setdefault("MPLBACKEND", "agg")
    stamp = (solutions_dir() / f"{task.lesson}.py").stat().st_mtime_ns
    bench = _bench(task.lesson, task.secret, stamp)
    grader = Grader(bench, task.address, task.limits, task.trusted)
    try:
        return grader.grade(Path(task.path), learner=task.learner, only=task.only)
    except FileNotFoundError:
        message = "The file is no longer where it was when it came."
        return Report(learner=task.learner, lesson=task.lesson, refused=str(Reason.NO_FILE), message=message)
