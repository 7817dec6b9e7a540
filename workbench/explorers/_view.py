"""The displayable: one anywidget class for all explorers. The front end asks for a frame, Python draws it.

The front end sends ``{"kind": "draw", "tag", "values", "theme", "width", "ratio", "draft"}`` and waits until the trait
``frame`` holds its tag before it asks again, so that a dragged slider never queues pictures.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.errors import WorkbenchError
from workbench.explorers._declare import Explorer
from workbench.explorers._draw import USUAL_WIDTH, Painter
from workbench.explorers.style import Theme

_HERE = Path(__file__).parent
_STATIC_RATIO = 2.0  # the picture that stays in a saved notebook is sharp on any screen
_PREVIEW = "application/vnd.workbench.explorer+json"  # for our Voilà template alone


_SHOWN = ("spec", "values", "size", "theme", "caption", "error")


@dataclass
class _Look:
    """How a first picture is drawn, before any page has said how it wants it."""

    theme: Theme = "light"
    width: int = USUAL_WIDTH
    ratio: float = _STATIC_RATIO


_look = _Look()


def expect(theme: Theme, *, width: int, ratio: float) -> None:
    """Draw first pictures for a page that looks like this. width: CSS pixels; ratio: device pixels for each of them."""
    _look.theme, _look.width, _look.ratio = theme, width, ratio


class ExplorerView(anywidget.AnyWidget):
    """An explorer on the page. ``values`` are those of the picture shown, ``caption`` says what it shows."""

    _esm = _HERE / "view.js"
    _css = _HERE / "view.css"

    spec = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)
    size = traitlets.List(traitlets.Int(), [0, 0]).tag(sync=True)
    theme = traitlets.Enum(("light", "dark"), "light").tag(sync=True)
    ratio = traitlets.Float(0.0, help="device pixels per CSS pixel; 0 for a draft").tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Explorer, values: dict[str, Any]) -> None:
        super().__init__(spec={**explorer.spec(), "start": values}, values=values)
        self._explorer = explorer
        self._painter = Painter(explorer)
        self._draw(values, theme=_look.theme, width=_look.width, ratio=_look.ratio)
        self.on_msg(self._answer)

    def _draw(
        self,
        values: dict[str, Any],
        *,
        theme: Theme = "light",
        width: int = USUAL_WIDTH,
        ratio: float = 1.0,
        draft: bool = False,
    ) -> None:
        """Draw and set the traits; an error in the author's function becomes the text of ``error``."""
        try:
            picture = self._painter.draw(values, theme=theme, width=width, ratio=ratio, draft=draft)
        except Exception as error:
            # Whatever the author's function raises belongs on the page: a callback has nowhere else to report.
            self.error = _explain(error)
            return
        self.png, self.caption, self.error = picture.png, picture.caption, ""
        self.size, self.theme, self.values = [picture.width, picture.height], theme, values
        self.ratio = 0.0 if draft else ratio

    def _answer(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """Handle one message of the front end; anything that is not a request to draw is ignored."""
        if not isinstance(message, dict) or message.get("kind") != "draw":
            return
        with self.hold_sync():
            try:
                self._draw(self._explorer.clean(dict(message.get("values") or {})), **_appearance(message))
            except (WorkbenchError, TypeError, ValueError, OverflowError) as error:
                self.error = _explain(error)
            self.frame = str(message.get("tag", ""))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The live widget, and for a saved notebook without a kernel the first picture with its caption."""
        shown = super()._repr_mimebundle_(**kwargs)
        if shown is None:
            return None
        data, metadata = dict(shown[0]), dict(shown[1])
        data["text/plain"] = f"{self.spec['title']}. {self.error or self.caption}"
        if self.png:
            data["image/png"] = base64.b64encode(self.png).decode("ascii")
            metadata["image/png"] = {"width": self.size[0], "height": self.size[1]}
        if "VOILA_REQUEST_URL" in os.environ:  # a page that is shown while it comes
            data[_PREVIEW] = {name: getattr(self, name) for name in _SHOWN}
        return data, metadata


def _appearance(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "theme": "dark" if message.get("theme") == "dark" else "light",
        "width": int(message.get("width") or 720),
        "ratio": float(message.get("ratio") or 1),
        "draft": bool(message.get("draft")),
    }


def _explain(error: Exception) -> str:
    reason = str(error) if isinstance(error, WorkbenchError) else f"{type(error).__name__}: {error}"
    return f"This picture could not be drawn. {reason.rstrip('.')}."
