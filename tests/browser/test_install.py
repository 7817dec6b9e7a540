"""The button that installs what a lesson lacks, in a real browser: at home, at the side and in the first cell."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import running
from playwright.sync_api import Page, expect
from temporary_environment import HOUSE, Environment, Shop, make_environment, open_shop, write_wheel

PATIENCE = 60_000  # ms
LESSON, OTHER = "01_alpha/01_one", "01_alpha/02_two"
SIZES = {
    "packages": {"roof": 3_000_000, "wall": 20_000_000, "ground": 400_000},
    "extras": {"house": ["ground", "roof", "wall"]},
    "isolated": {},
}


@dataclass(frozen=True)
class Lab:
    address: str
    place: Environment
    shop: Shop


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any]) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("install")
    content = content_at(folder / "content")
    content.exercise_lesson(LESSON, title="Houses", extras=["house"])
    content.exercise_lesson(OTHER, title="Numbers")
    for name, needs in HOUSE.items():
        write_wheel(folder / "wheels", name, "1.0", needs=needs, filling=3_000_000 if name == "ground" else 0)
    with open_shop(folder / "wheels") as shop, pytest.MonkeyPatch.context() as patch:
        place = make_environment(folder, content=content.root, wheels=shop.url, extras={"house": ["roof"]}, sizes=SIZES)
        patch.setattr(sys, "executable", place.python)
        more = {name: place.variables[name] for name in place.variables if name not in ("WORKBENCH_WORKSPACE",)}
        with running.running_lab(folder, folder / "workspace", **more) as started:
            yield Lab(address=started.address, place=place, shop=shop)


def test_installed_by_one_button(lab: Lab, page: Page) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab.address}&reset")
    card = page.locator(f'.wb-card[data-lesson="{LESSON}"]')
    expect(card.locator(".wb-need")).to_contain_text("Needs house, not installed yet.", timeout=PATIENCE)
    button = card.get_by_role("button", name="Install, 23 MB")
    expect(button).to_be_visible()
    expect(page.locator(f'.wb-card[data-lesson="{OTHER}"] .wb-need')).to_be_hidden()

    # The first cell says it too, in place of an ImportError further down.
    card.get_by_role("button", name="Houses").click()
    expect(page.get_by_role("tab", name="01_one.ipynb")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".jp-Toolbar-kernelName:visible")).to_have_text("Workbench (Python)", timeout=PATIENCE)
    page.locator(".jp-Notebook:visible .jp-Cell").first.click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    told = page.locator(".wbf-card", has_text="To install first: house")
    expect(told).to_contain_text("workbench install house", timeout=PATIENCE)
    expect(told.get_by_role("button", name="Install, 23 MB")).to_be_visible()
    told.scroll_into_view_if_needed()

    # And so does the side, for the keyboard as well.
    page.keyboard.press("Alt+Shift+W")
    side = page.locator(f'.wbs-panel [data-lesson="{LESSON}"]')
    expect(side.locator(".wbs-note").first).to_contain_text("Needs house, not installed yet.")
    row = side.get_by_role("treeitem", name=re.compile("Install, 23 MB house"))
    expect(row).to_be_visible()

    # One of the three is enough; all tell how far it is.
    lab.shop.hold("ground")
    row.focus()
    page.keyboard.press("Enter")
    expect(told.get_by_role("button", name=re.compile(r"Stop \(\d+ %\)"))).to_be_visible(timeout=PATIENCE)
    expect(side.locator(".wbs-note").first).to_contain_text("Downloading ground (3 of 3; 3 MB", timeout=PATIENCE)
    page.get_by_role("tab", name="Workbench").click()
    bar = card.locator(".wb-need").get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"[5-9]\d|100"), timeout=PATIENCE)

    # Stopped, and begun again.
    card.get_by_role("button", name="Stop").click()
    expect(card.locator(".wb-need")).to_contain_text("Stopped. What was downloaded is kept", timeout=PATIENCE)
    assert lab.place.installed() == set()
    lab.shop.release()
    button.click()
    expect(card.locator(".wb-need")).to_contain_text("Installed house. Restart a kernel", timeout=PATIENCE)
    expect(card.get_by_role("button", name="Install, 23 MB")).to_be_hidden()
    expect(page.get_by_text("Installed house.").first).to_be_visible()
    assert lab.place.installed() == {"roof", "wall", "ground"}
    expect(told.locator(".wbf-install")).to_be_disabled()

    # Run once more, the cell says what to do, and after a restart nothing any more.
    page.get_by_role("tab", name="01_one.ipynb").click()
    page.locator(".jp-Notebook:visible .jp-Cell", has_text="from workbench import Lesson").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".wbf-card", has_text="Installed: house")).to_contain_text("Restart the kernel")
