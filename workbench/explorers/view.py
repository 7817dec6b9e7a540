"""The displayable: one anywidget class for all explorers. The front end draws; it, or Python, computes.

An explorer with a script computes in the browser, and tells Python its values when the hand has come to rest. The
others send ``{"kind": "compute", "tag", "values"}`` and wait until the trait ``frame`` holds that tag before they ask
again, so that a dragged slider never queues requests.
"""

from __future__ import annotations

import base64
import os
from dataclasses import asdict
from typing import Any

import anywidget
import traitlets

from workbench.errors import WorkbenchError
from workbench.explorers.declare import Explorer
from workbench.explorers.front import front_end, style_sheet
from workbench.explorers.scene import Scene, defaults
from workbench.explorers.style import PALETTES

_PREVIEW = "application/vnd.workbench.explorer+json"  # for our Voilà template alone
_SHOWN = ("spec", "values", "scene", "error")


class ExplorerView(anywidget.AnyWidget):
    """An explorer on the page. ``values`` are those that are shown, ``scene`` what they show, as plain data."""

    _esm = front_end()
    _css = style_sheet()

    spec = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Explorer, values: dict[str, Any]) -> None:
        palettes = {theme: {**asdict(palette), "accent": palette.accent} for theme, palette in PALETTES.items()}
        spec = {**explorer.spec(), "start": values, "palettes": palettes, "defaults": defaults()}
        super().__init__(spec=spec, values=values)
        self._explorer = explorer
        self._first = self._compute(values)
        self.on_msg(self._answer)

    @property
    def caption(self) -> str:
        """What is shown, in words and numbers."""
        return str(self.scene.get("caption", ""))

    def _compute(self, values: dict[str, Any]) -> Scene | None:
        """Set the traits; an error in the author's function becomes the text of ``error``."""
        try:
            scene = self._explorer.scene(values)
        except Exception as error:
            # Whatever the author's function raises belongs on the page: a callback has nowhere else to report.
            self.error = _explain(error)
            return None
        self.scene, self.error, self.values = scene.as_dict(), "", values
        return scene

    def _answer(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """Handle one message of the front end; anything that is not a request to compute is ignored."""
        if not isinstance(message, dict) or message.get("kind") != "compute":
            return
        with self.hold_sync():
            try:
                self._compute(self._explorer.clean(dict(message.get("values") or {})))
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
        if "VOILA_REQUEST_URL" in os.environ:  # a page that is drawn while it comes
            data[_PREVIEW] = {name: getattr(self, name) for name in _SHOWN}
        elif self._first is not None:
            from workbench.explorers.figure import USUAL_WIDTH, picture

            png = picture(self._first, height=self._explorer.height)
            data["image/png"] = base64.b64encode(png).decode("ascii")
            metadata["image/png"] = {"width": USUAL_WIDTH, "height": self._explorer.height}
        return data, metadata


def _explain(error: Exception) -> str:
    reason = str(error) if isinstance(error, WorkbenchError) else f"{type(error).__name__}: {error}"
    return f"This picture could not be drawn. {reason.rstrip('.')}."
