"""Batch runs on small lessons, with real kernels: results, isolation from each other, and every way to end early."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import psutil
import pytest

from workbench.batch import cache
from workbench.batch.cache import fingerprint, is_current, remembered
from workbench.batch.model import Paths, Result
from workbench.batch.plan import THREAD_VARIABLES, Plan, make_plan
from workbench.batch.report import summary, summary_page, write_summary
from workbench.batch.runner import Run, Standing, run_plan
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from tests.conftest import Content

MakeContent = Callable[..., "Content"]

# What a kernel sees of the run that it is part of.
TELLS = """\
# %%
import json, os, pathlib, tempfile
print(seed, scale)

# %%
pathlib.Path("left.txt").write_text("here")
names = ["WORKBENCH_RECORD", "IPYTHONDIR", "TMPDIR", "OMP_NUM_THREADS", "WORKBENCH_CONTENT"]
print(json.dumps({"cwd": os.getcwd(), "temp": tempfile.gettempdir(), **{n: os.environ.get(n) for n in names}}))
"""
FAILS = """\
# %%
print("before")

# %%
def divide(a, b):
    return a / b

divide(1, 0)

# %%
print("never")
"""
# Two of these finish only if they run at the same time: each waits for the other's file.
MEETS = """\
# %%
import os, pathlib, time
mine, other = pathlib.Path(os.environ["MEETING"], "{mine}"), pathlib.Path(os.environ["MEETING"], "{other}")
mine.touch()
until = time.monotonic() + 60
while not other.exists():
    assert time.monotonic() < until, "the other lesson never ran beside this one"
    time.sleep(0.05)
"""
DETACHES = """\
# %%
import subprocess, sys, time
code = (
    "block = bytearray(200_000_000); block[::4096] = bytes(len(block[::4096])); print('full', flush=True);"
    "import time; time.sleep(600)"
)
child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE, text=True)
assert child.stdout.readline() == "full\\n"
time.sleep(1)
print(child.pid)
"""
WAITS = """\
# %%
import os, pathlib, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
pathlib.Path(os.environ["MEETING"], "waits").touch()
time.sleep(600)
"""
DIES = "# %%\nimport os\nos.write(2, b'out of luck')\nos._exit(9)\n"
SLEEPS = "# %%\nimport time\ntime.sleep(600)\n"


class Recorder:
    """A display that remembers."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self.standings: list[Standing] = []

    def finished(self, result: Result) -> None:
        self.results.append(result)

    def standing(self, standing: Standing) -> None:
        self.standings.append(standing)


def outputs(path: str | Path) -> str:
    """Everything that a notebook printed."""
    notebook = nbformat.read(path, as_version=4)
    return "".join(out.get("text", "") for cell in notebook.cells for out in cell.get("outputs", []))


def by_lesson(run: Run) -> dict[str, Result]:
    return {result.lesson.split("_")[-1]: result for result in run.results}


def go(plan: Plan, **options: Any) -> Run:
    return run_plan(plan, display=Recorder(), **options)


# -- before anything starts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patterns", "parameters", "told"),
    [
        (["01_alpha/02_tow"], [], "No lesson matches '01_alpha/02_tow'.*Did you mean '01_alpha/02_two'"),
        ([], ["sed=3"], "has no parameter 'sed'.*Did you mean 'seed'"),
        ([], ["seed=three"], "01_alpha/01_one: seed must be of type int .*seed=0.*got 'three'"),
        ([], ["seed=1.5"], "seed must be of type int"),
        ([], ["seed=True"], "seed must be of type int"),
        ([], ["scale=smal"], "scale is one of small, full, not 'smal'.*Did you mean 'small'"),
        ([], ["seed"], "write name=value"),
        ([], ["a b=1"], "is no parameter"),
        ([], ["seed=1", "seed=2"], "given twice"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_starts(
    make_content: MakeContent, tmp_path: Path, patterns: list[str], parameters: list[str], told: str
) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n", "01_alpha/02_two": "# %%\n1\n"})
    with pytest.raises(WorkbenchError, match=told):
        make_plan(patterns, parameters=parameters, out=tmp_path / "runs")
    assert not list(tmp_path.rglob("*.ipynb"))


def test_a_parameter_that_one_lesson_lacks_is_refused(make_content: MakeContent, tmp_path: Path) -> None:
    content = make_content({"01_alpha/01_one": "# %%\n1\n"})
    content.lesson("01_alpha/02_two", '# %% tags=["parameters"]\nseed = 0\nepochs = 2\n')
    with pytest.raises(WorkbenchError, match="01_one has no parameter 'epochs'"):
        make_plan(parameters=["epochs=3"], out=tmp_path / "runs")


@pytest.mark.parametrize(
    ("default", "text", "value"),
    [
        ("0", "3", 3),
        ("0.5", "2", 2.0),
        ("0.5", "1e-3", 1e-3),
        ("False", "true", True),
        ('"a"', "3", "3"),
        ("[1, 2]", "[3]", [3]),
        ("None", "7", 7),
        ("None", "seven", "seven"),
        ("-1", "-2", -2),
    ],
)
def test_a_value_takes_the_type_of_the_default(
    make_content: MakeContent, tmp_path: Path, default: str, text: str, value: Any
) -> None:
    make_content().lesson("01_alpha/01_one", f'# %% tags=["parameters"]\nthing = {default}\n')
    (job,) = make_plan(parameters=[f"thing={text}"], out=tmp_path / "runs").jobs
    assert job.parameters == {"thing": value}
    assert type(job.parameters["thing"]) is type(value)


def test_a_lesson_without_its_solution_is_refused(make_content: MakeContent, tmp_path: Path) -> None:
    content = make_content()
    content.exercise_lesson()
    content.solution("01_alpha/01_one", "")
    with pytest.raises(WorkbenchError, match=r"01_alpha/01_one: .*no @reference for the exercise 'double'"):
        make_plan(mode="solved", out=tmp_path / "runs")


def test_a_folder_that_cannot_be_written_is_refused(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    (tmp_path / "file").touch()
    with pytest.raises(WorkbenchError, match="Choose another folder with -o"):
        make_plan(out=tmp_path / "file" / "runs")


def test_threads_are_limited_only_beside_others(
    make_content: MakeContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in THREAD_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MKL_NUM_THREADS", "3")
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    (alone,) = make_plan(out=tmp_path).jobs
    (beside,) = make_plan(out=tmp_path, workers=2).jobs
    assert not set(THREAD_VARIABLES) & set(alone.environment)
    assert [beside.environment[name] for name in THREAD_VARIABLES] == ["1", "3", "1"]


# -- one run of several lessons ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first_run(content_at: MakeContent, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Path]]:
    """Six lessons, two at a time, with parameters; three of them end badly."""
    base = tmp_path_factory.mktemp("batch")
    content = content_at(base / "content", {"01_alpha/01_tells": TELLS, "01_alpha/02_fails": FAILS})
    content.lesson("01_alpha/03_dies", DIES, solution="", title="<b>Dies</b>")
    content.lesson("01_alpha/04_sleeps", SLEEPS)
    content.lesson("01_alpha/05_detaches", DETACHES)
    content.exercise_lesson("01_alpha/06_exercise")
    before = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CONTENT", str(content.root))
        for name in THREAD_VARIABLES:
            patch.delenv(name, raising=False)
        plan = make_plan(parameters=["seed=3", "scale=full"], out=base / "runs", workers=2, timeout=8)
        run = go(plan)
        write_summary(run)
        assert Path.cwd() == before
        yield run, base


def test_one_failure_does_not_stop_the_others(first_run: tuple[Run, Path]) -> None:
    found = {name: result.status for name, result in by_lesson(first_run[0]).items()}
    assert found == {
        "tells": "passed",
        "fails": "failed",
        "dies": "failed",
        "sleeps": "failed",
        "detaches": "passed",
        "exercise": "passed",
    }


def test_parameters_arrive(first_run: tuple[Run, Path]) -> None:
    result = by_lesson(first_run[0])["tells"]
    assert outputs(result.target).startswith("3 full\n")
    notebook = nbformat.read(result.target, as_version=4)
    nbformat.validate(notebook)
    (injected,) = [cell for cell in notebook.cells if "injected-parameters" in cell.metadata.tags]
    assert injected.id == "injected-parameters"


def test_a_kernel_has_a_place_of_its_own_and_leaves_nothing(first_run: tuple[Run, Path]) -> None:
    told = json.loads(outputs(by_lesson(first_run[0])["tells"].target).splitlines()[1])
    assert told["WORKBENCH_RECORD"] == "0"
    assert told["OMP_NUM_THREADS"] == "1"
    assert told["WORKBENCH_CONTENT"] == str(first_run[1] / "content")
    private = Path(told["cwd"]).parent
    assert Path(told["IPYTHONDIR"]).parent == Path(told["TMPDIR"]).parent == private
    assert told["temp"] == told["TMPDIR"]
    assert not private.exists()
    assert not list(Path.cwd().glob("left.txt"))


def test_a_failure_names_its_cell_with_source_and_traceback(first_run: tuple[Run, Path]) -> None:
    result = by_lesson(first_run[0])["fails"]
    (failure,) = result.failures
    assert failure.name == "ZeroDivisionError"
    assert failure.message == "division by zero"
    assert failure.source.endswith("divide(1, 0)")
    assert "return a / b" in failure.traceback
    assert "\x1b" not in failure.traceback
    notebook = nbformat.read(result.target, as_version=4)
    assert notebook.cells[failure.cell - 1].source == failure.source
    assert outputs(result.target) == "before\n"


def test_a_dead_kernel_and_a_timeout_name_their_cell(first_run: tuple[Run, Path]) -> None:
    results = by_lesson(first_run[0])
    (dead,), (late,) = results["dies"].failures, results["sleeps"].failures
    assert (dead.name, "os._exit(9)" in dead.source) == ("DeadKernel", True)
    assert (late.name, "time.sleep(600)" in late.source) == ("Timeout", True)
    assert "longer than 8 s" in late.message
    assert "out of luck" in dead.traceback


def test_memory_counts_children_and_detached_ones_do_not_survive(first_run: tuple[Run, Path]) -> None:
    results = by_lesson(first_run[0])
    assert results["detaches"].memory > results["tells"].memory + 150_000_000
    assert not psutil.pid_exists(int(outputs(results["detaches"].target)))


def test_verdicts_are_read_from_the_cards(first_run: tuple[Run, Path]) -> None:
    verdicts = by_lesson(first_run[0])["exercise"].verdicts
    assert [(v.name, v.kind, v.outcome) for v in verdicts] == [
        ("double", "exercise", "not_attempted"),
        ("half", "quiz", "not_attempted"),
    ]
    assert outputs(by_lesson(first_run[0])["exercise"].target).endswith("42\n")


def test_results_come_back_from_the_state(first_run: tuple[Run, Path]) -> None:
    run, base = first_run
    paths = Paths(out=base / "runs")
    for result in run.results:
        assert remembered(paths.state("learner", result.lesson)) == result


def test_summary_json(first_run: tuple[Run, Path]) -> None:
    run, base = first_run
    told = json.loads((base / "runs" / "summary.json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(summary(run)))
    assert told["counts"] == {"passed": 3, "unchanged": 0, "failed": 3, "stopped": 0}
    assert told["parameters"] == {"seed": "3", "scale": "full"}
    for entry in told["lessons"]:
        assert (base / "runs" / entry["notebook"]).is_file()


class Page(HTMLParser):
    """Checks that elements are closed in order, and collects what a test asks about."""

    void = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


def test_summary_page_is_whole_accessible_and_stands_alone(first_run: tuple[Run, Path]) -> None:
    run, base = first_run
    text = (base / "runs" / "summary.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("title")) == len(page.all("h1")) == len(page.all("caption")) == len(page.all("main")) == 1
    assert {cell["scope"] for cell in page.all("th")} == {"col", "row"}
    assert not page.all("script")
    assert not page.all("img")
    assert "http" not in text
    links = {link["href"] for link in page.all("a")}
    anchors = {f"#{attributes['id']}" for _, attributes in page.seen if attributes.get("id")}
    for href in links:
        assert href in anchors if href.startswith("#") else (base / "runs" / href).is_file()
    assert {f"learner/{result.lesson}.ipynb" for result in run.results} <= links


def test_summary_page_tells_failures_and_escapes(first_run: tuple[Run, Path]) -> None:
    text = summary_page(first_run[0])
    assert "<h1>Batch run: 3 of 6 lessons failed</h1>" in text
    assert "divide(1, 0)" in text
    assert "return a / b" in text
    assert "&lt;b&gt;Dies&lt;/b&gt;" in text
    assert "<b>Dies</b>" not in text


def test_a_second_run_repeats_only_what_did_not_pass(first_run: tuple[Run, Path]) -> None:
    _, base = first_run
    same = {"parameters": ["seed=3", "scale=full"], "out": base / "runs"}
    plan = make_plan(**same)
    assert [job.lesson[-5:] for job in plan.jobs] == ["fails", "_dies", "leeps"]
    assert [result.status for result in plan.unchanged] == ["unchanged"] * 3
    assert len(make_plan(**same, force=True).jobs) == 6
    assert len(make_plan(out=base / "runs").jobs) == 6
    assert plan.seconds.keys() == {job.lesson for job in plan.jobs}


# -- modes and executors -----------------------------------------------------------------------------------------------


def test_solved_lessons_pass_their_exercises_and_a_wrong_reference_fails(
    make_content: MakeContent, tmp_path: Path
) -> None:
    content = make_content()
    content.exercise_lesson("01_alpha/01_good")
    lesson = content.exercise_lesson("01_alpha/02_bad")
    # Its own check says so: the inserted reference is not what the checker was given.
    lesson.write_text(lesson.read_text().replace("    ...", "    ...").replace("def double", "def  double"))
    run = go(make_plan(["*good"], mode="solved", out=tmp_path / "runs"))
    (good,) = run.results
    assert [verdict.outcome for verdict in good.verdicts] == ["passed", "passed"]
    assert good.status == "passed"
    (job,) = make_plan(["*bad"], mode="solved", out=tmp_path / "runs").jobs
    wrong = replace(job, notebook=job.notebook.replace("return 2 * x", "return x * x"))
    (bad,) = go(replace(make_plan(["*bad"], mode="solved", out=tmp_path / "runs"), jobs=(wrong,))).results
    assert bad.status == "failed"
    assert [failure.name for failure in bad.failures] == ["NotPassed"]
    assert "'double' came out as failed" in bad.failures[0].message
    assert "You squared it" in bad.failures[0].traceback


def test_threads_really_run_side_by_side(
    make_content: MakeContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETING", str(tmp_path))
    make_content(
        {
            "01_alpha/01_one": MEETS.format(mine="one", other="two"),
            "01_alpha/02_two": MEETS.format(mine="two", other="one"),
        }
    )
    display = Recorder()
    run = run_plan(make_plan(out=tmp_path / "runs", workers=2), display=display)
    assert [result.status for result in run.results] == ["passed", "passed"]
    assert any(len(standing.running) == 2 for standing in display.standings)
    assert display.standings[-1].done == display.standings[-1].total == 2


def test_any_executor_will_do(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\nprint('from another process')\n"})
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        run = go(make_plan(out=tmp_path / "runs"), executor=pool)
        assert pool.submit(int, "7").result() == 7  # it was not ours to close
    assert [result.status for result in run.results] == ["passed"]
    assert outputs(run.results[0].target) == "from another process\n"


class BrokenExecutor(ProcessPoolExecutor):
    """One whose workers cannot do anything."""

    def submit(self, _function: Any, /, *_: Any, **__: Any) -> Any:
        return super().submit(os._exit, 3)


def test_a_job_that_cannot_run_at_all_is_a_failed_lesson(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    with BrokenExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        run = go(make_plan(out=tmp_path / "runs"), executor=pool)
    (result,) = run.results
    assert result.status == "failed"
    assert "could not be run" in result.failures[0].message


def test_an_unknown_kernel_is_a_failure_that_says_what_to_do(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    plan = make_plan(out=tmp_path / "runs")
    run = go(replace(plan, jobs=(replace(plan.jobs[0], kernel="no-such"),)))
    (failure,) = run.results[0].failures
    assert failure.name == "NoSuchKernel"
    assert "workbench doctor" in failure.message


# -- what makes a lesson run again -------------------------------------------------------------------------------------


CHANGES: dict[str, Callable[[Content], object]] = {
    "lesson": lambda content: content.lesson("01_alpha/01_one", "# %%\n2\n", datasets=["table"]),
    "front matter": lambda content: content.lesson("01_alpha/01_one", "# %%\n1\n", datasets=["table"], minutes=6),
    "solution": lambda content: content.solution("01_alpha/01_one", "# changed\n"),
    "data": lambda content: (content.root / "datasets" / "table" / "rows.csv").write_text("a\n2\n"),
    "more data": lambda content: (content.root / "datasets" / "table" / "more.csv").write_text("b\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_lesson_depends_on_changes_its_fingerprint(make_content: MakeContent, change: str) -> None:
    content = make_content()
    content.lesson("01_alpha/01_one", "# %%\n1\n", solution="", datasets=["table"])
    content.dataset("table", rows_csv="a\n1\n")

    def now() -> str:
        return fingerprint(load_curriculum()["01_alpha/01_one"], parameters={"seed": "1"}, mode="learner")

    before = now()
    assert now() == before
    CHANGES[change](content)
    assert now() != before


def test_parameters_mode_lock_and_versions_change_the_fingerprint(
    make_content: MakeContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    info = load_curriculum()["01_alpha/01_one"]
    prints = {
        fingerprint(info, parameters={}, mode="learner"),
        fingerprint(info, parameters={"seed": "1"}, mode="learner"),
        fingerprint(info, parameters={}, mode="solved"),
        fingerprint(info, parameters={}, mode="learner", lock="feast==1"),
    }
    monkeypatch.setattr(cache, "_versions", lambda _: {"numpy": "99"})
    prints.add(fingerprint(info, parameters={}, mode="learner"))
    monkeypatch.setattr(cache, "package_hash", lambda: "another workbench")
    prints.add(fingerprint(info, parameters={}, mode="learner"))
    assert len(prints) == 6


def test_versions_cover_the_base_and_the_extras_of_the_lesson() -> None:
    base, more = cache._versions(()), cache._versions(("test",))
    assert {"numpy", "ipykernel", "torch"} <= base.keys()
    assert "hypothesis" not in base
    assert more["hypothesis"]


def test_the_package_hash_sees_source_and_ignores_shipped_content(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = cache.package_hash(tmp_path)
    (tmp_path / "_content").mkdir()
    (tmp_path / "_content" / "lesson.py").write_text("1")
    assert cache.package_hash(tmp_path) == before
    (tmp_path / "b.js").write_text("1")
    assert cache.package_hash(tmp_path) != before


def test_only_a_good_run_whose_notebook_is_still_there_is_current(tmp_path: Path) -> None:
    import hashlib

    target = tmp_path / "a.ipynb"
    target.write_text("{}")
    digest = hashlib.sha256(b"{}").hexdigest()
    good = Result(
        lesson="a",
        title="a",
        mode="learner",
        status="passed",
        target=str(target),
        kernel="workbench",
        fingerprint="f",
        notebook_sha256=digest,
    )
    assert is_current(good, "f")
    assert not is_current(None, "f")
    assert not is_current(good, "g")
    assert not is_current(replace(good, status="failed"), "f")
    target.write_text("{ }")
    assert not is_current(good, "f")
    target.unlink()
    assert not is_current(good, "f")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"lesson": 1}'])
def test_a_damaged_state_is_no_state(tmp_path: Path, text: str) -> None:
    state = tmp_path / "state.json"
    state.write_text(text)
    assert remembered(state) is None


# -- ending early ------------------------------------------------------------------------------------------------------


def start_command(tmp_path: Path, content: Content, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "WORKBENCH_CONTENT": str(content.root), "MEETING": str(tmp_path)}
    command = [sys.executable, "-m", "workbench", "run", "-o", str(tmp_path / "runs"), *more]
    return subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def processes_of(tmp_path: Path) -> list[psutil.Process]:
    """All processes that carry this test's folder in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get("MEETING") == str(tmp_path):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return found


def wait_for(happens: Callable[[], object], what: str) -> None:
    until = time.monotonic() + 120
    while not happens():
        assert time.monotonic() < until, f"{what} never happened"
        time.sleep(0.1)


@pytest.fixture
def three_lessons(make_content: MakeContent) -> Content:
    return make_content({"01_alpha/01_quick": "# %%\n1\n", "01_alpha/02_waits": WAITS, "01_alpha/03_last": "# %%\n1\n"})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_all_kernels_and_the_next_run_goes_on(
    three_lessons: Content, tmp_path: Path, number: signal.Signals
) -> None:
    command = start_command(tmp_path, three_lessons)
    try:
        wait_for((tmp_path / "waits").exists, "the second lesson")
        command.send_signal(number)
        told, _ = command.communicate(timeout=120)
    finally:
        command.kill()
        left = processes_of(tmp_path)
        for process in left:
            process.kill()
    assert command.returncode == 130, told
    assert left == []
    told_counts = json.loads((tmp_path / "runs" / "summary.json").read_text())["counts"]
    assert told_counts == {"passed": 1, "unchanged": 0, "failed": 0, "stopped": 2}
    assert [path.name for path in (tmp_path / "runs" / ".state").glob("stop-*")] == []
    plan = make_plan(out=tmp_path / "runs")
    assert [result.lesson for result in plan.unchanged] == ["01_alpha/01_quick"]
    assert [job.lesson for job in plan.jobs] == ["01_alpha/02_waits", "01_alpha/03_last"]


def test_a_killed_run_loses_only_the_lesson_in_flight(three_lessons: Content, tmp_path: Path) -> None:
    command = start_command(tmp_path, three_lessons)
    try:
        wait_for((tmp_path / "waits").exists, "the second lesson")
        kernels = [p for p in processes_of(tmp_path) if "ipykernel_launcher" in " ".join(p.cmdline())]
        command.kill()
        command.wait(timeout=120)
        assert len(kernels) == 1
        wait_for(lambda: not any(kernel.is_running() for kernel in kernels), "the end of the orphaned kernel")
    finally:
        command.kill()
        for process in processes_of(tmp_path):
            process.kill()
        command.communicate(timeout=120)  # its pipe is closed only now: the lesson's own child had it too
    plan = make_plan(out=tmp_path / "runs")
    assert [result.lesson for result in plan.unchanged] == ["01_alpha/01_quick"]
    assert not list((tmp_path / "runs").rglob("*.part"))


# -- the command -------------------------------------------------------------------------------------------------------


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_command_tells_by_its_exit_code(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n", "01_alpha/02_fails": FAILS})
    bad = command("run", "-j", "2", cwd=tmp_path)
    assert bad.returncode == 1, bad.stderr
    assert "✓ 01_alpha/01_one  passed" in bad.stdout
    assert "✗ 01_alpha/02_fails  failed" in bad.stdout
    assert "ZeroDivisionError: division by zero" in bad.stdout
    assert bad.stderr == ""
    good = command("run", "*one", cwd=tmp_path)
    assert (good.returncode, good.stderr) == (0, "")
    assert "= 01_alpha/01_one  unchanged" in good.stdout
    assert (tmp_path / "runs" / "summary.html").is_file()


@pytest.mark.parametrize("arguments", [["nowhere"], ["-p", "sed=1"], ["--as", "teacher"], ["-j", "0"]])
def test_wrong_arguments_exit_with_two(make_content: MakeContent, tmp_path: Path, arguments: list[str]) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    done = command("run", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_check_prints_verdicts_and_changes_nothing(make_content: MakeContent, tmp_path: Path) -> None:
    from workbench.notebooks import read_lesson

    make_content().exercise_lesson("01_alpha/01_one")
    notebook = read_lesson("01_alpha/01_one")
    for cell in notebook.cells:
        if cell.id == "exercise-double":
            cell.source = cell.source.replace("    ...", "    return x**2")
    own = tmp_path / "own.ipynb"
    nbformat.write(notebook, own)
    before = own.read_bytes()
    done = command("check", str(own), cwd=tmp_path)
    assert done.returncode == 1
    assert "✗ double: not yet" in done.stdout
    assert "You squared it" in done.stdout
    assert "○ half: not attempted" in done.stdout
    assert "0 of 2 correct" in done.stdout
    assert own.read_bytes() == before
    assert not list(tmp_path.rglob("progress.sqlite3"))


def test_check_of_a_right_notebook_and_of_none(make_content: MakeContent, tmp_path: Path) -> None:
    from workbench.notebooks import insert_solutions, read_lesson

    make_content().exercise_lesson("01_alpha/01_one")
    nbformat.write(insert_solutions(read_lesson("01_alpha/01_one"), "01_alpha/01_one"), tmp_path / "own.ipynb")
    done = command("check", "own.ipynb", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 correct" in done.stdout
    assert command("check", "other.ipynb", cwd=tmp_path).returncode == 2
    assert command("check", "01_alpha/01_one", cwd=tmp_path).returncode == 2


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_a_terminal_gets_a_bar_with_names_and_time_left(make_content: MakeContent, tmp_path: Path) -> None:
    import io

    from rich.console import Console

    from workbench.batch.display import show_progress

    make_content({"01_alpha/01_one": "# %%\nimport time\ntime.sleep(1)\n", "01_alpha/02_two": "# %%\n1\n"})
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    plan = replace(make_plan(out=tmp_path / "runs"), seconds={"01_alpha/01_one": 90.0})
    with show_progress(console, len(plan.jobs)) as display:
        run_plan(plan, display=display)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "0/2" in shown
    assert "2/2" in shown
    assert "01_alpha/01_one" in shown
    assert "left" in shown
    assert "✓ 01_alpha/01_one  passed" in shown


def test_spans_and_sizes() -> None:
    from workbench.batch.display import size, span

    assert [span(s) for s in (0.04, 59.94, 61, 3725)] == ["0.0 s", "59.9 s", "1 min 01 s", "1 h 02 min"]
    assert [size(b) for b in (0, 412_000_000, 1_340_000_000)] == ["–", "412 MB", "1.3 GB"]
