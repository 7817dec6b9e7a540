"""Grading on a Dask cluster: a real scheduler and real workers that have another disk's content."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from course import LESSON_ID, SOLUTION
from distributed import Client
from grade_processes import Run, hand_in, outlive, points, recorded, wait_for, waits_for
from servers import QUIET_DASK
from test_attacks import HONEST

from workbench.errors import WorkbenchError
from workbench.grading.classroom.classroom import Classroom, find_uploads
from workbench.grading.classroom.cluster import connected
from workbench.grading.judging.bench import LessonBench
from workbench.grading.sandbox.outside import Sandbox

WRONG = HONEST.replace("return x + x", "return x**2")


class Processes:
    """A scheduler and its workers. folder: theirs; content: what the workers have in place of the client's."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder, self.content = folder, content
        self.workers: dict[str, psutil.Popen] = {}
        told = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(told))
        wait_for(lambda: told.exists() and told.read_text().rstrip().endswith("}"), "the scheduler")
        self.address = str(json.loads(told.read_text())["address"])

    def _start(self, what: str, *more: str, **variables: str) -> psutil.Popen:
        environment = {**os.environ, **QUIET_DASK, "WORKBENCH_CONTENT": str(self.content), **variables}
        command = [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *more]
        with (self.folder / "log").open("ab") as log:
            return psutil.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log)

    def start_worker(self, name: str, **variables: str) -> None:
        """A worker with a folder for temporary files of its own, and one thread."""
        temporary = self.folder / name
        temporary.mkdir(mode=0o711)
        options = ["--name", name, "--nthreads", "1", "--nworkers", "1", "--no-nanny"]
        options += ["--local-directory", str(self.folder / "scratch"), self.address]
        self.workers[name] = self._start("worker", *options, TMPDIR=str(temporary), **variables)
        wait_for(lambda: self.joined() == len(self.alive()), f"the worker {name}")

    def alive(self) -> list[psutil.Popen]:
        return [worker for worker in self.workers.values() if worker.poll() is None]

    def joined(self) -> int:
        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())

    def below(self) -> list[psutil.Process]:
        """What the workers have started."""
        return [child for worker in self.alive() for child in worker.children(recursive=True)]

    def left(self) -> list[Path]:
        """The temporary files of the workers; one that was killed cannot clear its own away."""
        alive = [name for name, worker in self.workers.items() if worker.poll() is None]
        return [path for name in alive for path in (self.folder / name).iterdir()]

    def end(self) -> None:
        below = self.below()
        for process in (*self.alive(), self.scheduler):
            process.kill()
            process.wait(timeout=60)
        assert outlive(below) == []


@pytest.fixture(scope="module")
def content(bench: LessonBench) -> Iterator[Path]:
    """A copy of the course, which the workers have; the client's does not look like content from there."""
    del bench
    with tempfile.TemporaryDirectory(prefix="wbc-") as folder:
        Path(folder).chmod(0o711)
        yield Path(shutil.copytree(os.environ["WORKBENCH_CONTENT"], Path(folder) / "content"))


@pytest.fixture(scope="module")
def cluster(content: Path) -> Iterator[Processes]:
    processes = Processes(content.parent, content)
    try:
        processes.start_worker("one")
        processes.start_worker("two")
        yield processes
    finally:
        processes.end()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client says where its content lies, and the workers find nothing there: there is no common disk."""
    monkeypatch.setattr("workbench.grading.classroom.cluster.content_root", lambda: Path("/on/another/machine"))


def silent(text: str) -> None:
    raise AssertionError(f"nothing to tell here: {text}")


def without_times(out: Path) -> dict[str, Any]:
    told = {}
    for path in (out / "reports").rglob("*.json"):
        report = json.loads(path.read_text())
        told[report["learner"]] = {name: value for name, value in report.items() if name not in ("seconds", "cpu")}
    return told


@pytest.fixture
def uploads(tmp_path: Path, bench: LessonBench) -> Path:
    del bench
    for learner, script in {"ada": HONEST, "bob": WRONG, "cy": HONEST + "\n1 / 0\n", "eve": "", "flo": "%PDF"}.items():
        hand_in(tmp_path / "uploads", learner, script)
    return tmp_path / "uploads"


def test_a_cluster_and_this_machine_say_the_same(
    uploads: Path, tmp_path: Path, cluster: Processes, sandbox: Sandbox
) -> None:
    """What this machine has graded is graded again on the cluster."""
    here, there = tmp_path / "here", tmp_path / "there"
    classroom = Classroom(here)
    classroom.receive(find_uploads(uploads))
    classroom.grade(classroom.waiting(), sandbox=sandbox)
    shutil.copytree(here, there)
    shutil.rmtree(there / "reports")
    command = Run(
        tmp_path, "grade", uploads, "-o", there, "--again", "--scheduler", cluster.address, temporary=tmp_path
    )
    assert "3 graded, 2 refused, 0 not graded" in command.end(0)
    assert (cluster.below(), cluster.left()) == ([], []), "the run has left something on the workers"
    assert without_times(there) == without_times(here)
    assert points(there) == points(here) == {"ada": 5.0, "bob": 4.0, "cy": 5.0}
    assert all(recorded(there)[learner] != before for learner, before in recorded(here).items())


def test_a_worker_that_dies_costs_nobody_a_grade(
    uploads: Path, tmp_path: Path, cluster: Processes, content: Path, elsewhere: None
) -> None:
    hand_in(uploads, "gil", waits_for("opened"))
    classroom = Classroom(tmp_path / "grades")
    classroom.receive(find_uploads(uploads))
    killed: list[psutil.Process] = []

    def at_work() -> list[psutil.Popen]:
        """Workers that have bubblewrap, the zygote, a grading process, a warden and a notebook."""
        return [worker for worker in cluster.alive() if len(worker.children(recursive=True)) >= 5]

    def kill() -> None:
        wait_for(lambda: len(recorded(classroom.out)) == 3 and at_work(), "the notebook that waits")
        (busy,) = at_work()
        killed.extend(busy.children(recursive=True))
        busy.kill()
        busy.wait()
        (content / "datasets" / "opened").touch()

    killer = threading.Thread(target=kill)
    killer.start()
    with connected(cluster.address, lessons=[LESSON_ID], tell=silent) as place:
        assert place.slots == 2
        tally = classroom.grade_at(place, classroom.waiting())
    killer.join()
    assert (tally.graded, tally.refused, tally.failed) == (4, 2, [])
    assert points(classroom.out) == {"ada": 5.0, "bob": 4.0, "cy": 5.0, "gil": 5.0}
    assert killed
    assert outlive(killed) == []
    assert cluster.below() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_command(
    uploads: Path, tmp_path: Path, cluster: Processes, number: signal.Signals
) -> None:
    hand_in(uploads, "gil", waits_for(f"never{number}"))
    out = tmp_path / "grades"
    command = Run(tmp_path, "grade", uploads, "-o", out, "--scheduler", cluster.address, temporary=tmp_path)
    command.until(lambda: len(recorded(out)) == 3, "the grades of the quick ones")
    # bubblewrap, the zygote, a grading process, a warden and the notebook
    command.until(lambda: len(cluster.below()) >= 5, "the notebook that waits")
    command.process.send_signal(number)
    told = command.end(130 if number == signal.SIGINT else -number)
    if number == signal.SIGINT:
        assert "Stopped. The same command goes on from here." in told
        assert (cluster.below(), cluster.left()) == ([], [])
    wait_for(lambda: not cluster.below() and not cluster.left(), "the end of what the workers ran")
    assert points(out) == {"ada": 5.0, "bob": 4.0, "cy": 5.0}
    assert cluster.alive()


def test_another_solution_and_a_missing_bubblewrap_are_refused(
    cluster: Processes, content: Path, elsewhere: None
) -> None:
    path = content / "solutions" / f"{LESSON_ID}.py"
    path.write_text(f"{SOLUTION}\n# another\n", encoding="utf-8")
    try:
        with (
            pytest.raises(
                WorkbenchError, match=rf"The worker tcp://.* has another solution of {LESSON_ID}: .*here it is"
            ),
            connected(cluster.address, lessons=[LESSON_ID], tell=silent),
        ):
            pass
    finally:
        path.write_text(SOLUTION, encoding="utf-8")
    cluster.start_worker("bare", PATH="/nowhere")
    with (
        pytest.raises(WorkbenchError, match=r"The worker tcp://.* cannot be used: The sandbox needs bubblewrap"),
        connected(cluster.address, lessons=[LESSON_ID], tell=silent),
    ):
        pass
    with connected(cluster.address, lessons=[LESSON_ID], tell=silent, trust=True, limit=1) as place:
        assert place.slots == 1


def test_the_command_says_that_nobody_listens(uploads: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    told = Run(tmp_path, "grade", uploads, "-o", tmp_path / "g", "--scheduler", address, temporary=tmp_path).end(2)
    assert f"No Dask scheduler answers at {address}" in told


def test_a_scheduler_that_goes_away_ends_the_run_and_loses_nothing(
    uploads: Path, tmp_path: Path, content: Path, elsewhere: None
) -> None:
    folder = content.parent / "alone"
    folder.mkdir(mode=0o711)
    own = Processes(folder, content)
    classroom = Classroom(tmp_path / "grades")
    classroom.receive(find_uploads(uploads))
    try:
        own.start_worker("single")
        with (
            pytest.raises(WorkbenchError, match=r"The scheduler at tcp://.* does not answer"),
            connected(own.address, lessons=[LESSON_ID], tell=silent) as place,
        ):
            classroom.grade_at(place, classroom.waiting(), finished=lambda _: own.scheduler.kill())
        assert points(classroom.out).items() <= {"ada": 5.0, "bob": 4.0, "cy": 5.0}.items()
        assert points(classroom.out)
        assert classroom.waiting(), "the next run does the rest"
        wait_for(lambda: not own.below() and not own.left(), "the end of what the worker ran")
    finally:
        own.end()
