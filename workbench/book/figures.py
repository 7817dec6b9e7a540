"""Figures of Plotly on a page: data and layout as the lesson left them, drawn by the library's own script.

The book brings the script along, so that it asks for nothing from elsewhere; a page without such a figure does not
load it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

KIND = "application/vnd.plotly.v1+json"
_CLASS = "wbk-plotly"
_HEIGHT = 450
"""Pixels, as high as Plotly draws where nothing is said."""


def to_html(figure: Mapping[str, Any], label: str) -> str:
    """The place of a figure on a page. figure: its data and layout; label: what it is, for who cannot see it."""
    layout = figure.get("layout") or {}
    height = int(layout.get("height") or _HEIGHT)
    told = json.dumps({"data": figure.get("data") or [], "layout": layout}).replace("</", "<\\/")
    return (
        f'<div class="{_CLASS}" role="img" aria-label="{escape(label)}" style="height: {height}px">'
        f'<script type="application/json">{told}</script></div>'
    )


def script_of(source: Path) -> list[str]:
    """The script of Plotly, where a page in the folder needs it: what Sphinx copies beside the book's own."""
    if not any(_CLASS in path.read_text(encoding="utf-8") for path in source.rglob("*.ipynb")):
        return []
    import plotly  # type: ignore[import-untyped]

    return [str(Path(plotly.__file__).parent / "package_data" / "plotly.min.js")]
