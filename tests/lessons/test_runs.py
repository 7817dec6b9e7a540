"""Every lesson runs to its end as shipped, solved it gets full marks, and a second run finds equal outputs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from workbench.batch.display import PlainDisplay
from workbench.batch.model import Result
from workbench.batch.plan import make_plan
from workbench.batch.report import write_summary
from workbench.batch.runner import run_plan
from workbench.curriculum import load_curriculum
from workbench.items import lesson_items

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.id for lesson in load_curriculum()]
GIB = 2**30


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the executed notebooks lie. WORKBENCH_RUNS names a folder to keep them in."""
    kept = os.environ.get("WORKBENCH_RUNS")
    # Guarded: a lesson that reaches for the network fails.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_OFFLINE", "1")
        yield Path(kept) if kept else tmp_path_factory.mktemp("runs")


def run_all(out: Path, mode: str) -> dict[str, Result]:
    plan = make_plan([], parameters=[], mode=mode, out=out, workers=2, force=True, timeout=300)
    run = run_plan(plan, display=PlainDisplay(Console()))
    write_summary(run)
    return {result.lesson: result for result in run.results}


@pytest.fixture(scope="module")
def learner(out: Path) -> dict[str, Result]:
    return run_all(out, "learner")


@pytest.fixture(scope="module")
def solved(out: Path) -> dict[str, Result]:
    return run_all(out, "solved")


@pytest.mark.parametrize("lesson", LESSONS)
def test_as_shipped_it_runs_to_its_end_with_nothing_attempted(lesson: str, learner: dict[str, Result]) -> None:
    result = learner[lesson]
    assert result.status == "passed", result.failures
    assert {card.name for card in result.verdicts} == {item.name for item in lesson_items(lesson)}
    assert {card.outcome for card in result.verdicts} == {"not_attempted"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_solved_it_gets_full_marks(lesson: str, solved: dict[str, Result]) -> None:
    result = solved[lesson]
    assert result.status == "passed", result.failures
    assert {card.name for card in result.verdicts} == {item.name for item in lesson_items(lesson)}
    assert all(card.score == 1.0 for card in result.verdicts)


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_stays_within_two_gigabytes(lesson: str, solved: dict[str, Result]) -> None:
    assert solved[lesson].memory < 2 * GIB


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.usefixtures("solved")
def test_a_second_run_gives_equal_outputs(lesson: str, out: Path) -> None:
    """nbval runs each cell again and compares what it shows, pictures byte for byte."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--nbval", str(out / "solved" / f"{lesson}.ipynb")),
            *("-p", "tests.nbval_images", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg"),
            *("--nbval-cell-timeout", "300", "-p", "no:cacheprovider", "-q"),
        ],
        cwd=ROOT,
        env={**os.environ, **single, "WORKBENCH_RECORD": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
