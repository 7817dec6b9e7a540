"""How fast a class is graded, side by side in one run: ``python tests/benchmarks/grading.py --learners 200``.

The submissions are made of the alternatives and misconceptions of a lesson, so their true scores are known, and are
compared; whether the grader's memory grows with the class is shown too, and how long the reports take. Beside it: one
job alone next to the floor, the CPU time of the learners' own code with the libraries imported, and papermill running
the same notebooks in a kernel each, which gives no grade yet.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import jupytext
import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))
import realistic

from workbench.content import content_root
from workbench.grading.classroom.classroom import Classroom, find_uploads
from workbench.grading.classroom.libraries import sandbox_for
from workbench.grading.intake.submission import read_submission
from workbench.grading.judging.bench import VARIANTS, LessonBench
from workbench.grading.reports import choose_lessons, write_reports
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.runner import Notebook, prepare
from workbench.kernel import preload

BIN = Path(sys.executable).parent
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def write_class(folder: Path, lesson: str, count: int) -> dict[str, dict[str, bool]]:
    """Write submissions as notebooks; learner → exercise → whether it is right."""
    truth = {}
    for number in range(count):
        made = realistic.make(lesson, number)
        path = folder / f"learner{number:04}" / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True)
        jupytext.write(jupytext.reads(made.script, fmt="py:percent"), path)
        truth[f"learner{number:04}"] = made.truth
    return truth


def used() -> float:
    """CPU seconds of this process and of all that it has waited for."""
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


class Watch:
    """The largest memory of the grader, this process and its workers without the sandbox, as the class gets done."""

    def __init__(self, sandbox: int, count: int) -> None:
        self._own, self._sandbox, self._count = psutil.Process(), sandbox, count
        self._done, self._largest = 0, 0
        self.after: dict[int, int] = {}

    def finished(self, _: object) -> None:
        self._done += 1
        processes = [self._own, *(child for child in self._own.children() if child.pid != self._sandbox)]
        self._largest = max(self._largest, sum(private(process) for process in processes))
        for percent in (10, 50, 100):
            if percent not in self.after and 100 * self._done >= percent * self._count:
                self.after[percent] = self._largest


def private(process: psutil.Process) -> int:
    """Bytes in memory, of what is shared only its share; 0 for a process that is gone."""
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0


def grade(folder: Path, out: Path, lesson: str, truth: dict[str, dict[str, bool]], jobs: int) -> None:
    classroom = Classroom(out)
    begun, cpu = time.perf_counter(), used()
    classroom.receive(find_uploads(folder, [lesson]))
    received = time.perf_counter() - begun
    entered = time.perf_counter()
    work = classroom.waiting()
    with sandbox_for([lesson], content_root()) as sandbox:
        ready = time.perf_counter()
        watch = Watch(sandbox.pid, len(truth))
        tally = classroom.grade(work, sandbox=sandbox, jobs=jobs, finished=watch.finished)
        taken = time.perf_counter() - ready
    total = used() - cpu
    wrong = 0
    for score in classroom.book.scores(lesson):
        found = {one.name: one.points > 0 for one in score.exercises if one.name in truth[score.learner.login]}
        wrong += found != truth[score.learner.login]
    count = len(truth)
    print(f"{tally.graded} graded, {len(tally.failed)} not, {wrong} with another score than the true one")
    print(f"grading: {1000 * taken / count:.0f} ms a submission with {jobs} jobs, {60 * count / taken:.0f} a minute")
    print(
        f"CPU: {1000 * total / count:.0f} ms a submission with everything, the imports once and the references included"
    )
    print(f"of it the learners' own processes: {1000 * tally.cpu / count:.0f} ms")
    print(f"receiving: {1000 * received / count:.1f} ms a submission")
    print(f"start of the sandbox: {ready - entered:.1f} s")
    told = ", ".join(f"{percent} % {size / 1e6:.0f} MB" for percent, size in watch.after.items())
    print(f"largest memory of the grader and its workers, when so many are done: {told}")
    print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:.0f} MB")

    begun = time.perf_counter()
    write_reports(out, classroom.book, choose_lessons(classroom.book, [lesson]))
    print(f"feedback for each, the report on the class and similar submissions: {time.perf_counter() - begun:.0f} s")


def one_job(folder: Path, out: Path, lesson: str, few: int) -> None:
    """How far a single job is from the floor, when everything is warm."""
    classroom = Classroom(out)
    classroom.receive(find_uploads(folder, [lesson]))
    times: list[float] = []
    with sandbox_for([lesson], content_root()) as sandbox:
        work = classroom.waiting()[: VARIANTS + few]
        tally = classroom.grade(work, sandbox=sandbox, finished=lambda _: times.append(time.perf_counter()))
    each = (times[-1] - times[VARIANTS]) / max(1, len(times) - 1 - VARIANTS)
    inside = 1000 * tally.cpu / len(work)
    print(
        f"one job, once warm: {1000 * each:.0f} ms a submission, of it {inside:.0f} ms CPU of the sandboxed processes"
    )


class _Bare(Notebook):
    """Runs cells and calls functions as the sandbox does, and tells nobody."""

    def _send(self, answer: dict[str, Any]) -> None:
        del answer


def floor(folder: Path, lesson: str, few: int) -> float:
    """CPU seconds per submission of the learners' own code, cells and calls, with the libraries imported."""
    preload.preload(preload.names(), between=lambda: None, tell=lambda _: None)
    prepare()
    bench = LessonBench(lesson, b"a secret of the benchmark")
    exercises = {name: bench.prepared(name, 0) for name in bench.exercises}
    submissions = [read_submission(path, lesson_id=lesson) for path in sorted(folder.glob(f"*/{lesson}.ipynb"))[:few]]
    spent = 0.0
    for number, submission in enumerate([submissions[0], *submissions]):
        begun = time.process_time()
        notebook = _Bare(None, Limits())  # type: ignore[arg-type]
        for module, source in bench.modules(0).items():
            notebook.define(module, source)
        notebook.load([(cell.index, cell.source) for cell in submission.cells], bench.exercise_stubs)
        for name, ready in exercises.items():
            notebook.calls(name, ready.probe, [(inputs, 0) for inputs in ready.calls], 30)
        spent += time.process_time() - begun if number else 0.0  # the first one warms up
    return spent / len(submissions)


def papermill(folder: Path, lesson: str, few: int) -> float:
    """Seconds per notebook by the papermill command, one after the other, errors allowed."""
    paths = sorted(folder.glob(f"*/{lesson}.ipynb"))[:few]
    begun = time.perf_counter()
    for path in paths:
        command = [BIN / "papermill", path, path.with_suffix(".out.ipynb"), "--no-progress-bar", "-k", "python3"]
        subprocess.run(command, check=False, capture_output=True, env={**os.environ, **THREADS})
    return (time.perf_counter() - begun) / len(paths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--lesson", default="02_math/05_optimization")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--few", type=int, default=3, help="how many of them papermill runs")
    given = parser.parse_args()
    os.environ.update(THREADS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "submissions"
        truth = write_class(folder, given.lesson, given.learners)
        grade(folder, Path(place) / "grades", given.lesson, truth, given.jobs)
        one_job(folder, Path(place) / "one_job", given.lesson, min(given.learners // 2, 60))
        print(f"the floor, CPU of the learners' own code: {1000 * floor(folder, given.lesson, 60):.0f} ms a submission")
        print(f"papermill command, no grade: {1000 * papermill(folder, given.lesson, given.few):.0f} ms a notebook")


if __name__ == "__main__":
    main()
