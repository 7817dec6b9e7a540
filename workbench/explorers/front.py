"""What the browser gets for all explorers: one script and one style sheet."""

from __future__ import annotations

from importlib.resources import files


def front_end() -> str:
    """The script: drawing, then controls."""
    return "\n".join(_text(name) for name in ("scene.js", "view.js"))


def style_sheet() -> str:
    return _text("view.css")


def _text(name: str) -> str:
    return files("workbench.explorers").joinpath(name).read_text(encoding="utf-8")
