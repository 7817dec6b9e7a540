"""axe-core finds nothing serious in cards, explorers and dashboards, in JupyterLab's light and dark themes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import test_demo
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from workbench.authoring import Choice
from workbench.checking.types import Diagnosis, FailedCase, LearnerError, Outcome, Verdict
from workbench.dashboards import find_dashboards
from workbench.feedback import (
    Card,
    compare_card,
    exercise_card,
    hint_card,
    kept_card,
    message_card,
    quiz_card,
    solution_card,
)
from workbench.progress import KeptCode

THEMES = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
TRACKS = [dashboard.track for dashboard in find_dashboards()]
demo, kernel_place = test_demo.demo, test_demo.kernel_place
both_themes = pytest.mark.parametrize("theme", ["light", "dark"])


def violations(page: Page, part: str) -> list[str]:
    """What is serious or critical, with the elements."""
    found = Axe().run(page, context=part).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {node['html'][:200]}" for each in serious for node in each["nodes"]]


def cards() -> list[Card]:
    """Every kind of card in every state."""
    case = FailedCase(
        number=2, visible=True, inputs=(("x", "array([1., 2.])"),), got="3.0", expected="5.0", difference="Off by two."
    )
    error = LearnerError(type="NameError", message="name 'y' is not defined", line=3, source="return y")
    diagnosis = Diagnosis(kind="misconception", message="You summed `x` where the *mean* was wanted.")
    shown = []
    for outcome in Outcome:
        verdict = Verdict(exercise="double", outcome=outcome, passed=1, total=3, case=case, notes=("A note.",))
        for more in ({}, {"diagnosis": diagnosis}, {"error": error}):
            made: Any = Verdict(**{**vars(verdict), **more})
            shown.append(exercise_card(made, hints_left=2, stands_in=True, can_see_solution=True))
    choice = Choice(answer="two", why={"eight": "That is the double."}, because="2 + 2 is 4.")
    answers: tuple[tuple[str | None, Any], ...] = ((None, choice), ("two", choice), ("eight", choice), ("two", None))
    shown += [quiz_card("half", "Half of $4$ is …", ["two", "eight"], a, known) for a, known in answers]
    shown += [hint_card("double", ["What is it twice?", "Add it."], number) for number in (1, 2)]
    shown += [solution_card("double", "def double(x):\n    return 2 * x", "Doubling adds a number to itself.")]
    shown += [compare_card("double", "def double(x): ...", "def double(x):\n    return 2 * x", "It adds.")]
    shown += [kept_card("01_alpha/01_one", "double", kept) for kept in (KeptCode(), KeptCode(tried="1", passed="2"))]
    return [*shown, *(message_card("A title", "A text.", tone=tone) for tone in ("good", "bad", "info"))]


def write_page(folder: Path, theme: str, body: str, style: str = "") -> str:
    """The address of a page that looks as in JupyterLab."""
    link = (THEMES / f"theme-{theme}-extension" / "index.css").as_uri()
    head = f'<meta charset="utf-8"><title>Parts</title><link rel="stylesheet" href="{link}">'
    head += f"<style>body{{background:var(--jp-layout-color0)}}{style}</style>"
    inside = f'<body data-jp-theme-light="{str(theme == "light").lower()}"><main><h1>Parts</h1>{body}</main></body>'
    text = f'<!doctype html><html lang="en">{head}{inside}</html>'
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


@both_themes
def test_cards(page: Page, tmp_path: Path, theme: str) -> None:
    page.goto(write_page(tmp_path, theme, "".join(card.html for card in cards())))
    assert page.locator(".wbf-card").count() > 20
    assert violations(page, ".wbf-card") == []


def test_what_is_faint_is_found(page: Page, tmp_path: Path) -> None:
    """The looking itself: a card in a grey that nobody can read."""
    page.goto(write_page(tmp_path, "light", cards()[0].html, ".wbf-card p{color:#ccc!important}"))
    assert any(text.startswith("color-contrast") for text in violations(page, ".wbf-card"))


@both_themes
@pytest.mark.parametrize("track", TRACKS)
def test_dashboards(demo: test_demo.Demo, page: Page, track: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    test_demo.settle(page, demo.open(page, track).first)
    assert page.locator(f".wb-explorer[data-theme={theme}]").count()
    assert violations(page, "main, [role=main]") == []


@both_themes
def test_the_gallery(demo: test_demo.Demo, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(demo.url)
    assert test_demo.loaded(page, theme)
    assert violations(page, "body") == []
    page.get_by_role("searchbox").fill("zzzz")
    assert violations(page, "body") == []


def test_the_page_of_an_explorer(demo: test_demo.Demo, page: Page) -> None:
    test_demo.settle(page, demo.open_page(page, "explorers/descent"))
    assert violations(page, "main, [role=main]") == []
