"""Drawing an explorer: one reused matplotlib figure, no pyplot, a PNG made for speed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError
from workbench.explorers._declare import Explorer
from workbench.explorers.style import Theme, house_style, set_theme

if TYPE_CHECKING:
    from matplotlib.transforms import Bbox

DOTS = 100
"""Dots per inch at a device pixel ratio of one: a figure of 7 inches is 700 CSS pixels wide."""
USUAL_WIDTH = 720
WIDTHS = (300, 960)
"""The narrowest and widest picture, in CSS pixels."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawn frame. width and height are CSS pixels; the PNG has ``ratio`` times as many."""

    png: bytes
    caption: str
    width: int
    height: int


class Painter:
    """Draws one explorer again and again on the same figure."""

    def __init__(self, explorer: Explorer) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.explorer = explorer
        self.figure = Figure(dpi=DOTS)
        self.canvas: Any = FigureCanvasAgg(self.figure)  # half of it is without annotations
        self._layout: tuple[tuple[float, ...], list[Bbox]] | None = None

    def draw(
        self, values: dict[str, Any], *, theme: Theme, width: int = USUAL_WIDTH, ratio: float = 1.0, draft: bool = False
    ) -> Picture:
        """Draw these values.

        width: in CSS pixels. ratio: device pixels per CSS pixel, at most 2. draft: for frames of a drag; the axes
        stay where the last full drawing put them, which saves half the time and keeps them from trembling.
        Raises what the author's function raises, and WorkbenchError when it returns no caption.
        """
        figure = self.figure
        with house_style(theme) as palette:
            figure.clear()
            figure.set_dpi(DOTS * min(max(ratio, 1.0), 2.0))
            wide = min(max(width, WIDTHS[0]), WIDTHS[1])
            figure.set_size_inches(wide / DOTS, _height(self.explorer.height, wide) / DOTS)
            figure.set_facecolor(palette.background)
            set_theme(figure, theme)
            caption = self.explorer.draw(figure, **values)
            if not isinstance(caption, str) or not caption.strip():
                raise WorkbenchError(
                    f"Explorer {self.explorer.name!r} returned no caption: say what the picture shows."
                )
            self._lay_out(draft)
        height = round(figure.get_figheight() * DOTS)
        return Picture(png=_encode(self.canvas), caption=" ".join(caption.split()), width=wide, height=height)

    def _lay_out(self, draft: bool) -> None:
        """Place the axes and render."""
        figure = self.figure
        likeness = (*figure.get_size_inches(), len(figure.axes))
        if draft and self._layout and self._layout[0] == likeness:
            figure.set_layout_engine("none")
            for axes, place in zip(figure.axes, self._layout[1], strict=True):
                axes.set_position(place)
            self.canvas.draw()
            return
        figure.set_layout_engine("constrained", h_pad=0.1, w_pad=0.1)
        self.canvas.draw()
        self._layout = likeness, [axes.get_position(original=True) for axes in figure.axes]


def _height(usual: int, width: int) -> float:
    """A picture wider than usual is higher too, up to a quarter: it grows instead of stretching."""
    return usual * min(max(width / USUAL_WIDTH, 1.0), 1.25)


def _encode(canvas: Any) -> bytes:
    """PNG of the canvas. Level 1: a frame crosses a local socket, where time to encode counts and size does not."""
    from PIL import Image

    size = canvas.get_width_height(physical=True)
    image = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    buffer = BytesIO()
    image.convert("RGB").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
