"""What it takes to prove a hundred lessons: ``python tests/benchmarks/proof.py --lessons 101``.

The lessons as they are and copies of them under other names, with their answers and what is known of them, go through
everything that ``make test`` does for each lesson, by the same commands and from nothing. What the rest of
``make test`` takes does not depend on how many lessons there are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from costs import read, table, total
from hundred import make_hundred
from once import QUIET, TESTS, paces
from rich.console import Console

from workbench.grading.sandbox.command import THREADS

JOBS = 2
PARALLEL = ("-n", str(JOBS))
COPY = re.compile(r"(.*)_\d\d$")


@dataclass(frozen=True)
class Stage:
    """A command of the Makefile, cut down to what depends on the lessons."""

    name: str
    arguments: tuple[str, ...]
    single_thread: bool = True


STAGES = (
    Stage("sandbox, release", ("tests/grading/test_truth.py", "tests/grading/test_release.py", *PARALLEL)),
    Stage("proof, reviews", ("tests/lessons/test_proof.py", "tests/lessons/test_reviews.py", *PARALLEL)),
    Stage("runs, nbval", ("tests/lessons/test_runs.py",), single_thread=False),
    Stage(
        "explorers in the browser",
        ("tests/browser", *PARALLEL, "--dist", "loadfile", "-k", "test_the_script_computes or test_the_keyboard_moves"),
        single_thread=False,
    ),
)


def make_content(folder: Path, lessons: int) -> Path:
    """Lessons, solutions, explorers, answers and known findings, also of the copies."""
    root = make_hundred(folder, lessons)
    known = json.loads((TESTS / "known_findings.json").read_text(encoding="utf-8"))
    for path in sorted((root / "lessons").glob("*/[0-9][0-9]_*.py")):
        lesson = str(path.relative_to(root / "lessons").with_suffix(""))
        original = found[1] if (found := COPY.fullmatch(lesson)) else lesson
        if (TESTS / "answers" / original).is_dir():
            shutil.copytree(TESTS / "answers" / original, root / "tests" / "answers" / lesson)
        if lesson != original and original in known:  # no system is a copy's to teach
            known[lesson] = {check: each for check, each in known[original].items() if check != "systems_are_covered"}
    (root / "tests").mkdir(exist_ok=True)
    (root / "tests" / "known_findings.json").write_text(json.dumps(known), encoding="utf-8")
    return root


def run(stage: Stage, root: Path, scratch: Path) -> tuple[float, float]:
    """Seconds on the clock, and how busy the machine was: 1 when it was quiet."""
    environment = {
        **os.environ,
        "WORKBENCH_CONTENT": str(root),
        "WORKBENCH_COSTS": str(scratch / "costs.jsonl"),
        "XDG_CACHE_HOME": str(scratch / "cache"),
        **(THREADS if stage.single_thread else {}),
    }
    command = [sys.executable, "-m", "pytest", "-q", *stage.arguments]
    begun = time.perf_counter()
    with paces() as seen:
        done = subprocess.run(command, cwd=TESTS.parent, env=environment, check=False)
    if done.returncode != 0:
        print(f"{stage.name}: failed", file=sys.stderr)
    return time.perf_counter() - begun, statistics.mean(seen) / QUIET


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, default=101)
    options = parser.parse_args()
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        root = make_content(scratch / "content", options.lessons)
        for stage in STAGES:
            clock, busy = run(stage, root, scratch)
            console.print(
                f"{stage.name}: {clock:.0f} s on the clock, on a machine {busy:.1f} times as slow as a quiet one"
            )
        costs = read(scratch / "costs.jsonl")
    console.print(table(costs))
    quiet = sum(map(total, costs.values()))
    console.print(f"{len(costs)} lessons: {quiet:.0f} s of a quiet core, {quiet / 60 / JOBS:.0f} min on {JOBS} of them")


if __name__ == "__main__":
    main()
