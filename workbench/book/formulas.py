"""Formulas as MathML, made while the book is built: browsers draw it without a script or a font of ours.

It is also what screen readers read, and it prints. The converter is that of docutils, which Sphinx is made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from docutils import nodes  # type: ignore[import-untyped]
    from sphinx.application import Sphinx

RENDERER = "workbench"
_BIG = re.compile(r"\\([bB]igg?)(?![A-Za-z])(?=\s*([)\]]|\\[}]|\\r(?:Vert|vert|angle|floor|ceil)\b)?)")
_DOTS = re.compile(r"\\dots(?![A-Za-z])")
_FRACTION = re.compile(r"(\\[td]?(?:frac|binom))\s*(\d|[A-Za-z](?![A-Za-z])|\{[^{}]*\})\s*(\d)")
_DIGIT = re.compile(r"([\^_]|\\(?:sqrt|[td]?frac))\s*(\d)(?=\d)")
_LEFT = re.compile(r"\\left(?![A-Za-z])")
_FENCE = re.compile(r'<mo(?: class="math(?:open|close)")?>([|‖⌊⌋⌈⌉⟨⟩])</mo>')
# In TeX these stand close to what is beside them.
_TIGHT = re.compile(r'<mo( stretchy="false")?>([|/])</mo>')
_LAYOUT = re.compile(r"\n\s*")


def to_mathml(latex: str, *, block: bool) -> str:
    """A ``<math>`` element. block: a formula on its own line.

    Raises WorkbenchError when something in it is not understood: half a formula would be shown otherwise.
    """
    from docutils.utils.math.latex2mathml import tex2mathml  # type: ignore[import-untyped]

    try:
        made = str(tex2mathml(_plainer(latex.strip()), as_block=block))
    except Exception as error:  # the converter has an error of its own, and some of Python's for what it never expected
        raise WorkbenchError(f"The formula {latex!r} cannot be drawn: {error}") from error
    made = _LAYOUT.sub("", made)
    # As in TeX, only what was asked to is as tall as what it holds: in MathML all of these are by themselves.
    if not _LEFT.search(latex):
        made = _FENCE.sub(r'<mo stretchy="false">\1</mo>', made)
    return _TIGHT.sub(r'<mo\1 lspace="0" rspace="0">\2</mo>', made)


def _plainer(latex: str) -> str:
    r"""The same formula without what the converter takes amiss.

    It does not know ``\dots``. Of ``\big`` it knows only the kinds with a side, ``\bigl`` and ``\bigr``; and where TeX
    takes one digit, as in ``\frac12`` and ``x^10``, it takes the whole number.
    """
    latex = _DOTS.sub(r"\\ldots", latex)
    latex = _BIG.sub(lambda found: f"\\{found[1]}{'r' if found[2] else 'l'}", latex)
    latex = _FRACTION.sub(r"\1{\2}{\3}", latex)
    return _DIGIT.sub(r"\1{\2}", latex)


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
