"""A lesson's claims, run with several seeds: what it says about its results holds whatever the numbers drawn."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbench.batch.display import Silent
from workbench.batch.model import Result
from workbench.batch.plan import make_plan
from workbench.batch.runner import run_plan
from workbench.curriculum import LessonInfo

SEEDS = (0, 1, 2)
_TIMEOUT = 300


def makes_claims(lesson: LessonInfo) -> bool:
    """Whether the lesson calls ``lesson.claim``."""
    tree = ast.parse(lesson.path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Attribute) and function.attr == "claim" for function in calls)


def draws(lesson: LessonInfo) -> bool:
    """Whether the lesson uses its parameter ``seed``: if not, one run says what all of them would."""
    tree = ast.parse(lesson.path.read_text(encoding="utf-8"))
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "seed")
    return any(isinstance(name.ctx, ast.Load) for name in names)


def broken_claims(result: Result, seed: int) -> list[str]:
    """What did not hold in a run, or that there was none to look at."""
    if result.status != "passed":
        why = "; ".join(f"{failure.name}: {failure.message[:200]}" for failure in result.failures) or result.status
        return [f"with seed {seed} the lesson does not run to its end: {why}"]
    return [f"with seed {seed} this does not hold: {claim.sentence}" for claim in result.claims if not claim.holds]


def claims_hold(lesson: LessonInfo, seeds: Sequence[int] = SEEDS) -> list[str]:
    """Every claim holds with every seed. The lesson is run as shipped: the references stand in."""
    if not makes_claims(lesson):
        return []
    problems = []
    with tempfile.TemporaryDirectory(prefix="wb-claims-") as folder:
        for seed in seeds if draws(lesson) else seeds[:1]:
            plan = make_plan(
                [lesson.id], parameters=[f"seed={seed}"], mode="learner", out=Path(folder), workers=1, force=True,
                timeout=_TIMEOUT,
            )  # fmt: skip
            run = run_plan(plan, display=Silent())
            problems += [problem for result in run.results for problem in broken_claims(result, seed)]
    return problems
