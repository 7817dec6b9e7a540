"""A review in JupyterLab: the notebook opens, checks on fresh inputs, counts letters as shown, and leads to lessons."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from notebook_pages import cell, rewrite
from pictures import picture
from playwright.sync_api import Page, expect
from running import running_lab
from servers import environment_of

from workbench import progress
from workbench.checking.solution import load_solution
from workbench.progress import ProgressStore
from workbench.review.store import PlanStore

PATIENCE = 120_000  # ms; a kernel that imports torch on a busy machine
LESSON = "02_math/05_optimization"
ITEMS = {"gradient_step": "exercise", "direction": "quiz", "momentum_step": "exercise"}
LONG_AGO = datetime(2020, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Lab:
    """A running ``workbench lab``, and the review that was made in its workspace."""

    address: str
    review: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("review")
    workspace = folder / "work"
    learn(workspace)
    environment = environment_of(folder) | {"WORKBENCH_WORKSPACE": str(workspace)}
    command = [sys.executable, "-m", "workbench", "review", "--lesson", LESSON]
    said = subprocess.check_output(command, env=environment, text=True)
    review = re.search(r"Made (\S+\.ipynb)", said)
    assert review is not None, said
    with running_lab(folder, workspace) as running:
        yield Lab(address=running.address, review=Path(review[1]))


def learn(workspace: Path) -> None:
    """Pass the items, one after the other, long ago."""
    now = LONG_AGO.timestamp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_WORKSPACE", str(workspace))
        patch.delenv("WORKBENCH_DATABASE", raising=False)
        for number, (item, kind) in enumerate(ITEMS.items()):
            patch.setattr(progress.time, "time", lambda number=number: now + number)
            what: Any = kind
            ProgressStore().record(
                lesson=LESSON, item=item, kind=what, outcome="passed", score=1, seconds=None, diagnosis=None
            )


def step(body: str) -> str:
    return f"@review.exercise\ndef gradient_step(w, grad, lr):\n    {body}\n"


def plans(lab: Lab) -> dict[str, int]:
    """How often each item was rated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_WORKSPACE", str(lab.review.parents[1]))
        patch.delenv("WORKBENCH_DATABASE", raising=False)
        return {item: plan.ratings for (_, item), plan in PlanStore().plans().items()}


def test_a_review_from_the_first_cell_to_the_lesson(lab: Lab, page: Page) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address.replace("/lab?", f"/lab/tree/review/{lab.review.name}?reset&"))
    notebook = page.locator(".jp-Notebook:visible")
    expect(notebook).to_contain_text("3 items of 1 lesson, back before you forget", timeout=PATIENCE)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    # The indicator in the toolbar says idle for a moment before the kernel begins to start.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Workbench (Python) | Idle", timeout=PATIENCE)

    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)  # opening it is no edit

    # The first code cell is folded; as made, the whole notebook runs.
    folded = page.locator(".jp-Notebook:visible .jp-CodeCell").first
    expect(folded.locator(".jp-InputPlaceholder, .jp-Placeholder").first).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(cell(page, "def momentum_step").locator(".wbf-card")).to_contain_text("Not attempted yet", timeout=PATIENCE)
    assert plans(lab) == dict.fromkeys(ITEMS, 1)

    # Go wrong, read which mistake it is, get it right.
    wrong = rewrite(page, "def gradient_step", step("return w + lr * grad"))
    expect(wrong).to_contain_text("which is uphill", timeout=PATIENCE)
    expect(wrong).to_contain_text('review.hint("gradient_step")')
    picture(page, "review")
    right = rewrite(page, "def gradient_step", step("return w - lr * grad"))
    expect(right).to_contain_text("Correct: gradient_step", timeout=PATIENCE)

    # The letter is that of the order shown here.
    source = cell(page, '"direction"').locator(".cm-content").inner_text()
    asked = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    letter = "abcd"[ast.literal_eval(asked.args[2]).index(load_solution(LESSON).choice("direction").answer)]
    card = rewrite(page, '"direction"', source.replace("answer=...", f'answer="{letter}"'))
    expect(card).to_contain_text("Correct: direction", timeout=PATIENCE)
    assert plans(lab) == {"gradient_step": 2, "direction": 2, "momentum_step": 1}

    # The line above each item leads to its lesson.
    notebook.get_by_role("link", name="Optimisation").first.click()
    expect(page.locator(".jp-Notebook:visible")).to_contain_text(
        "A linear model learns the weight of a penguin", timeout=PATIENCE
    )


def test_what_is_due_is_a_click_away(lab: Lab, page: Page) -> None:
    """On the home page and at the side, with the number of what is due."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.address}&reset")
    home = page.locator(".wb-home").get_by_role("button", name=re.compile(r"^Review: [123] due$"))
    expect(home).to_be_visible(timeout=PATIENCE)
    page.locator(".jp-SideBar.jp-mod-left").get_by_role("tab", name="Roadmap").click()
    side = page.locator(".wbs-panel").get_by_role("button", name="Review:")
    expect(side).to_have_text(home.inner_text(), timeout=PATIENCE)
    picture(page, "sidebar")
    side.focus()
    page.keyboard.press("Enter")
    notebook = page.locator(".jp-Notebook:visible")
    expect(notebook).to_contain_text("back before you forget", timeout=PATIENCE)
    page.get_by_role("tab", name="Workbench", exact=True).click()
    home.click()
    expect(notebook).to_contain_text("back before you forget", timeout=PATIENCE)
