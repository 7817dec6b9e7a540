"""The learner's whole way through a real lesson: open, run, fail in two ways, pass, see progress, come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from notebook_pages import cell, rewrite
from pictures import picture
from playwright.sync_api import Locator, Page, expect
from running import running_lab

from workbench.curriculum import load_curriculum

PATIENCE = 120_000  # ms; a kernel that imports torch on a busy machine
LESSON = "02_math/05_optimization"


@dataclass(frozen=True)
class Lab:
    """A running ``workbench lab`` on the real lessons."""

    address: str
    workspace: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("learner")
    with running_lab(folder, folder / "work") as running:
        yield Lab(address=running.address, workspace=folder / "work")


def run(page: Page, text: str) -> None:
    """Run the cell with this text and wait until it is done."""
    target = cell(page, text)
    target.scroll_into_view_if_needed()
    target.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(target.locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)


def answer(page: Page, code: str) -> Locator:
    """Write this into the first exercise's cell, run it; the card that appears."""
    return rewrite(page, "def gradient_step", f"@lesson.exercise\ndef gradient_step(w, grad, lr):\n    {code}\n")


def test_the_whole_way(lab: Lab, page: Page) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address + "&reset")
    card = page.locator(f'.wb-card[data-lesson="{LESSON}"]')
    expect(card).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".wb-card")).to_have_count(len(load_curriculum()))
    picture(page, "home")

    # Open the lesson and run its first cells: no dialog asks for a kernel.
    card.get_by_role("button").first.click()
    opened = page.locator(".jp-Notebook:visible")
    expect(opened).to_contain_text("A linear model learns the weight of a penguin", timeout=PATIENCE)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    idle = page.locator(".jp-Notebook-ExecutionIndicator:visible")
    expect(idle).to_have_attribute("data-status", "idle", timeout=PATIENCE)
    for text in ("scale =", "from workbench import Lesson", "penguins = load_dataset"):
        run(page, text)
    expect(cell(page, "penguins = load_dataset")).to_contain_text("342 penguins", timeout=PATIENCE)

    # Fail in two different ways, and read two different diagnoses.
    first = answer(page, "return w + lr * grad")
    expect(first).to_contain_text("which is uphill", timeout=PATIENCE)
    picture(page, "exercise")
    second = answer(page, "return w - grad")
    expect(second).to_contain_text("You left the learning rate out", timeout=PATIENCE)
    expect(second).not_to_contain_text("uphill")
    third = answer(page, "return w - lr * gradient_of_w")
    expect(third).to_contain_text("NameError in line 3", timeout=PATIENCE)

    # Pass.
    expect(answer(page, "return w - lr * grad")).to_contain_text("Correct: gradient_step", timeout=PATIENCE)

    # The explorer moves.
    run(page, 'lesson.explore("descent")')
    explorer = page.locator(".jp-Notebook:visible .wb-explorer[data-frame]")
    expect(explorer.locator("canvas")).to_be_visible(timeout=PATIENCE)
    explorer.scroll_into_view_if_needed()
    caption = explorer.locator(".wb-x-caption")
    before = caption.text_content()
    slider = explorer.locator('input[type="range"]').first
    slider.focus()
    slider.press("End")
    expect(caption).not_to_have_text(before or "", timeout=PATIENCE)
    picture(page, "lesson")

    # Save, see the progress change at home, and find everything again after a reload.
    page.keyboard.press("Escape")
    page.locator(".jp-Notebook:visible").press("Control+s")
    page.get_by_role("tab", name="Workbench").first.click()
    expect(card).to_contain_text("1 of 17", timeout=PATIENCE)
    page.goto(lab.address)
    reopened = page.locator(".jp-Notebook:visible")
    expect(reopened).to_contain_text("Correct: gradient_step", timeout=PATIENCE)
    expect(reopened).to_contain_text("return w - lr * grad")
    notebook = (lab.workspace / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    assert "return w - lr * grad" in notebook
    assert "Correct: gradient_step" in notebook
