"""Explorers: pictures with controls, for a lesson (``lesson.explore("descent")``) and for a dashboard.

Write an explorer
-----------------
One module per explorer, ``workbench/explorers/<name>.py``; nothing to register. The author says which controls there
are and writes one pure function from their values to a **scene**: what is shown, as data (``_scene.py`` has the words).
The kit does the rest: the widget, drawing on a canvas, themes, sizes, keyboard, screen reader, the picture and its
numbers to take away, and a static picture in the saved notebook::

    from workbench.explorers import Axis, Bars, Panel, Rule, Scene, Slider, explorer

    @explorer(
        "coin",                                      # the module's name
        title="How many heads?",
        controls=[
            Slider("flips", 1, 500, value=20, label="flips"),
            Slider("bias", 0.0, 1.0, step=0.05, value=0.5, label="chance of heads"),
        ],
        about="What to look for, in one or two sentences: the learner reads it before touching anything.",
    )
    def coin(*, flips, bias):
        ...
        bars = Panel(
            marks=[Bars(at=[0, 1], value=[tails, heads], colour=["series0", "series1"]), Rule(y=bias * flips)],
            x=Axis(low=-0.6, high=1.6, ticks=[(0, "tails"), (1, "heads")]),
            y=Axis(low=0, high=flips, label="how many"),
        )
        return Scene(panels=[bars], caption=f"{heads} of {flips} flips are heads; expected {bias * flips:.0f}.")

Where the computation is small it belongs into the browser, where it follows the hand at sixty frames a second. Then
``data=`` is a function that returns what the script needs (plain data, made once), and ``<name>.js`` exports ``compute(
values, data, write)``, which returns the scene as plain objects and may leave out what has a default. ``write.g`` and
``write.fixed`` write numbers as Python's ``g`` and ``f`` do. The Python function stays: it is the reference that the
script is tested against, and it draws the static picture.

Rules, checked for every explorer by ``tests/unit/test_explorers.py`` and ``tests/browser/test_explorers.py``:

- The keyword-only parameters of the function are its controls. A value the function gets is always an allowed one.
- The **caption** says what the picture shows in words and numbers. It stands below the picture and is all that a
  screen reader has; it must change when what is shown changes.
- Same values, same scene: seed every random number. Real data comes from ``load_dataset``, and what is dear is
  computed once (``functools.cache``), because the function runs for every frame of a drag. Under 50 ms feels immediate.
- Colours are names that each theme fills in; give groups a marker or a hatch of their own too: colour is never the only
  difference. Keep axes fixed where the eye compares frames.
- Import data libraries inside functions: this package must stay light, a module of its own is imported only when it is
  shown.

Controls: ``Slider(name, low, high, step=, value=, log=)``, ``Choice(name, options, value=)`` where options is a list or
a mapping value → text, ``Toggle(name, value)``; each takes ``label=``. Labels are lower case, without a colon.

Write a dashboard
-----------------
``lessons/<track>/dashboard.py`` is a py:percent notebook with the kernelspec ``workbench`` and, under ``jupyter:
workbench:``, a ``title`` and a ``summary`` (one sentence, shown in the gallery). Its parts: a question, the explorer
(``show("coin")`` as the last line of a cell), what to notice. Code is hidden, so the text must stand alone. ``workbench
demo`` serves all dashboards; ``tests/browser/test_demo.py`` moves every control of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError, nearest
from workbench.explorers._controls import Choice, Control, Slider, Toggle
from workbench.explorers._declare import Explorer, explorer
from workbench.explorers._scene import (
    MARKERS,
    Axis,
    Bars,
    Boxes,
    Chips,
    Grid,
    Line,
    Mark,
    Panel,
    Paths,
    Photo,
    Points,
    Rule,
    Scene,
    Segments,
    Texts,
)

if TYPE_CHECKING:
    from workbench.explorers._view import ExplorerView

__all__ = [
    "MARKERS",
    "Axis",
    "Bars",
    "Boxes",
    "Chips",
    "Choice",
    "Control",
    "Explorer",
    "Grid",
    "Line",
    "Mark",
    "Panel",
    "Paths",
    "Photo",
    "Points",
    "Rule",
    "Scene",
    "Segments",
    "Slider",
    "Texts",
    "Toggle",
    "explorer",
    "front_end",
    "load",
    "names",
    "show",
]


def names() -> list[str]:
    """The names of all explorers, in order. Imports none of them."""
    from pkgutil import iter_modules

    found = (module.name for module in iter_modules(__path__))
    return sorted(name for name in found if not name.startswith("_") and name != "style")


def load(name: str) -> Explorer:
    """The explorer of that name. Raises WorkbenchError for an unknown name, and when the module lacks it."""
    from importlib import import_module

    known = names()
    if name not in known:
        raise WorkbenchError(f"There is no explorer {name!r}.{nearest(name, known)}")
    found = getattr(import_module(f"workbench.explorers.{name}"), name, None)
    if not isinstance(found, Explorer) or found.name != name:
        raise WorkbenchError(
            f'workbench/explorers/{name}.py must define a function {name} under @explorer("{name}", …).'
        )
    return found


def front_end() -> str:
    """The script of all explorers in the browser: drawing, then controls."""
    from importlib.resources import files

    parts = (files(__name__).joinpath(name) for name in ("scene.js", "view.js"))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def show(name: str, **initial: Any) -> ExplorerView:
    """Display an explorer, with some controls at other values than the author's.

    Returns a widget that also carries the picture and its caption for a notebook without a kernel. Raises
    WorkbenchError for an unknown explorer or control, or a value that the control cannot take.
    """
    chosen = load(name)
    values = chosen.clean(initial)
    from workbench.explorers._view import ExplorerView

    return ExplorerView(chosen, values)
