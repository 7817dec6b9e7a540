"""The home page in a real browser on a real JupyterLab: what a learner sees and does first."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Page, expect
from running import running_lab

from workbench.progress import ProgressStore

PATIENCE = 60_000  # ms; Lab on a busy machine
FIRST, SECOND = "01_alpha/01_one", "02_beta/01_two"
TERMS = {
    "gradient": "The direction in which a function grows fastest.",
    "momentum": "What remains of the gradients before.",
    "Émile's rule": "A rule for the gradient that one can prove.",
}
SYSTEMS = f"""
["LightGBM"]
mode = "real"
lessons = ["{SECOND}", "03_gamma/09_boosting"]

["CatBoost"]
mode = "compared"
lessons = ["03_gamma/09_boosting"]
"""


@dataclass(frozen=True)
class Lab:
    """A running ``workbench lab`` with its workspace and content."""

    url: str
    token: str
    workspace: Path
    content: Any
    said: str

    def record(self, item: str, *, lesson: str = FIRST, kind: Any = "exercise", outcome: str = "passed") -> None:
        """What a kernel does when an exercise was checked."""
        store = ProgressStore(f"sqlite:///{self.workspace}/.workbench/progress.sqlite3")
        store.learner = ""
        store.record(
            lesson=lesson,
            item=item,
            kind=kind,
            outcome=outcome,
            score=float(outcome == "passed"),
            seconds=0.1,
            diagnosis=None,
        )


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any]) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    content = content_at(folder / "content")
    content.exercise_lesson(FIRST, title="Numbers", summary="Twice and half.", minutes=20, teaches=TERMS)
    content.exercise_lesson(SECOND, title="Trees", summary="Later.", minutes=40, requires=[FIRST], track="Beta")
    (content.root / "lessons" / "systems.toml").write_text(SYSTEMS)
    workspace = folder / "my notebooks"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with running_lab(folder, workspace, "--port", port, WORKBENCH_CONTENT=str(content.root)) as running:
            assert f"Port {port} is taken" in running.said
            yield Lab(url=running.url, token=running.token, workspace=workspace, content=content, said=running.said)


def key(lab: Lab) -> dict[str, str]:
    return {"Authorization": f"token {lab.token}"}


def configure(page: Page, lab: Lab, plugin: str, settings: dict[str, Any]) -> None:
    """Save settings as JupyterLab's editor of settings does."""
    address = f"{lab.url}lab/api/settings/{plugin}"
    answer = page.request.put(address, headers=key(lab), data={"raw": json.dumps(settings)})
    assert answer.ok, answer.text()


@pytest.fixture
def home(lab: Lab, page: Page) -> Page:
    """The start of Lab, as the printed address shows it, with the home page filled."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.url}lab?token={lab.token}&reset")
    expect(page.locator(".wb-card").first).to_be_visible(timeout=PATIENCE)
    return page


def card(page: Page, lesson: str) -> Any:
    return page.locator(f'.wb-card[data-lesson="{lesson}"]')


def test_says_where_things_are(lab: Lab) -> None:
    assert str(lab.workspace) in lab.said
    assert "new workspace" in lab.said
    assert (lab.workspace / ".workbench").is_dir()


def test_home_page_lists_lessons_and_is_in_front(home: Page) -> None:
    expect(home.get_by_role("heading", name="Workbench", level=1)).to_be_visible()
    expect(home.get_by_role("heading", name="Alpha", level=2)).to_be_visible()
    expect(home.locator(".wb-card")).to_have_count(2)
    first = card(home, FIRST)
    expect(first.get_by_role("button", name="Numbers")).to_be_visible()
    expect(first).to_contain_text("Twice and half.")
    expect(first).to_contain_text("1 exercise, 1 quiz · 20 minutes")
    expect(card(home, SECOND)).to_contain_text("Better after: Numbers")
    expect(home.get_by_role("button", name="Start: Numbers")).to_be_visible()
    expect(home.get_by_role("tab", name="Launcher")).to_have_count(0)
    expect(home.locator(".jp-Dialog")).to_have_count(0)


def test_search(home: Page) -> None:
    home.get_by_label("Search lessons").fill("trees")
    expect(home.locator(".wb-card:visible")).to_have_count(1)
    expect(home.get_by_role("heading", name="Alpha", level=2)).to_be_hidden()
    expect(home.locator(".wb-live")).to_have_text("1 lesson found.")
    home.get_by_label("Search lessons").fill("nothing like this")
    expect(home.get_by_text("No lesson matches")).to_be_visible()
    home.get_by_label("Search lessons").fill("")
    expect(home.locator(".wb-card:visible")).to_have_count(2)


def finds(page: Page) -> Any:
    return page.get_by_role("region", name="Terms and systems")


def test_search_finds_terms_and_systems(home: Page, lab: Lab) -> None:
    search = home.get_by_label("Search lessons")
    search.fill("gradient")
    lines = finds(home).get_by_role("listitem")
    expect(lines).to_have_text(
        [
            "gradient: The direction in which a function grows fastest. — Numbers",
            "Émile's rule: A rule for the gradient that one can prove. — Numbers",
            "momentum: What remains of the gradients before. — Numbers",
        ]
    )
    expect(home.locator(".wb-card:visible")).to_have_count(1)  # the lesson that teaches it
    expect(home.locator(".wb-live")).to_have_text("1 lesson, 3 terms found.")
    search.fill("EMILE")
    expect(lines).to_have_text(["Émile's rule: A rule for the gradient that one can prove. — Numbers"])
    search.fill("catboost")
    expect(lines).to_have_text(["CatBoost: compared, to come: 03_gamma/09_boosting"])
    expect(home.locator(".wb-live")).to_have_text("0 lessons, 1 system found.")
    expect(home.get_by_text("No lesson matches")).to_be_hidden()
    search.fill("lightgbm")
    expect(lines).to_have_text(["LightGBM: taught in Trees; to come: 03_gamma/09_boosting"])
    home.keyboard.press("Tab")
    expect(finds(home).get_by_role("button", name="Trees: LightGBM")).to_be_focused()
    home.keyboard.press("Enter")
    expect(home.get_by_role("tab", name="01_two.ipynb")).to_be_visible(timeout=PATIENCE)
    assert (lab.workspace / f"{SECOND}.ipynb").is_file()


def test_many_finds_are_unfolded_when_asked(home: Page, lab: Lab) -> None:
    places = [{"id": FIRST, "title": "Numbers"}]
    terms = [{"name": f"term {n:03}", "letter": "T", "sentence": "One of many.", "places": places} for n in range(1000)]
    home.route("**/workbench/api/glossary*", lambda route: route.fulfill(json={"terms": terms, "systems": []}))
    home.get_by_label("Search lessons").fill("many")
    expect(home.locator(".wb-live")).to_have_text("0 lessons, 1000 terms found.")
    expect(finds(home).get_by_role("listitem")).to_have_count(6)
    finds(home).get_by_role("button", name="Show all 1000").press("Enter")
    expect(finds(home).get_by_role("listitem")).to_have_count(1000)
    expect(finds(home).get_by_role("listitem").nth(6)).to_be_focused()


def test_terms_are_asked_for_when_somebody_wants_them(home: Page, lab: Lab) -> None:
    """Once, or again when that has failed, which is said; the lessons are found all the same."""
    asked = []
    home.on("request", lambda request: asked.append(request.url) if "api/glossary" in request.url else None)
    home.route("**/workbench/api/glossary*", lambda route: route.fulfill(status=500, json={"message": "A fault."}))
    home.reload()
    expect(home.locator(".wb-card").first).to_be_visible(timeout=PATIENCE)
    assert asked == []
    search = home.get_by_label("Search lessons")
    search.fill("trees")
    expect(home.get_by_text("Terms and systems cannot be searched. A fault.")).to_be_visible()
    expect(home.locator(".wb-card:visible")).to_have_count(1)
    home.unroute("**/workbench/api/glossary*")
    search.blur()
    search.fill("gradient")
    expect(finds(home)).to_contain_text("grows fastest")
    expect(home.get_by_text("cannot be searched")).to_be_hidden()
    home.get_by_text("Glossary", exact=True).click()
    expect(home.locator(".wb-reading:visible")).to_contain_text("momentum")
    assert len(asked) == 2


def test_the_glossary_is_read_as_a_whole_without_a_mouse(home: Page) -> None:
    home.get_by_text("Glossary", exact=True).focus()
    home.keyboard.press("Enter")
    reading = home.locator(".wb-reading:visible")
    expect(reading.get_by_role("heading")).to_have_text(["E", "G", "M"])
    home.keyboard.press("Tab")
    expect(reading.get_by_role("button", name="E", exact=True)).to_be_focused()
    reading.get_by_role("button", name="M", exact=True).press("Enter")
    expect(reading.get_by_role("heading", name="M")).to_be_focused()
    home.keyboard.press("Tab")
    expect(reading.get_by_role("button", name="Numbers: momentum")).to_be_focused()
    home.get_by_text("Systems: where is it taught?", exact=True).press("Enter")
    expect(home.locator(".wb-reading:visible").last.get_by_role("heading")).to_have_text(["Beta", "Gamma"])


@pytest.fixture
def _quick_to_ask(lab: Lab, page: Page) -> Iterator[None]:
    """The roadmap asks by itself as often as it may, which is long to wait for otherwise."""
    configure(page, lab, "ml-workbench:roadmap", {"pollSeconds": 2})
    yield
    configure(page, lab, "ml-workbench:roadmap", {})


@pytest.mark.usefixtures("_quick_to_ask")
def test_progress_from_a_kernel_shows_up_in_place(home: Page, lab: Lab) -> None:
    first = card(home, FIRST)
    first.get_by_text("Exercises and quizzes").click()
    button = first.get_by_role("button", name="Numbers")
    button.focus()
    lab.record("half", kind="quiz", outcome="failed")
    expect(first).to_contain_text("In progress", timeout=PATIENCE)
    lab.record("half", kind="quiz")
    expect(first).to_contain_text("1 of 2 passed", timeout=PATIENCE)
    expect(home.locator(".wb-live")).to_have_text("Passed: half in Numbers.")
    expect(first.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "1")
    expect(first.get_by_text("half (quiz, 2 attempts)")).to_be_visible()  # what was unfolded stays so
    expect(button).to_be_focused()
    expect(home.get_by_role("button", name="Continue: Numbers")).to_be_visible()


def test_a_lesson_opens_as_the_learners_notebook_and_its_cells_are_checked(home: Page, lab: Lab) -> None:
    card(home, SECOND).get_by_role("button", name="Trees").focus()
    home.keyboard.press("Enter")
    path = lab.workspace / f"{SECOND}.ipynb"
    expect(home.get_by_role("tab", name="01_two.ipynb")).to_be_visible(timeout=PATIENCE)
    expect(home.locator(".jp-Notebook:visible")).to_contain_text("Twice a number.")
    expect(home.locator(".jp-Toolbar-kernelName:visible")).to_have_text("Workbench (Python)", timeout=PATIENCE)
    expect(home.locator(".jp-Dialog")).to_have_count(0)
    assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "workbench"
    home.locator(".jp-Notebook:visible .jp-Cell").first.click()
    home.get_by_role("menuitem", name="Run", exact=True).click()
    home.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(home.locator(".wbf-title").first).to_contain_text("Not attempted", timeout=PATIENCE)
    expect(home.locator(".jp-Dialog")).to_have_count(0)


def test_a_changed_lesson_comes_into_an_open_notebook_when_asked(home: Page, lab: Lab) -> None:
    """With unsaved work in it, which must survive; and the exercise that passes in the kernel counts."""
    card(home, SECOND).get_by_role("button", name="Trees").click()
    editor = home.locator(".jp-Notebook:visible .jp-Cell", has_text="def double").locator(".cm-content")
    editor.click()
    home.keyboard.press("Control+End")
    for _ in range(3):
        home.keyboard.press("Backspace")
    home.keyboard.type("return x + x")
    home.get_by_role("menuitem", name="Run", exact=True).click()
    home.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(home.locator(".wbf-title", has_text="Correct: double")).to_be_visible(timeout=PATIENCE)

    lesson = lab.content.root / "lessons" / f"{SECOND}.py"
    lesson.write_text(lesson.read_text().replace("Twice a number.", "Twice any number at all."))
    home.get_by_role("tab", name="Workbench").click()
    expect(card(home, SECOND)).to_contain_text("1 of 2 passed", timeout=PATIENCE)
    card(home, SECOND).get_by_role("button", name="Trees").click()
    expect(home.get_by_text("its notebook is open").first).to_be_visible(timeout=PATIENCE)
    home.get_by_role("button", name="Update now").first.click()
    expect(home.locator(".jp-Notebook:visible")).to_contain_text("Twice any number at all.", timeout=PATIENCE)
    expect(home.locator(".jp-Notebook:visible")).to_contain_text("return x + x")
    expect(home.locator(".wbf-title", has_text="Correct: double")).to_be_visible()
    expect(home.locator(".jp-Dialog")).to_have_count(0)


def test_opened_by_its_address_a_notebook_comes_alone(lab: Lab, page: Page) -> None:
    path = lab.workspace / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "workbench", "display_name": "W"}}), path)
    page.goto(f"{lab.url}lab/tree/own.ipynb?token={lab.token}&reset")
    expect(page.get_by_role("tab", name="own.ipynb")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".wb-home")).to_have_count(0)


def test_a_damaged_notebook_is_said_and_kept(home: Page, lab: Lab) -> None:
    path = lab.workspace / f"{FIRST}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{ broken")
    card(home, FIRST).get_by_role("button", name="Numbers").click()
    expect(home.get_by_text("Your notebook could not be read").first).to_be_visible(timeout=PATIENCE)
    assert (path.parent / "01_one.damaged-1.ipynb").read_text() == "{ broken"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_contrast(page: Page, lab: Lab, theme: str) -> None:
    """Every text on the page reaches 4.5 : 1 (WCAG AA) against what is behind it, in both themes."""
    page.emulate_media(color_scheme="dark" if theme.endswith("Dark") else "light")
    configure(page, lab, "@jupyterlab/apputils-extension:themes", {"theme": theme})
    page.goto(f"{lab.url}lab?token={lab.token}&reset")
    expect(page.locator(".wb-card").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached(timeout=PATIENCE)
    page.locator(".wb-card").first.get_by_text("Exercises and quizzes").click()
    page.get_by_text("Glossary", exact=True).click()
    page.get_by_label("Search lessons").fill("e")
    expect(page.locator(".wb-finds")).to_be_visible()
    expect(page.locator(".wb-reading h3").first).to_be_visible()
    faint = page.evaluate(CONTRAST)
    assert faint["seen"] > 15
    assert faint["below"] == []


# Reads each colour as the browser paints it, by painting it: color-mix() is not given back as rgb().
CONTRAST = """() => {
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  const rgb = colour => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const part = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const below = [];
  let seen = 0;
  for (const e of document.querySelectorAll('.wb-home *')) {
    const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!text || !e.checkVisibility() || e.className === 'wb-live') continue;
    seen += 1;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) below.push(`${e.className || e.tagName}: ${ratio.toFixed(2)} ${e.textContent.slice(0, 40)}`);
  }
  return { seen, below };
}"""
