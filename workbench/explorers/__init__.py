"""Explorers: pictures with controls, for a lesson (``lesson.explore("descent")``) and for a dashboard.

Write an explorer
-----------------
One module per explorer, ``workbench/explorers/<name>.py``; nothing to register. The author says which controls there
are and draws one picture for one set of values; the kit does the rest (widget, themes, sizes, keyboard, screen reader,
download, a static picture in the saved notebook)::

    from workbench.explorers import Choice, Slider, Toggle, colours, explorer, panels

    @explorer(
        "coin",                                      # the module's name
        title="How many heads?",
        controls=[
            Slider("flips", 1, 500, value=20, label="flips"),
            Slider("bias", 0.0, 1.0, step=0.05, value=0.5, label="chance of heads"),
            Toggle("running", False, label="running share"),
        ],
        about="What to look for, in one or two sentences: the learner reads it before touching anything.",
    )
    def coin(figure, *, flips, bias, running):
        left, right = panels(figure, 2)              # side by side, or stacked on a narrow page
        palette = colours(figure)                    # fits the reader's theme
        ...
        return f"{heads} of {flips} flips are heads, a share of {heads / flips:.2f}; expected {bias:.2f}."

Rules, checked for every explorer by ``tests/unit/test_explorers.py``:

- The keyword-only parameters of the function are its controls. A value the function gets is always an allowed one.
- The **caption** says what the picture shows in words and numbers. It stands below the picture and is all that a
  screen reader has; it must change when what is shown changes.
- Same values, same picture: seed every random number. Real data comes from ``load_dataset``, and what is dear is
  computed once (``functools.cache``), because the function runs for every frame of a drag. Under 50 ms feels immediate.
- Draw with the figure's methods; no ``pyplot``. Take colours from ``colours(figure)`` and give groups a marker shape
  from ``MARKERS`` too: colour is never the only difference. Keep axis limits fixed where the eye compares frames.
- Works from 300 to 960 CSS pixels in width. ``panels`` stacks; an own layout may call ``figure.set_figheight``.
- Import matplotlib and data libraries inside functions or under ``TYPE_CHECKING`` where that is easy: this package must
  stay light, a module of its own is imported only when it is shown.

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
from workbench.explorers.style import MARKERS, Colours, colours, panels

if TYPE_CHECKING:
    from workbench.explorers._view import ExplorerView

__all__ = [
    "MARKERS",
    "Choice",
    "Colours",
    "Control",
    "Explorer",
    "Slider",
    "Toggle",
    "colours",
    "explorer",
    "load",
    "names",
    "panels",
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


def show(name: str, **initial: Any) -> ExplorerView:
    """Display an explorer, with some controls at other values than the author's.

    Returns a widget that also carries the picture and its caption for a notebook without a kernel. Raises
    WorkbenchError for an unknown explorer or control, or a value that the control cannot take.
    """
    chosen = load(name)
    values = chosen.clean(initial)
    from workbench.explorers._view import ExplorerView

    return ExplorerView(chosen, values)
