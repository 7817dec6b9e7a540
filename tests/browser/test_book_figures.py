"""A figure of Plotly on a page of the book: drawn without a network, in both themes, from a file and from a server."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import plotly.express as px
import pytest
from playwright.sync_api import Browser, Page, expect

from workbench.book import lesson_page
from workbench.book.site import Site, make_site
from workbench.curriculum import LessonInfo


@pytest.fixture(scope="module")
def page_of_a_figure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    spec = json.loads(px.bar(x=["east", "north"], y=[3, 1], title="Two shops").to_json())
    figure = nbformat.v4.new_output("display_data", {"application/vnd.plotly.v1+json": spec})
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# One"), nbformat.v4.new_code_cell("figure.show()", outputs=[figure])]
    )
    notebook.metadata["kernelspec"] = {"name": "workbench", "display_name": "Workbench", "language": "python"}
    about = LessonInfo(id="a/1", path=Path("1.py"), title="One", summary="Why?", minutes=30)
    source = folder / "source"
    (source / "lessons" / "a").mkdir(parents=True)
    page = lesson_page.make_page(notebook, about, lessons={}, data=[], pictures=source)
    nbformat.write(page, source / "lessons" / "a" / "1.ipynb")
    (source / "index.md").write_text("# Start\n\n```{toctree}\nlessons/a/1\n```\n")
    tracks = {"A": [("lessons/a/1", "One")]}
    make_site(
        Site(source=source, out=folder / "out", work=folder / "work", tracks=tracks, more=[], tell=lambda _: None)
    )
    return folder / "out" / "lessons" / "a" / "1.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_drawn_without_a_network(page_of_a_figure: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 400, "height": 900}, offline=True)  # type: ignore[arg-type]
    page: Page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(page_of_a_figure.as_uri())
    expect(page.locator(".wbk-plotly .main-svg").first).to_be_visible(timeout=30_000)
    expect(page.locator(".wbk-plotly .gtitle")).to_have_text("Two shops")
    assert page.locator(".wbk-plotly .bars path").count() == 2
    place = page.locator(".wbk-plotly").bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= 400
    assert faults == []
    context.close()


def test_a_page_without_a_figure_does_not_fetch_the_script(page_of_a_figure: Path, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((page_of_a_figure.parents[2] / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert not any("plotly" in url for url in asked)
