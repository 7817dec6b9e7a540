"""The roadmap at the side of JupyterLab, in a real browser: it keeps up with the kernel, and needs no mouse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import test_home
from axe_playwright_python.sync_playwright import Axe
from pictures import picture
from playwright.sync_api import Locator, Page, Request, Route, expect
from test_home import CONTRAST, FIRST, PATIENCE, SECOND, Lab, configure, key

lab = test_home.lab  # a workbench of this module's own

TEN_DAYS = 864_000  # seconds: what shows before that was not found by asking now and then
both_themes = pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])


@pytest.fixture(autouse=True)
def _nothing_done(lab: Lab, page: Page) -> Iterator[None]:
    """Each test begins without progress, notebooks and kernels, and with a roadmap that hardly ever asks by itself."""
    configure(page, lab, "ml-workbench:roadmap", {"pollSeconds": TEN_DAYS})
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)  # Playwright's own
    for session in page.request.get(f"{lab.url}api/sessions", headers=key(lab)).json():
        page.request.delete(f"{lab.url}api/sessions/{session['id']}", headers=key(lab))
    for file in [*lab.workspace.glob(".workbench/progress*"), *lab.workspace.glob("*/*.ipynb")]:
        file.unlink()


def start(page: Page, lab: Lab, *, reset: bool = True) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.url}lab?token={lab.token}{'&reset' if reset else ''}")
    expect(page.locator(".wb-card").first).to_be_attached()


def tab(page: Page) -> Locator:
    return page.locator(".jp-SideBar.jp-mod-left").get_by_role("tab", name="Roadmap")


def row(page: Page, name: str, *, lesson: str | None = None) -> Locator:
    """The row of a lesson, or of an exercise or quiz of a lesson."""
    if lesson:
        return row(page, lesson).locator(f'[data-item="{name}"]')
    return page.locator(f'.wbs-panel [data-lesson="{name}"]')


def line(at: Locator) -> Locator:
    """What a row says itself, without the rows below it."""
    return at.locator("> .wbs-row")


@pytest.fixture
def side(lab: Lab, page: Page) -> Page:
    """A fresh Lab with the sidebar opened by its icon."""
    start(page, lab)
    tab(page).click()
    expect(row(page, FIRST)).to_be_visible()
    return page


def notebook(page: Page) -> Locator:
    return page.locator(".jp-Notebook:visible")


def open_lesson(page: Page, lesson: str) -> None:
    """With the mouse; wait until its kernel can run cells."""
    line(row(page, lesson)).locator(".wbs-title").click()
    expect(row(page, lesson)).to_have_attribute("aria-current", "page")
    idle = page.locator(".jp-Notebook-ExecutionIndicator:visible")
    expect(idle).to_have_attribute("data-status", "idle")


def run(page: Page, text: str, source: str | None = None) -> Locator:
    """Run the cell that has this text, with another source if one is given. Returns the cell."""
    cell = notebook(page).locator(".jp-CodeCell", has_text=text).first
    cell.locator(".cm-content").click()
    if source is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    return cell


DOUBLE = "@lesson.exercise\ndef double(x):\n    return {}\n"


def test_it_is_beside_the_files_and_opens_when_asked(lab: Lab, page: Page) -> None:
    start(page, lab)
    expect(page.locator(".wb-home")).to_be_visible()
    expect(page.locator(".wbs-panel")).to_be_hidden()
    tabs = page.locator(".jp-SideBar.jp-mod-left [role=tab]")
    names = tabs.evaluate_all("all => all.map(each => each.dataset.id)")
    assert names.index("ml-workbench-sidebar") == names.index("filebrowser") + 1
    tab(page).click()
    expect(page.get_by_role("tree", name="Lessons")).to_be_visible()
    expect(page.get_by_role("treeitem", name="Alpha, 0 of 1 lesson done")).to_have_attribute("aria-expanded", "true")
    expect(row(page, FIRST)).to_have_attribute("aria-label", "Numbers, next, 0 of 2 passed, 20 minutes")
    expect(line(row(page, FIRST))).to_contain_text("0 of 2")
    expect(line(row(page, FIRST))).to_contain_text("20 min")
    expect(line(row(page, SECOND))).to_contain_text("Better after: Numbers")
    expect(page.locator(".wbs-total")).to_have_text("0 of 2 lessons0 of 4 passed")
    expect(page.get_by_role("progressbar", name="All lessons: passed")).to_have_attribute("aria-valuemax", "4")
    picture(page, "sidebar")


def test_a_link_to_a_notebook_opens_nothing_else(lab: Lab, page: Page) -> None:
    path = lab.workspace / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "workbench", "display_name": "W"}}), path)
    page.goto(f"{lab.url}lab/tree/own.ipynb?token={lab.token}&reset")
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(tab(page)).to_have_attribute("aria-selected", "false")
    expect(page.locator(".wbs-panel")).to_be_hidden()
    tab(page).click()
    expect(row(page, FIRST)).to_be_visible()
    expect(page.locator(".wb-home")).to_have_count(0)
    path.unlink()


def test_it_comes_back_as_it_was_left(side: Page, lab: Lab) -> None:
    with side.expect_response(lambda answer: "/api/workspaces/" in answer.url and "01_alpha" in saved(answer.request)):
        side.locator('[data-track="01_alpha"] > .wbs-row').click()
    expect(row(side, FIRST)).to_be_hidden()
    start(side, lab, reset=False)
    expect(row(side, SECOND)).to_be_visible()
    expect(row(side, FIRST)).to_be_hidden()
    expect(side.locator('[data-track="01_alpha"]')).to_have_attribute("aria-expanded", "false")


def saved(request: Request) -> str:
    """What Lab keeps of its sidebar, when that is what is sent."""
    kept = json.loads(request.post_data or "{}").get("data", {}) if request.method == "PUT" else {}
    return json.dumps(kept.get("ml-workbench:sidebar", ""))


def test_search(side: Page) -> None:
    search = side.get_by_role("searchbox", name="Find a lesson or exercise")
    search.fill("trees")
    expect(row(side, SECOND)).to_be_visible()
    expect(row(side, FIRST)).to_be_hidden()
    expect(side.locator('[data-track="01_alpha"]')).to_be_hidden()
    expect(side.locator(".wb-live")).to_have_text("1 lesson found.")
    search.fill("numbers quiz")  # a lesson and what is in it
    expect(row(side, "half", lesson=FIRST)).to_be_visible()
    expect(row(side, "double", lesson=FIRST)).to_be_hidden()
    expect(row(side, SECOND)).to_be_hidden()
    search.fill("lightgbm")  # what a lesson teaches
    expect(row(side, SECOND)).to_be_visible()
    expect(row(side, FIRST)).to_be_hidden()
    search.fill("nothing like this")
    expect(side.get_by_text("Nothing matches")).to_be_visible()
    search.press("Escape")
    expect(search).to_have_value("")
    expect(search).to_be_focused()
    expect(row(side, FIRST)).to_be_visible()
    expect(row(side, SECOND)).to_be_visible()
    expect(row(side, "half", lesson=FIRST)).to_be_hidden()


def test_with_the_keyboard_alone(lab: Lab, page: Page) -> None:
    """Open the panel, look around, find a lesson, open it, come back, go to an exercise."""
    start(page, lab)
    press = page.keyboard.press
    press("Alt+Shift+W")
    expect(row(page, FIRST)).to_be_focused()  # the next lesson
    press("ArrowRight")
    expect(row(page, FIRST)).to_have_attribute("aria-expanded", "true")
    press("ArrowRight")
    expect(row(page, "double", lesson=FIRST)).to_be_focused()
    press("ArrowLeft")
    press("ArrowLeft")
    expect(row(page, FIRST)).to_have_attribute("aria-expanded", "false")
    press("ArrowDown")
    expect(page.locator('[data-track="02_beta"]')).to_be_focused()
    press("Enter")
    expect(row(page, SECOND)).to_be_hidden()
    press("Enter")
    press("End")
    expect(row(page, SECOND)).to_be_focused()
    press("Home")
    expect(page.locator('[data-track="01_alpha"]')).to_be_focused()
    assert page.locator(".wbs-tree [tabindex='0']").count() == 1
    page.keyboard.type("tree")  # goes to the search
    expect(page.get_by_role("searchbox", name="Find a lesson or exercise")).to_have_value("tree")
    press("ArrowDown")
    expect(row(page, SECOND)).to_be_focused()
    press("Escape")
    expect(row(page, FIRST)).to_be_visible()
    expect(row(page, SECOND)).to_be_focused()
    press("Enter")
    expect(page.get_by_role("tab", name="01_two.ipynb")).to_have_attribute("aria-selected", "true")
    expect(row(page, SECOND)).to_have_attribute("aria-current", "page")
    expect(row(page, "double", lesson=SECOND)).to_be_visible()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(notebook(page)).to_contain_text("Twice a number.")
    press("Alt+Shift+W")
    expect(row(page, SECOND)).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(page.locator(".jp-Cell.jp-mod-selected")).to_contain_text("def double")
    press("Alt+Shift+W")
    press("Alt+Shift+W")  # from inside it closes the panel, and the keyboard is in the notebook again
    expect(page.locator(".wbs-panel")).to_be_hidden()
    assert notebook(page).evaluate("node => node.contains(document.activeElement)")


def test_what_passes_shows_at_once(side: Page, lab: Lab) -> None:
    """Long before it would ask by itself, with one question for home page and sidebar."""
    asked: list[Request] = []
    side.on("request", lambda request: asked.append(request) if "/api/curriculum" in request.url else None)
    open_lesson(side, FIRST)
    run(side, "lesson = Lesson")
    expect(run(side, "def double", DOUBLE.format("x * x")).locator(".wbf-title")).to_contain_text("Not yet")
    expect(row(side, FIRST)).to_have_attribute("data-state", "started")
    expect(row(side, "double", lesson=FIRST)).to_have_attribute("data-state", "started")
    lab.record("half", kind="quiz")  # elsewhere, so that nothing tells of it
    before = len(asked)
    assert "0 of 2" in line(row(side, FIRST)).inner_text()
    run(side, "def double", DOUBLE.format("x + x"))
    expect(row(side, "double", lesson=FIRST)).to_have_attribute("data-state", "done")
    expect(line(row(side, FIRST))).to_contain_text("2 of 2")
    expect(row(side, FIRST)).to_have_attribute("data-state", "done")
    expect(side.locator(".wb-live")).to_have_text("Passed: double in Numbers, half in Numbers.")
    expect(line(row(side, SECOND))).not_to_contain_text("Better after")
    expect(side.get_by_role("button", name="Continue: Trees")).to_be_visible()
    expect(side.locator(f'.wb-card[data-lesson="{FIRST}"]')).to_contain_text("2 of 2 passed")
    assert len(asked) == before + 1


def test_a_fresh_answer_disturbs_nothing(side: Page, lab: Lab) -> None:
    """Neither the focus, nor what is unfolded, typed or scrolled to: rows are changed, not made anew."""
    row(side, FIRST).press("ArrowRight")
    item = row(side, "double", lesson=FIRST)
    item.focus()
    item.evaluate("node => node.kept = true")
    side.locator(".wbs-scroll").evaluate("node => { node.style.maxHeight = '90px'; node.scrollTop = 40; }")
    lab.record("double")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(item).to_have_attribute("data-state", "done")
    expect(item).to_be_focused()
    assert item.evaluate("node => node.kept")
    assert side.locator(".wbs-scroll").evaluate("node => node.scrollTop") == 40
    search = side.get_by_role("searchbox", name="Find a lesson or exercise")
    search.fill("hal")
    lab.record("half", kind="quiz")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(row(side, "half", lesson=FIRST)).to_have_attribute("data-state", "done")
    expect(search).to_be_focused()
    expect(item).to_be_hidden()


def test_an_update_of_one_exercise_is_small(side: Page, lab: Lab) -> None:
    """Less than 5 kB in all, with the whole known; and what did not change is left as it is."""
    sent: list[Request] = []
    side.on("requestfinished", lambda request: sent.append(request) if "/workbench/api/" in request.url else None)
    lab.record("double")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(row(side, FIRST)).to_have_attribute("aria-label", "Numbers, in progress, 1 of 2 passed, 20 minutes")
    expect(side.locator(f'.wb-card[data-lesson="{FIRST}"]')).to_contain_text("1 of 2 passed")
    expect(side.locator(".wbs-total")).to_have_text("0 of 2 lessons1 of 4 passed")
    side.wait_for_load_state("networkidle")
    assert {request.url.split("?")[0].rsplit("/")[-1] for request in sent} == {
        "curriculum",
        "install",
        "review",
    }
    told = [answer.json()["changes"] for request in sent if "since=" in request.url and (answer := request.response())]
    assert [changes for changes in told if changes] == [
        {FIRST: {"state": "started", "items": {"0": {"attempts": 1, "passed": True}}}}
    ]
    assert 0 < sum(request.sizes()["responseBodySize"] for request in sent) < 5_000


def test_lessons_that_come_and_go_show_too(side: Page, lab: Lab) -> None:
    """Then the whole is sent again, because there is nothing to put the news into."""
    path = lab.content.exercise_lesson("02_beta/02_three", title="Forests")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(row(side, "02_beta/02_three")).to_be_visible()
    expect(side.locator(".wb-card")).to_have_count(3)
    path.unlink()
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(row(side, "02_beta/02_three")).to_have_count(0)
    expect(side.locator(".wb-card")).to_have_count(2)


def test_to_an_exercise_in_its_notebook(side: Page, lab: Lab) -> None:
    """Of a lesson that is not open yet; then in a notebook whose cells have other ids or are gone."""
    line(row(side, FIRST)).locator(".wbs-twist").click()
    row(side, "half", lesson=FIRST).click()
    selected = side.locator(".jp-Cell.jp-mod-selected")
    expect(selected).to_contain_text("lesson.quiz")
    expect(selected).to_be_in_viewport()
    expect(notebook(side)).to_have_class(re.compile("jp-mod-commandMode"))
    expect(row(side, FIRST)).to_have_attribute("aria-current", "page")

    path = lab.workspace / f"{SECOND}.ipynb"
    answer = side.request.post(f"{lab.url}workbench/api/open", headers=key(lab), data={"lesson": SECOND})
    assert answer.ok
    change_cells(path)
    line(row(side, SECOND)).locator(".wbs-twist").click()
    row(side, "double", lesson=SECOND).click()
    expect(selected.filter(visible=True)).to_contain_text("def double")
    expect(selected.filter(visible=True)).to_be_in_viewport()
    row(side, "half", lesson=SECOND).click()
    expect(selected.filter(visible=True)).to_contain_text("lesson.quiz")  # it was deleted, and came back


def change_cells(path: Path) -> None:
    """The learner pasted the exercise into a cell far down, and deleted the quiz."""
    mine: Any = nbformat.read(path, as_version=4)
    (exercise,) = [cell for cell in mine.cells if cell.id == "exercise-double"]
    exercise.id = "pasted"
    others = [cell for cell in mine.cells if cell.id not in ("pasted", "quiz-half")]
    filler = [nbformat.v4.new_code_cell("# double\n" * 12) for _ in range(16)]
    mine.cells = [*others, *filler[:8], exercise, *filler[8:]]
    nbformat.write(mine, path)


def test_the_lesson_in_front_is_marked(side: Page) -> None:
    current = side.locator(".wbs-panel [aria-current]")
    expect(current).to_have_count(0)
    open_lesson(side, FIRST)
    open_lesson(side, SECOND)
    expect(current).to_have_attribute("data-lesson", SECOND)
    expect(row(side, "double", lesson=SECOND)).to_be_visible()
    expect(row(side, "double", lesson=FIRST)).to_be_hidden()
    side.get_by_role("tab", name="01_one.ipynb").click()
    expect(current).to_have_attribute("data-lesson", FIRST)
    expect(current).to_have_count(1)
    expect(row(side, "double", lesson=FIRST)).to_be_visible()
    side.get_by_role("button", name="Home page").click()
    expect(side.locator(".wb-home")).to_be_visible()
    expect(current).to_have_count(0)


def test_in_a_class_what_is_ready_to_hand_in_is_done(side: Page, lab: Lab) -> None:
    expect(row(side, FIRST)).to_have_attribute("data-state", "next")
    lab.record("double", outcome="recorded")
    lab.record("half", kind="quiz", outcome="recorded")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(row(side, FIRST)).to_have_attribute("aria-label", "Numbers, done, 2 of 2 passed, 20 minutes")
    expect(side.locator(".wb-live")).to_have_text("Ready to hand in: double in Numbers, half in Numbers.")
    expect(row(side, "half", lesson=FIRST)).to_have_attribute("data-state", "recorded")
    expect(line(row(side, SECOND))).not_to_contain_text("Better after")


def test_it_says_when_the_server_is_away_and_recovers(side: Page) -> None:
    side.route("**/api/curriculum*", lambda route: route.abort())
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    alert = side.locator(".wbs-panel").get_by_role("alert").filter(has_text="The server does not answer")
    expect(alert).to_be_visible()
    expect(row(side, FIRST)).to_be_visible()
    side.unroute("**/api/curriculum*")
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(alert).to_have_count(0)


def test_a_late_word_on_what_is_missing_does_not_take_the_alert_away(side: Page) -> None:
    """Each answer of the roadmap asks what lessons lack; that answer may come when the server is away again."""
    held: list[Route] = []
    side.route("**/api/install*", lambda route: held.append(route))
    with side.expect_request("**/api/install*"):
        side.evaluate("window.dispatchEvent(new Event('focus'))")
    side.route("**/api/curriculum*", lambda route: route.abort())
    side.evaluate("window.dispatchEvent(new Event('focus'))")
    alert = side.locator(".wbs-panel").get_by_role("alert").filter(has_text="The server does not answer")
    expect(alert).to_be_visible()
    with side.expect_response("**/api/install*"):
        held[0].continue_()
    side.evaluate("new Promise(done => setTimeout(done, 500))")
    expect(alert).to_be_visible()


@pytest.mark.parametrize("width", [240, 320, 640])
def test_nothing_is_cut_at_any_width(side: Page, width: int) -> None:
    """Of what must be read: only a long title may end early, and it is in full where the mouse rests."""
    side.locator(".wbs-panel").evaluate(
        "(node, width) => { node.style.width = node.style.maxWidth = `${width}px`; }", width
    )
    row(side, FIRST).press("ArrowRight")
    expect(row(side, "double", lesson=FIRST)).to_be_visible()
    wide = side.locator(".wbs-panel").evaluate(
        """panel => [...panel.querySelectorAll('*')].filter(each => each.checkVisibility()
             && each.getBoundingClientRect().right > panel.getBoundingClientRect().left + panel.clientWidth + 1)
           .map(each => each.className)"""
    )
    assert wide == []
    small = side.locator(".wbs-panel :is(.wbs-row, button, input, .wbs-lesson > .wbs-twist)").evaluate_all(
        "all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 24)"
        ".map(each => each.className)"
    )
    assert small == []


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_motion_is_left_out_for_those_who_want_none(side: Page, motion: Any, moves: bool) -> None:
    side.emulate_media(reduced_motion=motion)
    found = row(side, FIRST).evaluate(
        """node => {
             node.classList.add('wbs-fresh');
             node.setAttribute('aria-busy', 'true');
             const style = selector => getComputedStyle(node.querySelector(selector));
             return [style('.wbs-row').animationName !== 'none',
                     style('.wbs-sign svg').animationName !== 'none',
                     style('.wb-fill').transitionDuration !== '0s',
                     style('.wbs-twist svg').transitionDuration !== '0s'];
           }"""
    )
    assert found == [moves] * 4


@pytest.fixture
def themed(page: Page, lab: Lab, theme: str) -> Page:
    """The sidebar in a theme, with all it can show: every state, a lesson in front, a message."""
    page.emulate_media(color_scheme="dark" if theme.endswith("Dark") else "light", reduced_motion="reduce")
    configure(page, lab, "@jupyterlab/apputils-extension:themes", {"theme": theme})
    lab.record("double", outcome="failed")
    lab.record("half", kind="quiz")
    start(page, lab)
    expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_be_attached()
    tab(page).click()
    open_lesson(page, FIRST)
    expect(row(page, "half", lesson=FIRST)).to_be_visible()
    line(row(page, SECOND)).locator(".wbs-twist").click()
    page.route("**/api/curriculum*", lambda route: route.abort())
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".wbs-panel .wb-problem").first).not_to_be_empty()
    line(row(page, "double", lesson=FIRST)).hover()
    return page


@both_themes
def test_contrast(themed: Page) -> None:
    """Every text and every sign of a state reaches 4.5 : 1 (WCAG AA) against what is behind it."""
    script = CONTRAST.replace(".wb-home *", ".wbs-panel *").replace("!text ||", "!(text || e.matches('.wbs-sign')) ||")
    assert script.count(".wbs-") == 2
    faint = themed.evaluate(script)
    assert faint["seen"] > 25
    assert faint["below"] == []


@both_themes
def test_axe_finds_nothing_serious(themed: Page) -> None:
    found = Axe().run(themed, context=".wbs-panel", options={"resultTypes": ["violations", "passes"]}).response
    checked = {rule["id"] for rule in found["passes"]}
    assert {"aria-required-children", "aria-required-parent", "aria-valid-attr-value", "label"} <= checked
    bad = [
        (rule["id"], rule["impact"], [node["html"] for node in rule["nodes"]])
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
    assert bad == []
