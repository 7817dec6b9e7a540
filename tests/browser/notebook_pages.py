"""The cells of the notebook that is open in JupyterLab."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def cell(page: Page, text: str) -> Locator:
    return page.locator(".jp-Notebook:visible .jp-CodeCell", has_text=text).first


def rewrite(page: Page, text: str, code: str) -> Locator:
    """Write this code into the cell that has the text and run it; the card that appears."""
    cell(page, text).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    return cell(page, text).locator(".wbf-card")
