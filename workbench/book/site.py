"""From Markdown and notebooks to a site, by Sphinx: every option is here, and a warning is the end of the build."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.book import figures, formulas
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NEEDED = ("sphinx", "myst-nb", "pydata-sphinx-theme")
"""What the extra ``book`` brings."""
TITLE = "Workbench"
_HERE = Path(__file__).parent
_LOGO = _HERE.parent / "_jupyter" / "share" / "jupyter" / "kernels" / "workbench" / "logo-svg.svg"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Site:
    """What is built from what. source, out, work: folders, the last for Sphinx's own files; tracks: titles with the
    (page, title) of their lessons; more: (page, title) of the other pages; tell: called for each page read or written.
    """

    source: Path
    out: Path
    work: Path
    tracks: Mapping[str, list[tuple[str, str]]]
    more: list[tuple[str, str]]
    tell: Callable[[str], None]


def versions() -> dict[str, str]:
    """The installed versions of what makes the site. Raises WorkbenchError when something is missing."""
    found = {}
    for name in NEEDED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            raise WorkbenchError(
                f'{name} is not installed, which the book needs. Install it with: pip install "ml-workbench[book]"'
            ) from None
    return found


def make_site(site: Site) -> None:
    """Build the whole site into ``site.out``. Raises WorkbenchError with what Sphinx warned of, if it did."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = StringIO()
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                site.source,
                None,
                site.out,
                site.work,
                "html",
                confoverrides=_settings(site),
                status=None,
                warning=warnings,
                freshenv=True,
            )
            _watch(app, site.tell)
            app.build()
    except SphinxError as error:
        raise WorkbenchError(f"The book cannot be built: {error}") from error
    told = _ANSI.sub("", warnings.getvalue()).replace(f"{site.source}/", "").strip()
    if told:
        lines = told.splitlines()
        rest = f"\nand {len(lines) - _SHOWN} lines more" if len(lines) > _SHOWN else ""
        raise WorkbenchError("The book has faults, so it was not put in place:\n" + "\n".join(lines[:_SHOWN]) + rest)


def _watch(app: Sphinx, tell: Callable[[str], None]) -> None:
    app.connect("doctree-read", lambda app, _tree: tell(app.env.docname))
    app.connect("html-page-context", lambda _app, page, *_: tell(page))


def _settings(site: Site) -> dict[str, Any]:
    return {
        "project": TITLE,
        "language": "en",
        "extensions": ["myst_nb", formulas.__name__],
        "html_theme": "pydata_sphinx_theme",
        "html_title": TITLE,
        "html_favicon": str(_LOGO),
        "html_static_path": [str(_HERE / "static"), *figures.script_of(site.source)],
        "templates_path": [str(_HERE / "templates")],
        "html_css_files": ["book.css"],
        "html_js_files": [("book.js", {"defer": "defer"})],
        "html_math_renderer": formulas.RENDERER,
        "html_theme_options": _theme(),
        "html_sidebars": {"**": ["book-lessons.html"]},
        "html_context": {"default_mode": "auto", "book_tracks": site.tracks, "book_more": site.more},
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_permalinks_icon": "#",
        "highlight_language": "text",
        "smartquotes": False,  # lessons have the quotation marks that they mean
        "nitpicky": True,
        # Code with "…" for what is left out is coloured all the same.
        "suppress_warnings": ["misc.highlighting_failure"],
        "pygments_style": "a11y-high-contrast-light",
        **_reading(),
    }


def _reading() -> dict[str, Any]:
    """Markdown as JupyterLab reads it, and what our own pages need besides."""
    return {
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},
        "nb_merge_streams": True,
        "myst_enable_extensions": ["amsmath", "attrs_inline", "colon_fence", "dollarmath"],
        "myst_dmath_double_inline": True,
        "myst_disable_syntax": ["myst_block_break", "myst_line_comment", "myst_role", "myst_target"],
        "myst_heading_anchors": 3,
    }


def _theme() -> dict[str, Any]:
    return {
        "logo": {"text": TITLE, "image_light": str(_LOGO), "image_dark": str(_LOGO), "alt_text": ""},
        "navbar_center": ["book-more.html"],
        "navbar_end": ["theme-switcher"],
        "search_bar_text": "Search the book",
        "article_header_start": [],
        "footer_start": [],
        "footer_end": [],
        "secondary_sidebar_items": ["page-toc"],
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
        "show_toc_level": 2,
    }
