"""Explorers as pictures for a page that cannot move: for a light page and a dark one, a wide one and a narrow one."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.explorers.style import Theme

THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = {"wide": 720, "narrow": 340}
"""CSS pixels. On a narrow page the panels of an explorer stand one above the other, as they do in the workbench."""


@dataclass(frozen=True, kw_only=True)
class Still:
    """An explorer at some values. title, about: of the explorer; caption: what the picture shows, in words."""

    title: str
    about: str
    caption: str
    name: str

    def markdown(self) -> str:
        """Its pictures, of which a page shows the one that suits it, with the words below."""
        pictures = "\n".join(
            f"![{plain(self.title)} Described below the picture.]"
            f"(/pictures/{self.name}-{theme}-{size}.png){{.only-{theme} .wbk-still .wbk-{size}}}"
            for theme in THEMES
            for size in WIDTHS
        )
        return "\n\n".join(
            [
                ":::{container} wbk-explorer",
                f"**{plain(self.title)}** {plain(self.about)}",
                pictures,
                plain(self.caption),
                "*This picture is live in the workbench: there you move its controls.*",
                ":::",
            ]
        )


def draw_still(explorer: str, values: Mapping[str, Any], folder: Path) -> Still:
    """Write ``<folder>/<name>-<theme>-<size>.png`` of an explorer for each theme and size.

    values: of its controls, the author's for the rest. Raises WorkbenchError for an unknown explorer or value.
    """
    from workbench.explorers import load
    from workbench.explorers.figure import picture

    chosen = load(explorer)
    clean = chosen.clean(values)
    told = json.dumps(clean, sort_keys=True)
    still = f"{explorer}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    scene = chosen.scene(clean)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for size, width in WIDTHS.items():
            path = folder / f"{still}-{theme}-{size}.png"
            if not path.exists():
                path.write_bytes(picture(scene, height=chosen.height, width=width, theme=theme))
    return Still(title=chosen.title, about=chosen.about, caption=scene.caption, name=still)


def plain(text: str) -> str:
    """Text that is text in Markdown too, whatever signs are in it; in one paragraph."""
    return " ".join("".join("\\" + letter if letter in string.punctuation else letter for letter in text).split())
