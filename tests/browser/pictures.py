"""Pictures for the README, made while the tests run: WORKBENCH_SCREENSHOTS=folder pytest tests/browser."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = os.environ.get("WORKBENCH_SCREENSHOTS")


def picture(page: Page, name: str) -> None:
    """Save what the page shows, if pictures are asked for."""
    if FOLDER:
        page.screenshot(path=Path(FOLDER) / f"{name}.png")
