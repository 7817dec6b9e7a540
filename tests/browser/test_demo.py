"""``workbench demo`` in a real browser: a real Voilà server on loopback, the gallery, every control of every page."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from once import chosen_explorers, once_shown
from pictures import picture
from playwright.sync_api import Browser, Locator, Page, Route, expect

from workbench.dashboards import find_dashboards
from workbench.dashboards.gallery import Card, make_gallery
from workbench.explorers import find_explorers
from workbench.proof.imports import PACKAGE
from workbench.proof.kept import Stage

DASHBOARDS = find_dashboards()
SECTIONS = make_gallery()
CARDS = [card for section in SECTIONS for card in section.cards]
TEMPLATES = PACKAGE / "_jupyter" / "share" / "jupyter" / "voila"
PAGES = Stage(
    name="page",
    engine=("workbench.dashboards.server", "workbench.explorers.display", "workbench.kernel.__main__"),
    files=(Path(__file__), *sorted(path for path in TEMPLATES.rglob("*") if path.is_file())),
)
every_dashboard = pytest.mark.parametrize("track", [dashboard.track for dashboard in DASHBOARDS])
COMMAND = [sys.executable, "-m", "workbench", "demo", "--no-browser", "--port", "0"]
README_SHOWS = "03_classical_ml"
PATIENCE = 60_000  # ms; a page imports pandas and matplotlib, perhaps on a busy machine


class Demo:
    """A running demo. ``errors`` collects what the browser complains about, ``outside`` requests to other hosts."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url

    def watch(self, page: Page) -> tuple[list[str], list[str]]:
        errors: list[str] = []
        outside: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

        def note(address: str) -> None:
            if not address.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:")):
                outside.append(address)

        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        return errors, outside

    def open(self, page: Page, track: str) -> Locator:
        """Open a dashboard and wait until its first explorer has drawn for this page."""
        return self.open_page(page, f"tracks/{track}")

    def open_page(self, page: Page, path: str) -> Locator:
        page.goto(f"{self.url}{path}", timeout=PATIENCE)
        page.wait_for_selector(".wb-explorer[data-frame]", timeout=PATIENCE)
        return page.locator(".wb-explorer")


def start(log: Path, **variables: str) -> Demo:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"} | variables
    with log.open("w") as errors:
        process = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://[\w.]+:\d+/", line):
            return Demo(process, found[0])
    raise AssertionError(f"the demo did not start:\n{log.read_text()}")


def processes(place: Path, name: str) -> list[psutil.Process]:
    """The zygotes (wb-zygote) or the kernels (wb-kernel) of the zygotes that listen in a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            of_a_zygote = process.cmdline()[1:3] == ["-m", "workbench.kernel"]
            if of_a_zygote and process.cmdline()[4].startswith(f"{place}/") and process.name() == name:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied, IndexError):
            continue
    return found


@pytest.fixture(scope="module", autouse=True)
def kernel_place() -> Iterator[Path]:
    """A zygote of these tests' own, whose kernels can be told from others, ended with the tests."""
    folder = Path(tempfile.mkdtemp(prefix="wbd-", dir="/tmp"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_KERNEL_DIR", str(folder))
        yield folder
    zygotes = processes(folder, "wb-zygote")
    for zygote in zygotes:
        zygote.kill()
    psutil.wait_procs(zygotes, timeout=10)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, kernel_place: Path) -> Iterator[Demo]:
    del kernel_place
    folder = tmp_path_factory.mktemp("demo")
    running = start(folder / "log.txt", XDG_CACHE_HOME=str(folder / "cache"))
    yield running
    running.process.send_signal(signal.SIGINT)
    running.process.communicate(timeout=60)


DIGEST = """async node => {
    const bytes = await (await fetch(node.toDataURL())).arrayBuffer();
    return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].join();
}"""


def shown(explorer: Locator) -> tuple[str, str | None]:
    """What the learner sees: the picture, as its hash, and the caption."""
    return explorer.locator("canvas").evaluate(DIGEST), explorer.locator(".wb-x-caption").text_content()


def settle(page: Page, explorer: Locator) -> None:
    """Wait until no picture is on its way: the number of the last frame stays the same."""
    previous = None
    while (current := explorer.get_attribute("data-frame")) != previous:
        previous = current
        page.wait_for_timeout(500)


def move(control: Locator) -> None:
    """Change a control the way a person does: keys for a slider, a click for a box, the next option for a list."""
    kind = control.evaluate("node => node.type")
    if kind == "range":
        at_end = control.evaluate("node => node.value === node.max")
        control.press("Home" if at_end else "End")
    elif kind == "checkbox":
        control.click()
    else:
        count, at = control.evaluate("node => [node.options.length, node.selectedIndex]")
        control.select_option(index=(at + 1) % count)


def test_the_gallery_shows_every_explorer_by_track(demo: Demo, page: Page) -> None:
    errors, outside = demo.watch(page)
    page.goto(demo.url)
    for section, shown in zip(SECTIONS, page.get_by_role("region").all(), strict=True):
        assert shown.get_by_role("heading", level=2).inner_text() == section.title
        cards = section.cards
        assert shown.get_by_role("heading", level=3).all_inner_texts() == [card.summary.title for card in cards]
        assert shown.locator(".wb-card p").all_inner_texts() == [card.summary.question for card in cards]
        if section.dashboard:
            expect(shown.get_by_text(section.dashboard.summary)).to_be_visible()
    picture(page, "gallery")
    assert not errors
    assert not outside


def loaded(page: Page, theme: str) -> list[bool]:
    """Which thumbnails of a theme can be seen."""
    for image in page.locator(f".wb-thumbnail img.wb-{theme}").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_class(re.compile("wb-loaded"), timeout=PATIENCE)
    seen: list[bool] = page.locator(f".wb-thumbnail img.wb-{theme}").evaluate_all(
        "images => images.map(image => image.naturalWidth === 660 && image.checkVisibility({opacityProperty: true}))"
    )
    return seen


def test_thumbnails_come_and_follow_the_theme(demo: Demo, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "thumbnails" in request.url else None)
    page.goto(demo.url)
    expect(page.locator(".wb-card").first).to_be_visible()
    assert loaded(page, "light") == [True] * len(CARDS)
    assert not [url for url in asked if "dark" in url], "what is not shown is not fetched"
    page.get_by_role("button", name="Dark").click()
    assert loaded(page, "dark") == [True] * len(CARDS)
    assert page.locator(".wb-thumbnail img.wb-light").filter(visible=True).count() == 0


def test_the_gallery_is_searched_by_keyboard(demo: Demo, page: Page) -> None:
    page.goto(demo.url)
    shown = page.get_by_role("heading", level=3).filter(visible=True)
    count = page.get_by_role("status")
    expect(count).to_have_text(f"{len(CARDS)} explorers")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Find an explorer")
    expect(field).to_be_focused()
    page.keyboard.type("GRADIENT flies")
    expect(shown).to_have_text(["Gradient descent on a surface"])
    expect(count).to_have_text(f"1 of {len(CARDS)} shown")
    expect(page.get_by_role("region")).to_have_count(1)
    assert page.url.endswith("?q=GRADIENT%20flies")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Gradient descent on a surface")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explorers/descent")
    page.go_back()
    expect(field).to_have_value("GRADIENT flies")
    expect(shown).to_have_count(1)
    field.press("Escape")
    expect(shown).to_have_count(len(CARDS))
    assert page.url == demo.url


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("detections", ["boxes"]),  # a title
        ("false alarm", ["threshold"]),  # a question
        (
            "Classical machine",
            ["leakage", "fit_by_hand", "bias_variance", "decision_boundary", "threshold"],
        ),  # a track
        ("attention_map", ["attention_map"]),  # a name
        *((f"{card.lesson.title}", [card.name]) for card in CARDS[:1] if card.lesson),
    ],
)
def test_the_gallery_finds(demo: Demo, page: Page, words: str, found: list[str]) -> None:
    page.goto(demo.url)
    page.get_by_role("searchbox").fill(words)
    links = page.locator(".wb-card a").filter(visible=True)
    expect(links).to_have_count(len(found))
    assert [(link.get_attribute("href") or "").rpartition("/")[2] for link in links.all()] == found


def test_a_search_that_finds_nothing_says_so_and_goes_back(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.url}?q=zzzz")
    expect(page.get_by_role("status")).to_have_text(f"0 of {len(CARDS)} shown")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".wb-card").filter(visible=True)).to_have_count(len(CARDS))
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_track_has_a_front_page(demo: Demo, page: Page) -> None:
    page.goto(demo.url)
    page.get_by_role("link", name="The maths refresh").click()
    expect(page.get_by_role("heading", name="Why does training diverge?")).to_be_visible(timeout=PATIENCE)
    assert page.url == f"{demo.url}tracks/02_math"


@pytest.mark.parametrize("name", chosen_explorers())
def test_every_explorer_has_a_page_that_moves(demo: Demo, page: Page, name: str) -> None:
    with once_shown(PAGES, name) as work:
        if work.needed:
            has_a_page_that_moves(demo, page, next(card for card in CARDS if card.name == name))


def has_a_page_that_moves(demo: Demo, page: Page, card: Card) -> None:
    errors, outside = demo.watch(page)
    explorer = demo.open_page(page, f"explorers/{card.name}")
    settle(page, explorer)
    assert explorer.get_attribute("data-explorer") == card.name
    expect(page.get_by_role("heading", level=1)).to_have_text(card.summary.question)
    expect(explorer).to_contain_text(card.summary.about)
    assert card.lesson
    expect(page.get_by_text(f"workbench lab --lesson {card.lesson.id}")).to_be_visible()
    control = explorer.locator("input, select").first
    before = shown(explorer)
    move(control)
    settle(page, explorer)
    assert shown(explorer) != before
    assert page.title() == card.summary.title
    assert not errors
    assert not outside


def test_from_the_page_of_an_explorer_to_its_track_and_back(demo: Demo, page: Page) -> None:
    demo.open_page(page, "explorers/descent")
    expect(page.locator("#loading")).to_have_count(0, timeout=PATIENCE)
    page.get_by_role("link", name="Why does training diverge?").click()
    page.wait_for_url("**/tracks/02_math")
    expect(page.get_by_role("heading", name="Why does training diverge?")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Workbench explorers").click()
    expect(page.locator(".wb-gallery").first).to_be_visible()


@pytest.mark.parametrize("width", [340, 700, 1280])
def test_the_gallery_is_never_wider_than_the_page(demo: Demo, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(demo.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_dashboard
def test_every_control_changes_the_picture_or_its_caption(demo: Demo, page: Page, track: str) -> None:
    errors, outside = demo.watch(page)
    for explorer in demo.open(page, track).all():
        settle(page, explorer)
        if track == README_SHOWS:
            picture(page, "dashboard")
        controls = explorer.locator("input, select").all()
        assert controls
        for control in controls:
            before = shown(explorer)
            move(control)
            settle(page, explorer)
            assert shown(explorer) != before, control.get_attribute("name")
            expect(explorer.locator(".wb-x-error")).to_be_hidden()
            expect(explorer.locator(".wb-x-status")).to_be_hidden()
            explorer.get_by_role("button", name="Reset").click()
            settle(page, explorer)
            assert shown(explorer) == before, "Reset brings back the first picture"
    assert not errors
    assert not outside


def hold_back_scripts(page: Page) -> list[Route]:
    """Voilà's own scripts do not come until the routes are continued."""
    held: list[Route] = []
    page.route("**/voila.js", lambda route: held.append(route))
    return held


def test_the_first_picture_comes_with_the_page_and_controls_moved_meanwhile_count(demo: Demo, page: Page) -> None:
    errors, _ = demo.watch(page)
    held = hold_back_scripts(page)
    page.goto(f"{demo.url}voila/render/02_math.ipynb", wait_until="commit", timeout=PATIENCE)
    preview = page.locator(".wb-preview .wb-explorer")
    expect(preview.locator("canvas")).to_be_visible(timeout=PATIENCE)
    expect(preview.locator(".wb-x-caption")).to_contain_text("in 40 steps")
    expect(page.get_by_role("heading", name="Why does training diverge?")).to_be_visible()
    preview.locator("input[name=steps]").press("End")
    expect(preview.locator(".wb-x-caption")).to_contain_text("in 200 steps")  # Python is not even connected
    for route in held:
        route.continue_()
    expect(preview).to_have_count(0, timeout=PATIENCE)
    live = page.locator(".wb-explorer[data-frame]")
    expect(live.locator(".wb-x-caption")).to_contain_text("in 200 steps", timeout=PATIENCE)
    expect(live.locator("input[name=steps]")).to_be_focused()
    expect(page.locator("#loading")).to_have_count(0)
    assert not errors


def test_what_is_moved_before_python_can_compute_follows(demo: Demo, page: Page) -> None:
    """The groups of a table are computed in the kernel."""
    held = hold_back_scripts(page)
    page.goto(f"{demo.url}voila/render/01_data.ipynb", wait_until="commit", timeout=PATIENCE)
    preview = page.locator(".wb-preview .wb-explorer")
    preview.locator("select[name=how]").select_option("median")
    expect(preview.locator(".wb-x-status")).to_contain_text("the picture will follow")
    for route in held:
        route.continue_()
    expect(preview).to_have_count(0, timeout=PATIENCE)
    caption = page.locator(".wb-explorer[data-frame] .wb-x-caption")
    expect(caption).to_contain_text(".median()", timeout=PATIENCE)


def test_the_next_page_comes_in_the_theme_of_this_one(demo: Demo, page: Page) -> None:
    settle(page, demo.open(page, "02_math").first)
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector(".wb-explorer[data-theme=dark]", timeout=PATIENCE)
    hold_back_scripts(page)
    page.goto(f"{demo.url}voila/render/01_data.ipynb", wait_until="commit", timeout=PATIENCE)
    preview = page.locator(".wb-preview .wb-explorer[data-theme=dark]")
    expect(preview.locator("canvas")).to_be_visible(timeout=PATIENCE)


def test_scripts_come_in_one_file_once_they_are_known(demo: Demo, page: Page) -> None:
    settle(page, demo.open(page, "02_math").first)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".js") else None)
    settle(page, demo.open(page, "01_data").first)
    chunks = [url for url in asked if re.search(r"/voila/static/\d+\.voila\.js", url)]
    assert not chunks


def test_formulas_are_set(demo: Demo, page: Page) -> None:
    demo.open(page, "02_math")
    formula = page.locator("mjx-container").first
    expect(formula).to_be_visible(timeout=PATIENCE)


@every_dashboard
def test_a_screen_reader_finds_its_way(demo: Demo, page: Page, track: str) -> None:
    explorer = demo.open(page, track).first
    settle(page, explorer)
    caption = explorer.locator(".wb-x-caption")
    assert caption.text_content()
    assert caption.get_attribute("aria-live") == "polite"
    canvas = explorer.locator("canvas")
    assert canvas.get_attribute("role") == "img"
    assert canvas.get_attribute("aria-labelledby") == caption.get_attribute("id")
    for control in explorer.locator("input, select").all():
        assert control.evaluate("node => node.labels.length") == 1
        assert control.evaluate("node => node.hasAttribute('data-lm-suppress-shortcuts')")
    for slider in explorer.locator("input[type=range]").all():
        identity = slider.get_attribute("id")
        assert slider.get_attribute("aria-valuetext") == explorer.locator(f"output[for='{identity}']").text_content()
    ids = page.evaluate("[...document.querySelectorAll('.wb-explorer [id]')].map(node => node.id)")
    assert len(set(ids)) == len(ids)
    assert page.get_by_role("main").count() == 1
    assert page.locator("h1:visible").count() == 1


@every_dashboard
def test_no_code_and_no_error_is_shown(demo: Demo, page: Page, track: str) -> None:
    demo.open(page, track)
    text = page.get_by_role("main").inner_text()
    assert "import" not in text
    assert "There was an error" not in text
    assert "Traceback" not in text
    page.get_by_role("link", name="All explorers").click()
    expect(page.locator(".wb-gallery").first).to_be_visible()


@every_dashboard
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_page(demo: Demo, page: Page, track: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    explorer = demo.open(page, track).first
    settle(page, explorer)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    image = explorer.locator("canvas").bounding_box()
    assert image
    assert image["width"] > 0.7 * min(width, 960) - 80


def test_the_theme_changes_the_picture_and_is_remembered(demo: Demo, page: Page) -> None:
    track = DASHBOARDS[0].track
    explorer = demo.open(page, track).first
    assert explorer.get_attribute("data-theme") == "light"
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector(".wb-explorer[data-theme=dark]", timeout=PATIENCE)
    assert demo.open(page, track).first.get_attribute("data-theme") == "dark"


def test_a_dragged_slider_ends_at_its_last_value(demo: Demo, page: Page) -> None:
    explorer = demo.open(page, "02_math").first
    settle(page, explorer)
    slider = explorer.locator("input[name=steps]")
    slider.evaluate(
        "node => { for (let i = 0; i <= node.max; i++) { node.value = i; node.dispatchEvent(new Event('input')); } }"
    )
    settle(page, explorer)
    expect(explorer.locator(".wb-x-caption")).to_contain_text("in 200 steps")
    frames = int((explorer.get_attribute("data-frame") or "").rsplit(":", 1)[1])
    assert frames <= 8, "forty values in one burst must not become forty pictures"


def test_the_picture_can_be_saved(demo: Demo, page: Page) -> None:
    explorer = demo.open(page, "02_math").first
    with page.expect_download() as download:
        explorer.get_by_role("button", name="Save the picture as PNG").click()
    assert download.value.suggested_filename == "descent.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        explorer.get_by_role("button", name="Save the numbers of the picture as CSV").click()
    assert download.value.suggested_filename == "descent.csv"
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8").splitlines()))
    losses = [float(row["y"]) for row in rows if row["panel"] == "Loss above the minimum" and row["mark"] == "line"]
    assert len(losses) == 41
    assert losses == sorted(losses, reverse=True)


def test_five_visitors_at_once_each_have_a_kernel_of_their_own(demo: Demo, browser: Browser) -> None:
    contexts = [browser.new_context(viewport={"width": 1000, "height": 800}) for _ in range(5)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{demo.url}voila/render/01_data.ipynb", wait_until="commit", timeout=3 * PATIENCE)
    for page in pages:
        page.wait_for_selector(".wb-explorer[data-frame]", timeout=3 * PATIENCE)
    wanted = ["median", "max", "std", "count", "size"]
    for page, how in zip(pages, wanted, strict=True):
        page.locator(".wb-explorer[data-frame] select[name=how]").select_option(how)
    for page, how in zip(pages, wanted, strict=True):
        caption = page.locator(".wb-explorer[data-frame] .wb-x-caption")
        expect(caption).to_contain_text(f".{how}()", timeout=PATIENCE)
    for context in contexts:
        context.close()


@pytest.mark.parametrize("address", ["nothing/here", "voila/render/99_none.ipynb", "explorers/none", "tracks/99_none"])
def test_a_wrong_address_gets_a_page_that_leads_back(demo: Demo, page: Page, address: str) -> None:
    answer = page.goto(demo.url + address)
    assert answer
    assert answer.status == 404
    page.get_by_role("link", name="See all explorers").click()
    expect(page.locator(".wb-gallery").first).to_be_visible()


def test_the_notebook_behind_a_page_is_not_handed_out(demo: Demo, page: Page) -> None:
    for name in (f"{DASHBOARDS[0].track}.ipynb", "explorers/descent.ipynb", "voila.json", "../../etc/passwd"):
        answer = page.request.get(f"{demo.url}voila/files/{name}")
        assert answer.status in (403, 404)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_kernel_and_no_folder(
    tmp_path: Path, page: Page, stop: signal.Signals, kernel_place: Path
) -> None:
    earlier = processes(kernel_place, "wb-kernel")
    demo = start(tmp_path / "log.txt", TMPDIR=str(tmp_path))
    demo.open(page, DASHBOARDS[0].track)
    running = [kernel for kernel in processes(kernel_place, "wb-kernel") if kernel not in earlier]
    assert running
    demo.process.send_signal(stop)
    out, _ = demo.process.communicate(timeout=60)
    assert demo.process.returncode == 0
    assert "Stopped." in out
    _, alive = psutil.wait_procs(running, timeout=10)
    assert not alive
    assert not list(tmp_path.glob("wb-demo-*"))


def test_a_closed_page_ends_its_kernel(demo: Demo, page: Page, kernel_place: Path) -> None:
    earlier = processes(kernel_place, "wb-kernel")
    demo.open(page, DASHBOARDS[0].track)
    own = [kernel for kernel in processes(kernel_place, "wb-kernel") if kernel not in earlier]
    assert own
    page.goto("about:blank")
    _, alive = psutil.wait_procs(own, timeout=20)
    assert not alive


def test_a_broken_dashboard_says_so_and_the_log_says_why(tmp_path: Path, page: Page) -> None:
    broken = tmp_path / "lessons" / "02_math" / "dashboard.py"
    broken.parent.mkdir(parents=True)
    source = next(dashboard.path for dashboard in DASHBOARDS if dashboard.track == "02_math")
    broken.write_text(source.read_text().replace('show("descent")', 'show("descnt")'))
    shutil.copytree(find_explorers()["descent"].path.parent, broken.parent / "explorers")
    log = tmp_path / "log.txt"
    demo = start(log, WORKBENCH_CONTENT=str(tmp_path))
    try:
        page.goto(f"{demo.url}voila/render/02_math.ipynb", timeout=PATIENCE)
        expect(page.get_by_text("The rest of this dashboard was not run")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("link", name="All explorers")).to_be_visible()
        assert "Did you mean 'descent'?" in log.read_text()
    finally:
        demo.process.send_signal(signal.SIGINT)
        demo.process.communicate(timeout=60)
