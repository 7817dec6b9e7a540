"""Batch runs on small lessons, with real kernels: what is refused, what comes out, and any executor."""

from __future__ import annotations

import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from batch_helpers import DETACHES, DIES, FAILS, MEETS, SLEEPS, TELLS, MakeContent, Recorder, by_lesson, go, outputs

from workbench.batch import cache
from workbench.batch.cache import remembered
from workbench.batch.model import Paths
from workbench.batch.plan import THREAD_VARIABLES, make_plan
from workbench.batch.report import summary, summary_page, write_summary
from workbench.batch.runner import Run, run_plan
from workbench.errors import WorkbenchError

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
def first_run(content_at: MakeContent, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """Six lessons, two at a time, with parameters; three of them end badly."""
    base = tmp_path_factory.mktemp("batch")
    content = content_at(base / "content", {"01_alpha/01_tells": TELLS, "01_alpha/02_fails": FAILS})
    content.lesson("01_alpha/03_dies", DIES, solution="", title="<b>Dies</b>")
    content.lesson("01_alpha/04_sleeps", SLEEPS)
    content.lesson("01_alpha/05_detaches", DETACHES)
    content.exercise_lesson("01_alpha/06_exercise")
    before = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, content.root)
        plan = make_plan(parameters=["seed=3", "scale=full"], out=base / "runs", workers=2, timeout=8)
        run = go(plan)
    write_summary(run)
    assert Path.cwd() == before
    return run, base


def settle(patch: pytest.MonkeyPatch, content: Path) -> None:
    """The surroundings of the first run, the same also while somebody edits the workbench."""
    patch.setenv("WORKBENCH_CONTENT", str(content))
    patch.setattr(cache, "package_hash", lambda: "as it was")
    for name in THREAD_VARIABLES:
        patch.delenv(name, raising=False)


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


def test_a_second_run_repeats_only_what_did_not_pass(
    first_run: tuple[Run, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, base = first_run
    settle(monkeypatch, base / "content")
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
    content.exercise_lesson("01_alpha/02_bad")
    run = go(make_plan(["*good"], mode="solved", out=tmp_path / "runs"))
    (good,) = run.results
    assert [verdict.outcome for verdict in good.verdicts] == ["passed", "passed"]
    assert good.status == "passed"
    # The checker knows the right reference; the notebook is given a wrong body.
    plan = make_plan(["*bad"], mode="solved", out=tmp_path / "runs")
    wrong = replace(plan.jobs[0], notebook=plan.jobs[0].notebook.replace("return 2 * x", "return x * x"))
    (bad,) = go(replace(plan, jobs=(wrong,))).results
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
