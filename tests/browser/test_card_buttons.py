"""Cards are answered in JupyterLab: buttons, quizzes by click, cells that come back, and a save after each check."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import test_home
from axe_playwright_python.sync_playwright import Axe
from notebook_pages import cell, rewrite
from pictures import picture
from playwright.sync_api import Locator, Page, expect
from test_home import FIRST, PATIENCE, Lab, configure, key
from test_sidebar import row, tab

lab = test_home.lab  # a workbench of this module's own

DOUBLE = "@lesson.exercise\ndef double(x):\n    return {}\n"


@pytest.fixture
def lesson(lab: Lab, page: Page) -> Iterator[Page]:
    """The first lesson, open and ready, with nothing done before."""
    for session in page.request.get(f"{lab.url}api/sessions", headers=key(lab)).json():
        page.request.delete(f"{lab.url}api/sessions/{session['id']}", headers=key(lab))
    for file in [*lab.workspace.glob(".workbench/progress*"), *lab.workspace.glob("*/*.ipynb")]:
        file.unlink()
    expect.set_options(timeout=PATIENCE)
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.url}lab?token={lab.token}&reset")
    open_first(page)
    run(page, "from workbench import Lesson")
    yield page
    expect.set_options(timeout=5_000)  # Playwright's own


def open_first(page: Page) -> None:
    page.locator(f'.wb-card[data-lesson="{FIRST}"]').get_by_role("button").first.click()
    expect(page.locator(".jp-Notebook-ExecutionIndicator:visible")).to_have_attribute("data-status", "idle")


def run(page: Page, text: str) -> Locator:
    cell(page, text).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell(page, text).locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]:"))
    return cell(page, text)


def saved(lab: Lab) -> dict[str, Any]:
    """The file; without cells while it is being written, which Jupyter does in place."""
    try:
        found: dict[str, Any] = json.loads((lab.workspace / f"{FIRST}.ipynb").read_text(encoding="utf-8"))
    except ValueError:
        return {"cells": []}
    return found


def sources(lab: Lab) -> list[str]:
    return ["".join(each["source"]) for each in saved(lab)["cells"]]


def is_saved(lab: Lab, wanted: Callable[[list[str]], bool]) -> None:
    """Wait until the file has such cells."""
    until = time.monotonic() + PATIENCE / 1000
    while not (cells := sources(lab)) or not wanted(cells):
        assert time.monotonic() < until, sources(lab)
        time.sleep(0.1)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, context=".wbf-card").response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_what_has_passed_is_there_after_a_reload(lab: Lab, lesson: Page) -> None:
    expect(rewrite(lesson, "def double", DOUBLE.format("x + x"))).to_contain_text("Correct: double")
    is_saved(lab, lambda cells: any("return x + x" in source for source in cells))
    lesson.reload()
    expect(cell(lesson, "def double")).to_contain_text("return x + x")
    expect(cell(lesson, "def double")).to_contain_text("Correct: double")


def test_a_long_docstring_is_read_without_scrolling_sideways(lesson: Page) -> None:
    lesson.set_viewport_size({"width": 700, "height": 900})
    place = rewrite(lesson, "def double", DOUBLE.format('"' + "a long sentence, " * 20 + 'the end"')).first
    expect(place).to_be_visible()
    beyond = "editor => editor.scrollWidth - editor.clientWidth"
    assert cell(lesson, "def double").locator(".cm-scroller").evaluate(beyond) <= 1


def test_buttons_answer_under_the_card(lab: Lab, lesson: Page) -> None:
    card = rewrite(lesson, "def double", DOUBLE.format("x * x"))
    expect(card).to_contain_text("You squared it")
    place = cell(lesson, "def double")
    expect(card.get_by_text("lesson.hint(")).to_be_hidden()
    card.get_by_role("button", name="Hint").click()
    expect(place).to_contain_text("Hint 1 of 3: double")
    expect(card.locator("[aria-busy=true]")).to_have_count(0)
    card.get_by_role("button", name="Hint").press("Enter")
    expect(place).to_contain_text("Hint 2 of 3: double")
    expect(place.locator(".cm-content")).to_contain_text("x * x")  # the key meant the button
    expect(card.locator("[aria-busy=true]")).to_have_count(0)
    card.get_by_role("button", name="Solution").first.click()
    expect(place).to_contain_text("A solution: double")
    picture(lesson, "buttons")
    assert violations(lesson) == []

    passed = rewrite(lesson, "def double", DOUBLE.format("x + x")).first
    expect(passed).to_contain_text("Correct: double")
    passed.get_by_role("button", name="Compare with the reference").click()
    expect(place).to_contain_text("Two versions: double")
    passed.get_by_role("button", name="Next exercise").click()
    expect(lesson.locator(".jp-Notebook:visible .jp-mod-selected", has_text="lesson.quiz")).to_be_visible()


def test_a_cell_is_reset_and_the_version_comes_back(lab: Lab, lesson: Page) -> None:
    place = cell(lesson, "def double")
    expect(rewrite(lesson, "def double", DOUBLE.format("x + x"))).to_contain_text("Correct: double")
    place.get_by_role("button", name="Reset this cell").click()
    expect(place.locator(".cm-content")).to_contain_text("Twice x.")
    expect(place.locator(".cm-content")).not_to_contain_text("x + x")
    run(lesson, "def double")
    expect(place).to_contain_text("Not attempted yet")
    place.get_by_role("button", name="Restore my version").click()
    expect(place.locator(".cm-content")).to_contain_text("x + x")


def test_a_quiz_is_clicked_and_lives_in_the_cell(lab: Lab, lesson: Page) -> None:
    run(lesson, "lesson.quiz")
    place = cell(lesson, "lesson.quiz")
    wrong = place.get_by_role("button", name="eight")
    expect(wrong).to_have_attribute("aria-pressed", "false")
    wrong.click()
    expect(place).to_contain_text("That is the double.")
    expect(place.get_by_role("button", name="eight")).to_have_attribute("aria-pressed", "true")
    expect(place.get_by_role("button", name="eight")).to_be_focused()
    right = place.get_by_role("button", name="two")
    right.press("Space")
    expect(place).to_contain_text("Correct: half")
    picture(lesson, "quiz")
    assert violations(lesson) == []
    is_saved(lab, lambda cells: any(answers_two(source) for source in cells))


def answers_two(source: str) -> bool:
    """Whether the letter of the cell is that of "two", wherever that stands in this learner's order."""
    letter = "a" if source.find('"two"') < source.find('"eight"') else "b"
    return "lesson.quiz" in source and f'answer="{letter}"' in source


def test_a_deleted_cell_comes_back_with_the_last_code(lab: Lab, lesson: Page) -> None:
    expect(rewrite(lesson, "def double", DOUBLE.format("x + x"))).to_contain_text("Correct: double")
    lesson.keyboard.press("Escape")
    lesson.keyboard.press("d")
    lesson.keyboard.press("d")
    expect(cell(lesson, "def double")).to_have_count(0)
    lesson.locator(".jp-Notebook:visible").press("Control+s")
    is_saved(lab, lambda cells: not any("def double" in source for source in cells))
    lesson.goto(f"{lab.url}lab/tree/{FIRST}.ipynb?token={lab.token}&reset")
    lesson.get_by_role("button", name="Restore cell").click()
    expect(cell(lesson, "def double").locator(".cm-content")).to_contain_text("return x + x")
    is_saved(lab, lambda cells: any("return x + x" in source for source in cells))
    at = [source.splitlines()[0] if source else "" for source in sources(lab)]
    assert at.index("@lesson.exercise") < at.index("print(double(21))")


def test_a_cell_that_lost_its_exercise_is_offered_again_where_one_goes_to_it(lab: Lab, lesson: Page) -> None:
    """From the sidebar; what the cell holds now stays."""
    expect(rewrite(lesson, "def double", DOUBLE.format("x + x"))).to_contain_text("Correct: double")
    cell(lesson, "def double").locator(".cm-content").click()
    lesson.keyboard.press("Control+a")
    lesson.keyboard.insert_text("kept = 12")
    tab(lesson).click()
    row(lesson, FIRST).press("ArrowRight")
    row(lesson, "double", lesson=FIRST).click()
    lesson.get_by_role("button", name="Restore cell").click()
    expect(cell(lesson, "def double").locator(".cm-content")).to_contain_text("return x + x")
    is_saved(lab, lambda cells: any("kept = 12" in each for each in cells) and any("x + x" in each for each in cells))


WIDER = """node => [node, ...node.querySelectorAll("*")]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => `${each.tagName} ${each.className}`)"""


def test_a_card_and_its_buttons_fit_a_narrow_window(lesson: Page) -> None:
    lesson.set_viewport_size({"width": 400, "height": 800})
    card = rewrite(lesson, "def double", DOUBLE.format("x * x"))
    expect(card).to_contain_text("You squared it")
    card.scroll_into_view_if_needed()
    picture(lesson, "narrow")
    assert card.evaluate(WIDER) == []
    title, count = (card.locator(f".wbf-{part}").bounding_box() for part in ("title", "count"))
    assert title is not None
    assert count is not None
    apart = title["x"] + title["width"] <= count["x"], title["y"] + title["height"] <= count["y"] + 1
    assert any(apart), "one lies over the other"
    card.get_by_role("button", name="Hint").click()
    expect(cell(lesson, "def double")).to_contain_text("What is it twice?")


FIGURES = """import matplotlib.pyplot as plt, numpy as np
plt.plot([1, 2], [3, 4]); plt.show()
axes = plt.figure().add_axes([0, 0, 1, 1])
axes.imshow(np.random.default_rng(0).random((48, 64, 3))); plt.show()
"""


def test_a_drawing_follows_the_dark_theme_and_a_photograph_does_not(lab: Lab, lesson: Page) -> None:
    themes = "@jupyterlab/apputils-extension:themes"
    configure(lesson, lab, themes, {"theme": "JupyterLab Dark", "adaptive-theme": False})
    try:
        lesson.reload()
        expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        cell(lesson, "print(double(21))").locator(".cm-content").click()
        lesson.keyboard.press("Control+a")
        lesson.keyboard.insert_text(FIGURES)
        lesson.keyboard.press("Control+Enter")
        images = cell(lesson, "import matplotlib").locator("img")
        expect(images.nth(0)).to_have_attribute("data-wb-figure", "drawing")
        expect(images.nth(1)).to_have_attribute("data-wb-figure", "picture")
        expect(images.nth(0)).to_have_css("filter", re.compile("invert"))
        expect(images.nth(1)).to_have_css("filter", "none")
        expect(rewrite(lesson, "def double", DOUBLE.format("x * x"))).to_contain_text("You squared it")
        picture(lesson, "dark")
        assert violations(lesson) == []
    finally:
        configure(lesson, lab, themes, {})
