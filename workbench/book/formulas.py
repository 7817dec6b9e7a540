"""Formulas of the book as MathML: how Sphinx is told to draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.formulas import to_mathml

if TYPE_CHECKING:
    from docutils import nodes  # type: ignore[import-untyped]
    from sphinx.application import Sphinx

RENDERER = "workbench"


def setup(app: Sphinx) -> dict[str, bool]:
    """Have Sphinx draw formulas this way. One that cannot be drawn is a warning, so it ends the build."""
    app.add_html_math_renderer(RENDERER, (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _draw(visitor: Any, node: nodes.Element, *, block: bool) -> None:
    from html import escape

    from docutils.nodes import SkipNode  # type: ignore[import-untyped]
    from sphinx.util.logging import getLogger

    try:
        made = to_mathml(node.astext(), block=block)
    except WorkbenchError as error:
        getLogger(__name__).warning("%s", error, location=node)
        made = f"<code>{escape(node.astext())}</code>"
    visitor.body.append(f'<div class="wbk-formula">{made}</div>\n' if block else made)
    raise SkipNode


def _inline(visitor: Any, node: nodes.Element) -> None:
    _draw(visitor, node, block=False)


def _block(visitor: Any, node: nodes.Element) -> None:
    _draw(visitor, node, block=True)
