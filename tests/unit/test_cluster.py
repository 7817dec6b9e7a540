"""Batch runs on a Dask cluster: a real scheduler and real workers, each a process of its own on this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from batch_helpers import FAILS, MEETS, WAITS, MakeContent, Recorder, by_lesson, go, outputs
from servers import QUIET_DASK
from test_batch_end import kept, kill, processes_of, start_command, wait_for

from workbench.batch import cluster
from workbench.batch.cluster import ClusterError, check_address, connected, facts
from workbench.batch.execute import execute_job, run_job, store
from workbench.batch.model import Job
from workbench.batch.plan import Plan, make_plan
from workbench.batch.runner import Run, run_plan
from workbench.errors import WorkbenchError

NOTES = """\
# %%
import os, pathlib
meeting, worker = pathlib.Path(os.environ["MEETING"]), os.environ["WORKER"]
with open(meeting / "starts", "a") as starts:
    print("{name}", worker, file=starts)
"""
# Is still at work when its worker is killed, and goes through the second time.
HOLDS = (
    NOTES
    + """
# %%
import time
if len([line for line in open(meeting / "starts") if line.startswith("{name} ")]) == 1:
    (meeting / "holds.part").write_text(worker)
    (meeting / "holds.part").rename(meeting / "holds")
    time.sleep(600)
print("through")
"""
)
KILLS = (
    NOTES
    + """
# %%
import signal, time
os.kill(int((meeting / f"{{worker}}.pid").read_text()), signal.SIGKILL)
time.sleep(600)
"""
)
CLOCK = re.compile(rb'"(duration|start_time|end_time)": ("[^"]*"|[0-9.e-]+|null)')


class Processes:
    """A scheduler and its workers. meeting: the folder in MEETING; a lesson finds its worker's name in WORKER."""

    def __init__(self, meeting: Path) -> None:
        self.meeting = meeting
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        file = meeting / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(file))
        # The file is there before it is written.
        wait_for(lambda: file.exists() and file.read_text().rstrip().endswith("}"), "the scheduler")
        self.address = str(json.loads(file.read_text())["address"])

    def _start(self, what: str, *more: str, **variables: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **QUIET_DASK, "MEETING": str(self.meeting), **variables}
        command = [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *more]
        with (self.meeting / "cluster.log").open("ab") as log:
            return subprocess.Popen(command, env=environment, cwd=self.meeting, stdout=log, stderr=log)

    def start_worker(self, name: str, *, threads: int = 1, **variables: str) -> None:
        options = ["--name", name, "--nthreads", str(threads), "--nworkers", "1", "--no-nanny"]
        folder = str(self.meeting / "scratch")
        options += ["--local-directory", folder, self.address]
        self.workers[name] = self._start("worker", *options, WORKER=name, **variables)
        (self.meeting / f"{name}.pid").write_text(str(self.workers[name].pid))

    def others(self) -> list[str]:
        """What runs with this cluster's folder in its environment, except the cluster itself."""
        own = {process.pid for process in (self.scheduler, *self.workers.values())}
        return [str(process) for process in processes_of(self.meeting) if process.pid not in own]

    def starts(self) -> Counter[str]:
        return Counter(line.split()[0] for line in (self.meeting / "starts").read_text().splitlines())

    def end(self) -> None:
        for process in (*self.workers.values(), self.scheduler):
            process.kill()
            process.wait(timeout=60)
        kill(processes_of(self.meeting))


@pytest.fixture
def start_cluster(tmp_path: Path) -> Iterator[Callable[..., Processes]]:
    started: list[Processes] = []

    def start(*workers: str) -> Processes:
        started.append(Processes(tmp_path))
        for name in workers:
            started[-1].start_worker(name)
        return started[-1]

    yield start
    for processes in started:
        processes.end()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """A cluster for the tests that do not harm it."""
    processes = Processes(tmp_path_factory.mktemp("cluster"))
    try:
        processes.start_worker("one")
        processes.start_worker("two")
        yield processes
    finally:
        processes.end()


def silent(text: str) -> None:
    raise AssertionError(f"nothing to tell here: {text}")


def ignored(_: str) -> None:
    """Whether both workers are there already is a matter of luck."""


def go_on(processes: Processes, plan: Plan, *, workers: int = 2, limit: int | None = None) -> tuple[Run, Recorder]:
    """Run a plan when so many workers are there."""
    wait_for(lambda: joined(processes) >= workers, f"{workers} workers")
    display = Recorder()
    with connected(plan, processes.address, limit=limit, tell=ignored) as (placed, executor):
        assert placed.workers == min(workers, limit or workers)
        run = run_plan(placed, display=display, executor=executor)
    assert Counter(result.lesson for result in display.results) == Counter(job.lesson for job in plan.jobs)
    return run, display


def joined(processes: Processes) -> int:
    from distributed import Client

    with Client(processes.address, set_as_default=False) as client:
        return len(client.nthreads())


# -- the same, wherever it runs ----------------------------------------------------------------------------------------


def without_times(path: Path) -> bytes:
    content, found = CLOCK.subn(rb'"\1": 0', path.read_bytes())
    assert found >= 3
    return content


def test_threads_and_a_cluster_write_the_same_bytes(
    make_content: MakeContent, tmp_path: Path, two_workers: Processes
) -> None:
    content = make_content({"01_alpha/02_fails": FAILS})
    content.exercise_lesson()
    (here, there) = (tmp_path / "here", tmp_path / "there")
    threads = go(make_plan(parameters=["seed=3"], out=here, workers=2))
    on_cluster, _ = go_on(two_workers, make_plan(parameters=["seed=3"], out=there))
    written = sorted(path.relative_to(here) for path in here.rglob("*") if path.is_file())
    assert written == sorted(path.relative_to(there) for path in there.rglob("*") if path.is_file())
    assert len(written) == 4  # a notebook and a state for each
    for path in written:
        if path.suffix == ".ipynb":
            assert without_times(here / path) == without_times(there / path)
    for one, other in zip(threads.results, on_cluster.results, strict=True):
        same = {"target": "", "started": "", "seconds": 0.0, "cpu": 0.0, "memory": 0, "notebook_sha256": ""}
        assert replace(one, **same) == replace(other, **same)
        assert other.memory > 0
    assert make_plan(parameters=["seed=3"], out=there).unchanged[0].lesson == "01_alpha/01_one"


def test_each_thread_runs_a_lesson_and_jobs_is_a_limit(
    make_content: MakeContent, tmp_path: Path, two_workers: Processes
) -> None:
    lessons = {
        "01_alpha/01_one": MEETS.format(mine="one", other="two"),
        "01_alpha/02_two": MEETS.format(mine="two", other="one"),
    }
    make_content(lessons)
    run, display = go_on(two_workers, make_plan(out=tmp_path / "both"))
    assert [result.status for result in run.results] == ["passed", "passed"]
    assert max(len(standing.running) for standing in display.standings) == 2
    assert display.standings[-1].done == display.standings[-1].total == 2
    make_content(dict.fromkeys(lessons, "# %%\n1\n"))
    run, display = go_on(two_workers, make_plan(out=tmp_path / "each"), limit=1)
    assert [result.status for result in run.results] == ["passed", "passed"]
    assert max(len(standing.running) for standing in display.standings) == 1


def test_what_is_executed_is_written_only_by_whoever_stores_it(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    (job,) = make_plan(out=tmp_path / "runs").jobs
    executed = execute_job(job)
    assert (Path(job.target).exists(), Path(str(job.state)).exists()) == (False, False)
    assert store(job, executed) == executed.result
    assert Path(job.target).read_text(encoding="utf-8") == executed.notebook


def test_a_worker_without_the_clients_disk_uses_its_own_content(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes]
) -> None:
    content = make_content({"01_alpha/01_one": '# %%\nimport os\nprint(os.environ["WORKBENCH_CONTENT"])\n'})
    shutil.copytree(content.root, tmp_path / "copy")
    processes = start_cluster()
    processes.start_worker("far", WORKBENCH_CONTENT=str(tmp_path / "copy"))
    plan = make_plan(out=tmp_path / "runs")
    elsewhere = {**plan.jobs[0].environment, "WORKBENCH_CONTENT": "/on/another/machine"}
    run, _ = go_on(processes, replace(plan, jobs=(replace(plan.jobs[0], environment=elsewhere),)), workers=1)
    assert outputs(run.results[0].target) == f"{tmp_path / 'copy'}\n"


# -- workers that die --------------------------------------------------------------------------------------------------


def test_a_killed_worker_loses_nothing_and_repeats_nothing_else(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes]
) -> None:
    lessons = {f"01_alpha/{n:02}_plain{n}": NOTES.format(name=f"plain{n}") for n in (2, 3)}
    make_content({"01_alpha/01_holds": HOLDS.format(name="holds"), **lessons})
    processes = start_cluster("one", "two")

    def kill() -> None:
        wait_for((tmp_path / "holds").exists, "the lesson that is interrupted")
        processes.workers[(tmp_path / "holds").read_text()].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    run, _ = go_on(processes, make_plan(out=tmp_path / "runs"))
    killer.join()
    assert {name: result.status for name, result in by_lesson(run).items()} == dict.fromkeys(
        ["holds", "plain2", "plain3"], "passed"
    )
    assert processes.starts() == {"holds": 2, "plain2": 1, "plain3": 1}
    assert outputs(by_lesson(run)["holds"].target) == "through\n"
    assert len(kept(tmp_path)) == 3
    assert not list((tmp_path / "runs").rglob("*.part"))
    wait_for(lambda: not processes.others(), "the end of the orphaned kernel")


def test_a_lesson_that_kills_its_workers_fails_and_the_others_go_on(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes]
) -> None:
    lessons = {f"01_alpha/{n:02}_plain{n}": NOTES.format(name=f"plain{n}") for n in (2, 3)}
    make_content({"01_alpha/01_kills": KILLS.format(name="kills"), **lessons})
    processes = start_cluster("one", "two", "three", "four")
    run, _ = go_on(processes, make_plan(out=tmp_path / "runs"), workers=4)
    found = by_lesson(run)
    assert {name: result.status for name, result in found.items()} == {
        "kills": "failed",
        "plain2": "passed",
        "plain3": "passed",
    }
    (failure,) = found["kills"].failures
    assert failure.name == "ClusterError"
    assert "3 workers died while they ran it" in failure.message
    assert processes.starts() == {"kills": 3, "plain2": 1, "plain3": 1}
    assert sum(process.poll() is None for process in processes.workers.values()) == 1


def test_a_lesson_that_died_beside_another_is_not_blamed(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes]
) -> None:
    waits = 'while not (meeting / "holds").exists():\n    time.sleep(0.05)\nos.kill('
    kills = KILLS.format(name="kills").replace("import signal, time\nos.kill(", f"import signal, time\n{waits}")
    make_content({"01_alpha/01_kills": kills, "01_alpha/02_holds": HOLDS.format(name="holds")})
    processes = start_cluster()
    processes.start_worker("both", threads=2)
    wait_for(lambda: joined(processes) == 1, "the worker")

    def replace_worker(_: str) -> None:
        processes.start_worker(f"later{len(processes.workers)}")

    with connected(make_plan(out=tmp_path / "runs"), processes.address, tell=replace_worker) as (plan, executor):
        found = by_lesson(go(plan, executor=executor))
    assert {name: result.status for name, result in found.items()} == {"kills": "failed", "holds": "passed"}
    assert processes.starts() == {"kills": 3, "holds": 2}


# -- ending early ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_kernel_outlives_the_command(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes], number: signal.Signals
) -> None:
    content = make_content(
        {"01_alpha/01_quick": "# %%\n1\n", "01_alpha/02_waits": WAITS, "01_alpha/03_last": "# %%\n1\n"}
    )
    processes = start_cluster("one")
    command = start_command(tmp_path, content, "--scheduler", processes.address)
    try:
        wait_for(lambda: (tmp_path / "waits").exists() or command.poll() is not None, "the second lesson")
        command.send_signal(number)
        told, _ = command.communicate(timeout=120)
        if number == signal.SIGKILL:  # nobody waited for them
            wait_for(lambda: not processes.others(), "the end of what the worker ran")
        assert processes.others() == []
    finally:
        command.kill()
        command.communicate(timeout=120)
    assert command.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 130), told
    assert kept(tmp_path) == ["01_alpha/01_quick"]
    if number != signal.SIGKILL:
        counts = json.loads((tmp_path / "runs" / "summary.json").read_text())["counts"]
        assert counts == {"passed": 1, "unchanged": 0, "failed": 0, "stopped": 2}
        assert not list((tmp_path / "runs" / ".state").glob("stop-*"))
    assert all(process.poll() is None for process in processes.workers.values())


def test_a_scheduler_that_goes_away_fails_what_is_left(
    make_content: MakeContent, tmp_path: Path, start_cluster: Callable[..., Processes]
) -> None:
    content = make_content({"01_alpha/01_waits": WAITS})
    processes = start_cluster("one")
    command = start_command(tmp_path, content, "--scheduler", processes.address)
    try:
        wait_for(lambda: (tmp_path / "waits").exists() or command.poll() is not None, "the lesson")
        processes.scheduler.kill()
        told, _ = command.communicate(timeout=240)
    finally:
        command.kill()
        command.communicate(timeout=120)
    assert command.returncode == 1, told
    assert "ClusterError: The lesson could not be run: The scheduler at tcp://" in told
    wait_for(lambda: not processes.others(), "the end of what the worker ran")


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.fixture
def one_job(make_content: MakeContent, tmp_path: Path) -> Plan:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    return make_plan(out=tmp_path / "runs")


@pytest.mark.parametrize("address", ["", "here", "localhost:8786", "http://a:1", "tcp://:1", "tcp://a", "tcp://a:x"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(WorkbenchError, match=r"no address of a Dask scheduler.*such as tcp://"):
        check_address(address)


def test_the_command_says_that_nobody_listens(one_job: Plan, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    command = [sys.executable, "-m", "workbench", "run", "-o", str(tmp_path / "runs"), "--scheduler", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    told = " ".join(done.stderr.split())
    assert f"No Dask scheduler answers at {address}" in told
    assert "Traceback" not in told


def test_something_that_is_no_scheduler_is_refused(one_job: Plan) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(WorkbenchError, match="No Dask scheduler answers"), connected(one_job, address, tell=silent):
            pass


def test_a_missing_extra_says_how_to_get_it(one_job: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(WorkbenchError, match=r"extra 'cluster'.*workbench install cluster"),
        connected(one_job, "tcp://127.0.0.1:1", tell=silent),
    ):
        pass


@pytest.mark.parametrize(
    ("part", "changed"),
    [("platform.python_version", "Python: 3"), ("version", "workbench: "), ("_digest", "workbench: ")],
)
def test_a_worker_that_differs_is_refused(
    one_job: Plan, two_workers: Processes, monkeypatch: pytest.MonkeyPatch, part: str, changed: str
) -> None:
    monkeypatch.setattr(f"{cluster.__name__}.{part}", lambda *_: "0.0")
    wait_for(lambda: joined(two_workers) == 2, "two workers")
    with (
        pytest.raises(WorkbenchError, match=f"The worker tcp://.* has another {changed}.*, here it is .*0.0"),
        connected(one_job, two_workers.address, tell=silent),
    ):
        pass


def test_other_lessons_are_another_content(make_content: MakeContent, tmp_path: Path) -> None:
    content = make_content({"01_alpha/01_one": "# %%\n1\n"})
    before = facts(str(content.root))
    assert facts("/on/another/machine") == before
    content.solution("01_alpha/01_one", "# another one\n")
    changed = {name for name, value in facts(str(content.root)).items() if value != before[name]}
    assert changed == {"lessons"}


def test_without_workers_it_waits_and_goes_on_when_one_comes(
    one_job: Plan, start_cluster: Callable[..., Processes]
) -> None:
    processes = start_cluster()
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        processes.start_worker("late")

    with connected(one_job, processes.address, tell=tell) as (plan, executor):
        run = go(plan, executor=executor)
    assert [result.status for result in run.results] == ["passed"]
    assert len(told) == 1
    assert "no workers; waiting up to 120 s" in told[0]


def test_without_workers_it_ends_at_last(one_job: Plan, start_cluster: Callable[..., Processes]) -> None:
    processes = start_cluster()
    told: list[str] = []
    with (
        pytest.raises(ClusterError, match=r"no workers for 1 s\. Start some with 'dask worker tcp://"),
        connected(one_job, processes.address, tell=told.append, patience=1),
    ):
        pass
    assert len(told) == 1


def test_a_cluster_runs_nothing_but_lessons(one_job: Plan, two_workers: Processes) -> None:
    with connected(one_job, two_workers.address, tell=ignored) as (plan, executor):
        with pytest.raises(TypeError, match="A cluster runs lessons"):
            executor.submit(print, "anything")
        (job,) = plan.jobs
    with pytest.raises(RuntimeError, match="closed"):
        executor.submit(run_job, job)
    assert isinstance(job, Job)
