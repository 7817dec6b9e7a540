"""The way in and on: the first screen, the search in the text, a lesson that is known already, and going on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from running import running_lab
from test_home import PATIENCE, Lab, card
from test_home import home as home

FIRST, SECOND = "01_alpha/01_one", "02_beta/01_two"
RIGHT = "two"
TEXT = "\n# %% [markdown]\n# ## Where to begin\n# Here *anybody* may begin.\n"


@pytest.fixture
def lab(tmp_path: Any, content_at: Callable[..., Any]) -> Iterator[Lab]:
    content = content_at(tmp_path / "content")
    path = content.exercise_lesson(FIRST, title="Numbers", minutes=20, objectives={"Double any number": ["double"]})
    path.write_text(path.read_text() + TEXT)
    content.exercise_lesson(SECOND, title="Trees", minutes=40, requires=[FIRST], track="Beta")
    workspace = tmp_path / "mine"
    with running_lab(tmp_path, workspace, WORKBENCH_CONTENT=str(content.root)) as running:
        yield Lab(url=running.url, token=running.token, workspace=workspace, content=content, said=running.said)


def write(page: Page, cell: str, end: str, text: str) -> None:
    """Put a text in place of what a cell of the open notebook ends with."""
    page.locator(".jp-Notebook:visible .jp-Cell", has_text=cell).locator(".cm-content").last.click()
    page.keyboard.press("Control+End")
    for _ in end:
        page.keyboard.press("Backspace")
    page.keyboard.insert_text(text)


def test_the_first_screen_says_how_to_work_and_has_the_page_to_itself(home: Page) -> None:
    steps = home.locator(".wb-steps")
    expect(steps.get_by_role("listitem")).to_have_count(4)
    expect(steps).to_contain_text("Shift+Enter")
    expect(home.locator(".jp-FileBrowser")).to_be_hidden()
    first = card(home, FIRST)
    expect(first).to_contain_text("Next")
    expect(card(home, SECOND)).to_contain_text("Later")
    first.get_by_text("Afterwards you can").click()
    expect(first.locator(".wb-objectives li").first).to_be_visible()
    for width in (400, 1920):
        home.set_viewport_size({"width": width, "height": 800})
        expect(first).to_be_visible()
        frame = home.locator(".wb-home")
        assert frame.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_search_finds_passages_of_the_text(home: Page) -> None:
    search = home.get_by_label("Search lessons")
    search.fill("anybody begin")
    passages = home.get_by_role("region", name="In the text of lessons")
    expect(passages.get_by_role("listitem")).to_have_text(["Numbers, Where to begin: Here anybody may begin."])
    expect(home.get_by_text("No lesson matches")).to_be_hidden()
    search.fill("anybody nowhere")
    expect(passages).to_be_hidden()
    expect(home.get_by_text("No lesson matches")).to_be_visible()


def test_a_lesson_that_is_known_is_tested_and_counts(home: Page, lab: Lab) -> None:
    first = card(home, FIRST)
    first.get_by_role("button", name="I know this already").click()
    notebook = home.locator(".jp-Notebook:visible")
    expect(notebook).to_contain_text("Do you know it already? Numbers", timeout=PATIENCE)
    (path,) = (lab.workspace / "review" / "known").glob("*.ipynb")
    assert "test=True" in path.read_text()
    write(home, "def double", "...", "return x + x")
    write(home, "review.quiz(", "...,\n)", f'"{RIGHT}",\n)')
    home.get_by_role("menuitem", name="Run", exact=True).click()
    home.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(notebook).to_contain_text("You know this lesson", timeout=PATIENCE)
    home.get_by_role("tab", name="Workbench").click()
    expect(first).to_contain_text("Known", timeout=PATIENCE)
    first.get_by_role("button", name="Let it count as not known").click()
    expect(first.get_by_role("button", name="I know this already")).to_be_visible(timeout=PATIENCE)


def test_continue_runs_what_is_above_and_lands_on_the_open_exercise(home: Page, lab: Lab) -> None:
    lab.record("double", lesson=FIRST)
    goes_on = home.get_by_role("button", name="Continue: Numbers")
    home.evaluate("window.dispatchEvent(new Event('focus'))")
    goes_on.click(timeout=PATIENCE)
    notebook = home.locator(".jp-Notebook:visible")
    expect(notebook.locator(".wbf-title", has_text="double")).to_be_visible(timeout=PATIENCE)
    expect(notebook.locator(".jp-Cell.jp-mod-active")).to_contain_text("lesson.quiz", timeout=PATIENCE)
    expect(notebook.locator(".jp-Cell.jp-mod-active")).to_be_in_viewport()
