"""The summary of a real batch run, as a browser shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pictures import FOLDER, picture
from playwright.sync_api import Page, expect

from workbench.curriculum import load_curriculum

# One lesson is enough to test; the picture of the README shows all of them.
LESSONS = list(load_curriculum()) if FOLDER else [load_curriculum()["01_data/02_pandas"]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs")
    names = [lesson.id for lesson in LESSONS]
    command = [sys.executable, "-m", "workbench", "run", *names, "--as", "solved", "-j", "2", "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def test_the_summary_shows_every_lesson_and_needs_nothing_from_outside(runs: Path, page: Page) -> None:
    errors: list[str] = []
    outside: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith("file:") else outside.append(request.url))
    page.goto((runs / "summary.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Batch run: all good")
    rows = page.get_by_role("row").filter(has_text="passed")
    expect(rows).to_have_count(len(LESSONS))
    for lesson in LESSONS:
        expect(page.get_by_text(lesson.id, exact=True)).to_be_visible()
    picture(page, "run")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert not errors
    assert not outside


def test_the_summary_leads_to_the_executed_notebooks(runs: Path, page: Page) -> None:
    page.goto((runs / "summary.html").as_uri())
    links = page.get_by_role("link", name="Notebook of")
    expect(links).to_have_count(len(LESSONS))
    for link in links.all():
        assert (runs / (link.get_attribute("href") or "")).is_file()
