"""One way to make a page: escaped, self-contained, and written only when something has changed.

A page loads nothing and runs nothing. Its own policy forbids both, in case a text should ever slip through.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench.feedback.markup import inline
from workbench.files import write_atomic
from workbench.grading.gradebook.exports import number
from workbench.grading.reports.text import visible

_HERE = Path(__file__).parent


def render(template: str, **values: Any) -> str:
    """The page of a template in ``templates/``. Every text is escaped, and what is invisible in it is shown."""
    return _environment().get_template(template).render(style=_style(), **values)


def write_page(path: Path, content: str) -> bool:
    """Write a file unless it says the same already; whether it was written."""
    data = content.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return False
    write_atomic(path, data)
    return True


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,  # whatever a template writes goes through it, so that none can forget to
    )
    made.filters |= {"marked": _marked, "points": number, "percent": _percent, "cut": _cut}
    return made


@cache
def _style() -> Markup:
    return Markup((_HERE / "reports.css").read_text(encoding="utf-8"))


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _marked(text: str) -> Markup:
    """A message with its little markup."""
    return Markup(inline(visible(text)))


def _cut(text: str, most: int) -> str:
    return visible(text, most=most)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
