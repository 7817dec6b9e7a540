"""Every lesson runs to its end as shipped, solved it gets full marks, a second run finds equal outputs, and what it
claims holds with three seeds.

As shipped it runs with its own seed, 0, and solved with seed 1, so that two of the three seeds are looked at anyway; a
lesson that makes claims and draws runs once more with seed 2. The runs as shipped lie where the tests of the book have
its runs, which would be the same.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from once import TESTS, chosen, once, paces, waiting
from rich.console import Console

from workbench.batch.display import PlainDisplay
from workbench.batch.model import Mode, Result
from workbench.batch.plan import make_plan
from workbench.batch.report import write_summary
from workbench.batch.runner import run_plan
from workbench.curriculum import load_curriculum
from workbench.items import lesson_items
from workbench.proof.claims import broken_claims, draws, makes_claims
from workbench.proof.kept import Stage

ROOT = TESTS.parent
LESSONS = chosen()
BOOK = ROOT / "build" / "book-tests" / "workspace" / ".workbench" / "book"
GIB = 2**30
WORKERS = 2
NBVAL = (TESTS / "nbval_images.py", TESTS / "nbval_sanitize.cfg")
RUNS = Stage(
    name="runs",
    engine=("workbench.lesson", "workbench.batch.runner", "workbench.batch.execute", "workbench.kernel.__main__"),
    files=(Path(__file__), *NBVAL),
)


@dataclass
class Ran:
    """What came out of all runs. repeated: lesson → what nbval complained of; overhead: its own CPU seconds each;
    paces: of the machine meanwhile."""

    shipped: dict[str, Result] = field(default_factory=dict)
    solved: dict[str, Result] = field(default_factory=dict)
    more: dict[str, Result] = field(default_factory=dict)
    repeated: dict[str, str] = field(default_factory=dict)
    overhead: float = 0.0
    paces: list[float] = field(default_factory=list)

    def cpu(self, lesson: str) -> float:
        """nbval's kernel does what the solved run did."""
        results = (self.shipped[lesson], self.solved[lesson], self.solved[lesson], self.more.get(lesson))
        return sum(result.cpu for result in results if result is not None) + self.overhead


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """All runs of the lessons that need any. WORKBENCH_RUNS names a folder to keep the executed notebooks in."""
    kept = os.environ.get("WORKBENCH_RUNS")
    out = Path(kept) if kept else tmp_path_factory.mktemp("runs")
    needed = waiting(RUNS, LESSONS)
    # Guarded: a lesson that reaches for the network fails.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_OFFLINE", "1")
        found = Ran()
        if needed:
            with paces() as found.paces:
                found.shipped = run_all(needed, out / "shipped" if kept else BOOK, "learner")
                found.solved = run_all(needed, out, "solved", seed=1)
                lessons = [load_curriculum()[lesson] for lesson in needed]
                claiming = [lesson.id for lesson in lessons if makes_claims(lesson) and draws(lesson)]
                found.more = run_all(claiming, out / "seed_2", "learner", seed=2) if claiming else {}
                repeat([lesson for lesson in needed if found.solved[lesson].status == "passed"], out, found)
        yield found


def run_all(lessons: list[str], out: Path, mode: Mode, *, seed: int | None = None) -> dict[str, Result]:
    given = [] if seed is None else [f"seed={seed}"]
    plan = make_plan(lessons, parameters=given, mode=mode, out=out, workers=WORKERS, force=True, timeout=300)
    run = run_plan(plan, display=PlainDisplay(Console()))
    write_summary(run)
    return {result.lesson: result for result in run.results}


def repeat(lessons: list[str], out: Path, found: Ran) -> None:
    """nbval runs each cell again and compares what it shows, pictures byte for byte: several notebooks in one process,
    which takes seconds to begin."""
    before = _children()
    parts = [part for k in range(WORKERS) if (part := lessons[k::WORKERS])]
    with ThreadPoolExecutor(WORKERS) as pool:
        for complaints in pool.map(lambda numbered: nbval(numbered[1], out, numbered[0]), enumerate(parts)):
            found.repeated.update(complaints)
    found.overhead = (_children() - before) / max(len(lessons), 1)


def nbval(lessons: list[str], out: Path, number: int) -> dict[str, str]:
    report = out / f"nbval-{number}.xml"
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={out}"),
            *("--nbval", *(str(out / "solved" / f"{each}.ipynb") for each in lessons)),
            *("-p", "tests.nbval_images", "--nbval-sanitize-with", str(NBVAL[1]), f"--junitxml={report}"),
            *("--nbval-cell-timeout", "300", "-p", "no:cacheprovider", "-q", "--continue-on-collection-errors"),
        ],
        cwd=ROOT,
        env={**os.environ, **single, "WORKBENCH_RECORD": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if not report.is_file():
        return dict.fromkeys(lessons, done.stdout[-6000:] + done.stderr[-2000:])
    cells = list(ElementTree.parse(report).iter("testcase"))
    return {lesson: complaint(lesson, cells, out) for lesson in lessons}


def complaint(lesson: str, cells: list[ElementTree.Element], out: Path) -> str:
    """What nbval says of the cells of one notebook, with what its first run wrote to the error stream: of that nbval
    says only that it was there. That it saw no cell is a complaint too."""
    notebook = f"solved.{lesson.replace('/', '.')}.ipynb"
    own = [cell for cell in cells if cell.get("classname") == notebook]
    bad = [part.text or "" for cell in own for part in cell if part.tag in ("failure", "error")]
    if not own:
        return f"nbval saw no cell of {lesson}"
    return "\n".join([*bad, *error_stream(out / "solved" / f"{lesson}.ipynb")])[-6000:] if bad else ""


def error_stream(notebook: Path) -> list[str]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_runs(lesson: str, ran: Ran) -> None:
    with once(RUNS, lesson) as work:
        if not work.needed:
            return
        as_shipped(lesson, ran.shipped[lesson])
        full_marks(lesson, ran.solved[lesson])
        claims(lesson, ran)
        assert ran.repeated[lesson] == ""
        work.cpu, work.paces = ran.cpu(lesson), tuple(ran.paces)


def as_shipped(lesson: str, result: Result) -> None:
    """It runs to its end with nothing attempted."""
    assert result.status == "passed", result.failures
    assert {card.name for card in result.verdicts} == {item.name for item in lesson_items(lesson)}
    assert {card.outcome for card in result.verdicts} == {"not_attempted"}


def full_marks(lesson: str, result: Result) -> None:
    """Solved it gets full marks, within two gigabytes."""
    assert result.status == "passed", result.failures
    assert {card.name for card in result.verdicts} == {item.name for item in lesson_items(lesson)}
    assert all(card.score == 1.0 for card in result.verdicts)
    assert result.memory < 2 * GIB


def claims(lesson: str, ran: Ran) -> None:
    runs = ((ran.shipped[lesson], 0), (ran.solved[lesson], 1), (ran.more.get(lesson), 2))
    broken = [problem for result, seed in runs if result is not None for problem in broken_claims(result, seed)]
    assert broken == []
    assert bool(ran.solved[lesson].claims) == makes_claims(load_curriculum()[lesson])
