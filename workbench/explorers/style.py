"""The house style of all pictures: one font, one grid, one palette that colour-blind readers can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

Theme = Literal["light", "dark"]
NARROW = 560
"""CSS pixels: below this width panels stand one above the other."""


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The palette of one theme. Every colour of ``series`` has a contrast of at least 3:1 to ``background``, and any
    two differ clearly for readers with each kind of colour blindness (both are tested)."""

    theme: Theme
    background: str
    text: str
    muted: str
    grid: str
    series: tuple[str, ...]
    ramp: tuple[str, str]

    @property
    def surface(self) -> Colormap:
        """A quiet map for filled contours and images: low values stand back, lines on top stay readable."""
        return _ramp(self.ramp)

    @property
    def accent(self) -> str:
        """For the one thing the learner should look at."""
        return self.series[1]


PALETTES: dict[str, Colours] = {
    "light": Colours(
        theme="light",
        background="#ffffff",
        text="#1f2328",
        muted="#5b636c",
        grid="#e3e6ea",
        series=("#2083ca", "#c94f00", "#046c4a", "#8a3d8f", "#b58d4d", "#495562"),
        ramp=("#f2f6fa", "#8fb2cd"),
    ),
    "dark": Colours(
        theme="dark",
        background="#16181b",
        text="#e8eaed",
        muted="#a3abb4",
        grid="#30353b",
        series=("#4f8fc7", "#f78d41", "#3dc291", "#f9b1fd", "#ffe16c", "#b3bcc7"),
        ramp=("#1a2026", "#3f6684"),
    ),
}

_lock = RLock()


@cache
def _ramp(ends: tuple[str, str]) -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("workbench", ends)


def _settings(palette: Colours) -> dict[str, Any]:
    from cycler import cycler

    return {
        "font.family": "DejaVu Sans",
        "font.size": 9.5,
        "axes.titlesize": 10.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titley": 1.0,  # fixed: to search for a free place takes a fifth of a frame
        "axes.titlecolor": palette.text,
        "axes.labelsize": 9.5,
        "axes.labelcolor": palette.text,
        "axes.edgecolor": palette.muted,
        "axes.facecolor": palette.background,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.prop_cycle": cycler(color=list(palette.series)),
        "grid.color": palette.grid,
        "grid.linewidth": 0.8,
        "grid.linestyle": "-",
        "grid.alpha": 1.0,
        "text.color": palette.text,
        "text.usetex": False,
        "xtick.color": palette.muted,
        "ytick.color": palette.muted,
        "xtick.labelcolor": palette.text,
        "ytick.labelcolor": palette.text,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "legend.labelcolor": palette.text,
        "patch.linewidth": 0.8,
        "ytick.minor.size": 0,
        "xtick.minor.size": 0,
    }


@contextmanager
def house_style(theme: Theme) -> Iterator[Colours]:
    """matplotlib's settings for one drawing; afterwards exactly these settings are as they were.

    Not ``matplotlib.rc_context``: it would also put back what the learner's own code, running in another thread
    of the kernel, changes meanwhile.
    """
    import matplotlib

    current: Any = matplotlib.rcParams  # its stubs want literal keys
    palette = PALETTES[theme]
    with _lock:
        settings = _settings(palette)
        before = {key: current[key] for key in settings}
        current.update(settings)
        try:
            yield palette
        finally:
            current.update(before)
