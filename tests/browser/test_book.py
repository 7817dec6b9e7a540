"""The book of all lessons in a real browser: alone in the world, without a mouse, in the dark, on a telephone."""

from __future__ import annotations

import functools
import http.server
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from pictures import picture
from playwright.sync_api import Browser, Page, Request, expect

from workbench.checking.solution import load_solution
from workbench.curriculum import load_curriculum
from workbench.explorers import load
from workbench.systems import load_systems

ROOT = Path(__file__).parents[2]
# Kept from one test run to the next: what has not changed is not run again.
PLACE = ROOT / "build" / "book-tests"
LESSON, TABLES = "02_math/05_optimization", "01_data/02_pandas"
LESSON_IDS = [info.id for info in load_curriculum()]
both_themes = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)  # Playwright's own


@pytest.fixture(scope="session")
def site() -> Path:
    """The book, made by its command."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WORKBENCH")}
    environment["WORKBENCH_WORKSPACE"] = str(PLACE / "workspace")
    command = [sys.executable, "-m", "workbench", "book", "-j", "2", "-o", str(PLACE / "site")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return PLACE / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def names(site: Path) -> list[str]:
    """All pages, as they are called from the top of the book."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "_static" not in path.parts)


@pytest.fixture
def watched(page: Page) -> Page:
    """A page that may ask for nothing from elsewhere; ``page.asked`` and ``page.said`` tell what it tried."""
    page.asked, page.said = [], []  # type: ignore[attr-defined]

    def ask(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("file", "data", "blob") and address.hostname != "127.0.0.1":
            page.asked.append(request.url)  # type: ignore[attr-defined]

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # by going on to the next page
            page.said.append(f"{request.failure}: {request.url}")  # type: ignore[attr-defined]

    page.on("request", ask)
    page.on("requestfailed", failed)
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda told: told.type == "error" and page.said.append(told.text))  # type: ignore[attr-defined]
    page.route(re.compile(r"^(?!file:|data:|blob:|http://127\.0\.0\.1)"), lambda route: route.abort())
    return page


# -- every page --------------------------------------------------------------------------------------------------------


def test_there_is_a_page_for_each(site: Path) -> None:
    pages = names(site)
    assert {f"lessons/{lesson}.html" for lesson in LESSON_IDS} <= set(pages)
    assert {
        "index.html",
        "search.html",
        "explorers.html",
        "glossary.html",
        "systems.html",
        "writing.html",
        "data/index.html",
    } <= set(pages)


BROKEN = "[...document.images].filter(each => !each.complete || !each.naturalWidth).map(each => each.src)"


def test_no_page_asks_for_anything_from_elsewhere(site: Path, served: str, watched: Page) -> None:
    """Nor for what is not there, and every picture is drawn."""
    for name in names(site):
        watched.goto(f"{served}/{name}")
        watched.wait_for_load_state("networkidle")  # scripts may ask for more when all is loaded
        assert watched.evaluate(BROKEN) == [], name
    assert watched.asked == []  # type: ignore[attr-defined]
    assert watched.said == []  # type: ignore[attr-defined]


def test_no_page_from_a_file_asks_for_anything_or_is_wider_than_the_screen(site: Path, watched: Page) -> None:
    """Whether a telephone shows it, or the window is made narrower or wider: they take long to load, and so once."""
    for name in names(site):
        watched.set_viewport_size({"width": 400, "height": 800})
        watched.goto((site / name).as_uri())
        assert watched.evaluate(BROKEN) == [], name
        for width in (400, 320, 768):
            watched.set_viewport_size({"width": width, "height": 800})
            assert watched.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    assert watched.asked == []  # type: ignore[attr-defined]
    assert watched.said == []  # type: ignore[attr-defined]


def test_an_address_from_elsewhere_would_be_noticed(site: Path, watched: Page) -> None:
    watched.goto((site / "index.html").as_uri())
    watched.evaluate("fetch('https://example.org/x.js').catch(() => null)")
    assert watched.asked == ["https://example.org/x.js"]  # type: ignore[attr-defined]


def test_nothing_in_the_files_names_a_server_of_scripts_or_fonts(site: Path) -> None:
    for name in names(site):
        html = (site / name).read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]*', html) == [], name


class Reader(HTMLParser):
    """The links, places and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if given.get("id"):
            self.places.add(str(given["id"]))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def test_every_link_between_pages_leads_somewhere(site: Path) -> None:
    pages = {site / name: read(site / name) for name in names(site)}
    followed = 0
    for path, page in pages.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            assert target.is_file(), f"{path}: {link}"
            if address.fragment and target in pages:
                assert unquote(address.fragment) in pages[target].places, f"{path}: {link}"
            followed += 1
    assert followed > 300


# -- nothing of an author ----------------------------------------------------------------------------------------------


PART = 12


class Text:
    """A long text in which thousands of others are looked for, nearly all in vain: what holds a part of PART characters
    that is nowhere need not be looked for."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self.parts = {whole[at : at + PART] for at in range(len(whole) - PART + 1)}

    def __contains__(self, text: str) -> bool:
        parts = (text[at : at + PART] for at in range(len(text) - PART + 1))
        return all(part in self.parts for part in parts) and text in self.whole


@pytest.fixture(scope="session")
def everything(site: Path) -> Text:
    """All that the pages say, their sources, and what the search knows."""
    texts = ["".join(read(site / name).text) for name in names(site)]
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".txt", ".json", ".inv", ".ipynb")]
    own = [path for path in files if not {"scripts", "vendor"} & set(path.parts)]
    return Text("\n".join([*texts, *(path.read_text(encoding="utf-8", errors="replace") for path in own)]))


def test_a_line_that_leaked_would_be_found(everything: Text) -> None:
    """Code is coloured word by word, and is found all the same."""
    assert "losses.append(loss(w, X))" in everything
    assert "symmetric and positive definite. Returns a new array" in everything


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_line_of_a_solution_is_in_the_book(lesson_id: str, everything: Text) -> None:
    known = "\n".join(info.path.read_text(encoding="utf-8") for info in load_curriculum())
    text = load_curriculum()[lesson_id].solution_path.read_text(encoding="utf-8")
    lines = {line.strip() for line in text.splitlines() if len(line.strip()) >= 12}
    # How a solution is set up is told to authors on a page of the book, and says nothing of what is right.
    set_up = re.compile(r"def _\([\w, ]*\):|@reference\([\w=\"., -]*\)|from [\w.]+ import [\w, ]+")
    kept_back = {line for line in lines if line not in known and not set_up.fullmatch(line)}
    assert len(kept_back) > 150
    assert sorted(line for line in kept_back if line in everything) == []


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_hint_answer_or_explanation_is_in_the_book(lesson_id: str, everything: Text) -> None:
    """As whole texts, however the lines of the file break them."""
    solution = load_solution(lesson_id)
    texts = [hint for exercise in solution.exercises.values() for hint in exercise.hint_texts]
    texts += [each.message for exercise in solution.exercises.values() for each in exercise.misconceptions]
    texts += [exercise.explanation for exercise in solution.exercises.values()]
    texts += [text for choice in solution.choices.values() for text in (choice.because, *choice.why.values())]
    texts = [text for text in texts if len(text) >= 12]
    assert len(texts) > 40
    assert [text for text in texts if text in everything] == []


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_exercises_and_questions_are_open(lesson_id: str, site: Path, page: Page) -> None:
    page.goto((site / f"lessons/{lesson_id}.html").as_uri())
    titles = page.locator(".wbf-title").all_inner_texts()
    solution = load_solution(lesson_id)
    assert {title.partition(": ")[0] for title in titles} == {"○ Not attempted yet", "○ Question"}
    assert {title.partition(": ")[2] for title in titles} == {*solution.exercises, *solution.choices}
    assert page.locator(".wbk-explorer").get_by_text("live in the workbench").count() == 1


# -- the start page and the way through --------------------------------------------------------------------------------


def test_the_start_page(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri())
    for info in load_curriculum():
        entry = page.locator(".wbk-entry").filter(has=page.get_by_role("link", name=info.title, exact=True).first)
        expect(entry.filter(has_text=info.summary)).to_contain_text(f"{info.minutes} minutes")
        if info.requires:
            titles = ", ".join(load_curriculum()[needed].title for needed in info.requires)
            expect(entry.filter(has_text=info.summary)).to_contain_text(f"better after {titles}")
    expect(page.locator(".wbk-graph a")).to_have_count(len(LESSON_IDS))
    assert page.locator(".wbk-graph-line").count() == sum(len(info.requires) for info in load_curriculum())
    picture(page, "book")
    page.locator(".wbk-graph a").filter(has_text="Attention").click()
    expect(page).to_have_title("Attention — Workbench")


def test_the_next_page_leads_through_all_lessons(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri())
    for lesson in LESSON_IDS:
        page.locator(".prev-next-footer a.right-next").click()
        expect(page).to_have_url(re.compile(f"lessons/{lesson}.html$"))
        expect(page.locator(".wbk-lessons a[aria-current=page]")).to_have_text(load_curriculum()[lesson].title)
    for lesson in [*LESSON_IDS[-2::-1]]:
        page.locator(".prev-next-footer a.left-prev").click()
        expect(page).to_have_url(re.compile(f"lessons/{lesson}.html$"))


def test_a_lesson_says_what_it_is_about(site: Path, page: Page) -> None:
    info = load_curriculum()["03_classical_ml/05_evaluation"]
    page.goto((site / f"lessons/{info.id}.html").as_uri())
    about = page.locator(".wbk-facts")
    assert about.get_by_role("listitem").all_inner_texts() == [objective.text for objective in info.objectives]
    expect(about).to_contain_text(f"{info.minutes} minutes")
    about.get_by_role("link", name="credit_default").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Default of credit card clients")
    expect(page.locator("article")).to_contain_text("CC BY 4.0")
    page.go_back()
    about.get_by_role("link", name=load_curriculum()[info.requires[0]].title).click()
    expect(page).to_have_url(re.compile(f"lessons/{info.requires[0]}.html$"))


def test_the_command_is_copied(site: Path, browser: Browser, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}/lessons/{LESSON}.html")
    button = page.get_by_role("button", name=f"Copy the command workbench lab --lesson {LESSON}")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"workbench lab --lesson {LESSON}"
    expect(button).to_be_focused()
    expect(button).to_have_text("Copy")
    context.close()


def test_the_command_opens_the_lesson(tmp_path: Path, page: Page) -> None:
    """In a JupyterLab that it starts; a second time, in the one that runs."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "WORKBENCH"))}
    folders = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment |= folders | {"JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces")}
    workspace = tmp_path / "my notebooks"
    command = [sys.executable, "-m", "workbench", "lab", "--no-browser", "--workspace", str(workspace), "--lesson"]
    told = re.compile(r"http://127\.0\.0\.1:\d+/lab/tree/\S+")
    process = subprocess.Popen(
        [*command, LESSON], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := told.search(line)))
        page.goto(address)
        expect(page.get_by_role("tab", name="05_optimization.ipynb")).to_be_visible(timeout=60_000)
        second = subprocess.run([*command, TABLES], env=environment, capture_output=True, text=True, timeout=60)
        assert second.returncode == 0, second.stderr
        assert "workbench that runs" in second.stdout
        found = told.search(second.stdout)
        assert found is not None
        assert urlsplit(found[0]).netloc == urlsplit(address).netloc
        page.goto(found[0])
        expect(page.get_by_role("tab", name="02_pandas.ipynb")).to_be_visible(timeout=60_000)
        wrong = subprocess.run([*command, f"{TABLES}s"], env=environment, capture_output=True, text=True, timeout=60)
        assert "Did you mean '01_data/02_pandas'?" in wrong.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()  # or the browser would keep talking to it, in tests to come
            process.wait()


# -- how it looks ------------------------------------------------------------------------------------------------------


def test_formulas_are_drawn(site: Path, page: Page) -> None:
    page.goto((site / f"lessons/{LESSON}.html").as_uri())
    formulas = page.locator("math")
    assert formulas.count() > 20
    assert "$$" not in page.locator("article").inner_text()
    boxes = formulas.evaluate_all(
        "all => all.map(each => [each.getBoundingClientRect().width, each.getBoundingClientRect().height])"
    )
    assert all(width > 4 and height > 6 for width, height in boxes)
    fraction = page.locator("math mfrac").first
    assert fraction.bounding_box()["height"] > 20  # type: ignore[index]
    expect(page.locator(".wbk-formula math[display=block]").first).to_be_visible()


@both_themes
def test_pictures_suit_the_page(site: Path, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((site / f"lessons/{LESSON}.html").as_uri())
    still = page.locator(".wbk-explorer img").filter(visible=True)
    expect(still).to_have_count(1)
    assert f"-{scheme}-wide" in str(still.get_attribute("src"))
    page.set_viewport_size({"width": 400, "height": 800})
    expect(still).to_have_count(1)
    assert f"-{scheme}-narrow" in str(still.get_attribute("src"))
    explorer = load("descent")
    expect(page.locator(".wbk-explorer")).to_contain_text(explorer.scene(explorer.initial).caption)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] < 100")
    assert dark == (scheme == "dark")
    card = page.locator(".wbf-card").first
    behind = card.evaluate("each => getComputedStyle(each).backgroundColor.match(/\\d+/g)[0] < 100")
    assert behind == dark


def test_on_paper_nothing_is_cut(site: Path, page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto((site / f"lessons/{LESSON}.html").as_uri())
    expect(page.locator("#pst-header")).to_be_hidden()
    expect(page.locator(".wbk-copy").first).to_be_hidden()
    cut = page.locator("article pre").evaluate_all(
        "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.innerText.slice(0, 80))"
    )
    assert cut == []


# -- search, keyboard, accessibility -----------------------------------------------------------------------------------


@pytest.mark.parametrize("server", [False, True], ids=["file", "server"])
def test_search_finds_a_lesson(site: Path, served: str, watched: Page, server: bool) -> None:
    watched.goto(f"{served}/index.html" if server else (site / "index.html").as_uri())
    watched.keyboard.press("Control+k")
    watched.keyboard.type("condition number")
    watched.keyboard.press("Enter")
    expect(watched.locator("#search-results")).to_contain_text("matching the search query")
    result = watched.locator("#search-results").get_by_role("link", name="Optimisation").first
    if server:
        expect(watched.locator("#search-results .context").first).to_contain_text("condition number")
    result.click()
    expect(watched).to_have_title("Optimisation — Workbench")
    assert watched.asked == watched.said == []  # type: ignore[attr-defined]


def test_a_term_is_found_and_leads_to_its_lesson(site: Path, page: Page) -> None:
    page.goto((site / "search.html").as_uri() + "?q=saddle+point")
    page.locator("#search-results a").first.click()
    expect(page).to_have_url(re.compile(r"glossary\.html#term-saddle-point$"))
    entry = page.locator("#term-saddle-point")
    expect(entry).to_be_in_viewport()
    expect(entry).to_have_text(re.compile("saddle point"))
    page.get_by_role("article").get_by_role("link", name="A", exact=True).first.click()
    expect(page.get_by_role("heading", name="A", level=2)).to_be_in_viewport()
    page.locator("#term-Adam + dd").get_by_role("link", name="Optimisation").click()
    expect(page).to_have_title("Optimisation — Workbench")


def test_systems_say_where_they_are_taught(site: Path, page: Page) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("navigation", name="Book").get_by_role("link", name="Systems").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("where is it taught?")
    for system in load_systems():
        line = page.locator("article li").filter(has=page.get_by_text(system.name, exact=True))
        expect(line.first).to_contain_text("used in" if system.mode == "real" else "compared in")
        coming = [lesson for lesson in system.lessons if lesson not in LESSON_IDS]
        assert all(f"{lesson} (to come)" in line.first.inner_text() for lesson in coming)
        assert line.first.get_by_role("link").count() == len(system.lessons) - len(coming)


def test_search_without_a_hit_says_so(site: Path, page: Page) -> None:
    page.goto((site / "search.html").as_uri() + "?q=zzyzx")
    expect(page.locator("#search-results")).to_contain_text("did not match any documents")


def test_with_the_keyboard_alone(site: Path, page: Page) -> None:
    """Past the head to the text; through the lessons at the side; what is wide can be scrolled."""
    page.goto((site / f"lessons/{LESSON}.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    lesson = page.get_by_role("navigation", name="Lessons").get_by_role("link", name="Attention")
    lesson.focus()
    assert lesson.evaluate("each => getComputedStyle(each).outlineStyle !== 'none'")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Attention — Workbench")
    page.set_viewport_size({"width": 400, "height": 800})
    unreachable = page.locator("article :is(pre, .output, .wbk-formula)").evaluate_all(
        "all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.tabIndex < 0).length"
    )
    wide = page.locator("article pre[tabindex='0']")
    expect(wide.first).to_be_attached()
    assert unreachable == 0


def test_the_menu_of_a_telephone(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto((site / f"lessons/{LESSON}.html").as_uri())
    menu = page.get_by_role("navigation", name="Lessons")
    expect(menu).to_be_hidden()
    page.locator("button.primary-toggle").click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Tokenisers").click()
    expect(page).to_have_title("Tokenisers — Workbench")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
@pytest.mark.parametrize("name", ["index", f"lessons/{LESSON}", f"lessons/{TABLES}", "glossary", "systems", "search"])
def test_axe_finds_nothing_serious(site: Path, page: Page, scheme: Any, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto((site / f"{name}.html").as_uri() + ("?q=momentum" if name == "search" else ""))
    if name == "search":
        expect(page.locator("#search-results li").first).to_be_visible()
    # Of what passes, an element of each rule is enough; to describe all takes longer than to look at them.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert {"color-contrast", "document-title", "skip-link"} <= {rule["id"] for rule in found["passes"]}
    bad = [
        (rule["id"], rule["impact"], [node["html"] for node in rule["nodes"]])
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
    assert bad == []
