"""Explorers: pictures with controls, for a lesson (``lesson.explore("descent")``) and for a dashboard.

Write an explorer
-----------------
An explorer is content, as a lesson is: one file, ``lessons/<track>/explorers/<name>.py``, in the track of the lesson
that shows it; nothing to register. No two in the curriculum have the same name. The author says which controls there
are and writes one pure function from their values to a **scene**: what is shown, as data (``scene.py`` has the words).
The kit, which is this package, does the rest: the widget, drawing on a canvas, themes, sizes, keyboard, screen reader,
the picture and its numbers to take away, a static picture in the saved notebook, a card in the gallery of ``workbench
demo`` and a page of its own there::

    from workbench.explorers import Axis, Bars, Panel, Rule, Scene, Slider, explorer

    @explorer(
        "coin",                                      # the file's name
        title="Heads and tails",
        question="How many heads are too many for a fair coin?",
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
``data=`` is a function that returns what the script needs (plain data, made once), and ``<name>.js`` beside the Python
file exports ``compute(values, data, write)``, which returns the scene as plain objects and may leave out what has a
default. ``write.g`` and ``write.fixed`` write numbers as Python's ``g`` and ``f`` do. The Python function stays: it is
the reference that the script is tested against, and it draws the static picture.

Rules, checked for every explorer by ``tests/unit/test_explorers.py`` and ``tests/browser/test_explorers.py``:

- The keyword-only parameters of the function are its controls. A value the function gets is always an allowed one.
- The **caption** says what the picture shows in words and numbers. It stands below the picture and is all that a
  screen reader has; it must change when what is shown changes.
- Same values, same scene: seed every random number. Real data comes from ``load_dataset``, and what is dear is
  computed once (``functools.cache``), because the function runs for every frame of a drag. Under 50 ms feels
  immediate.
- Colours are names that each theme fills in; give groups a marker or a hatch of their own too: colour is never the
  only difference. Keep axes fixed where the eye compares frames.
- ``title``, ``question`` and ``about`` are plain texts in the decorator: the gallery reads them without running the
  file. The question is one sentence, what somebody would ask who has not seen the picture.
- The file stands alone: it imports the kit from ``workbench.explorers`` and no other explorer, and data libraries
  inside functions. Its name is not that of an importable module, because mypy checks it as a module of that name.

Controls: ``Slider(name, low, high, step=, value=, log=)``, ``Choice(name, options, value=)`` where options is a list or
a mapping value → text, ``Toggle(name, value)``; each takes ``label=``. Labels are lower case, without a colon.

Write a dashboard
-----------------
Every explorer has a page of its own in ``workbench demo`` without further work: its question, itself, and the lesson
it belongs to. A track's front page says more: ``lessons/<track>/dashboard.py`` is a py:percent notebook with the
kernelspec ``workbench`` and, under ``jupyter: workbench:``, a ``title`` and a ``summary`` (one sentence, shown in the
gallery). Its parts: a question, the explorer (``show("coin")`` as the last line of a cell), what to notice. Code is
hidden, so the text must stand alone. ``tests/browser/test_demo.py`` moves every
control of each page.
"""

from __future__ import annotations

from workbench.explorers.controls import Choice, Control, Slider, Toggle
from workbench.explorers.declare import Explorer, explorer
from workbench.explorers.display import show
from workbench.explorers.find import find_explorers, load, names
from workbench.explorers.front import front_end
from workbench.explorers.scene import (
    MARKERS,
    Axis,
    Bars,
    Boxes,
    Chips,
    Dash,
    Grid,
    Hatch,
    Line,
    Mark,
    Marker,
    Panel,
    Paths,
    Photo,
    Points,
    Rule,
    Scene,
    Segments,
    Texts,
)

__all__ = [
    "MARKERS",
    "Axis",
    "Bars",
    "Boxes",
    "Chips",
    "Choice",
    "Control",
    "Dash",
    "Explorer",
    "Grid",
    "Hatch",
    "Line",
    "Mark",
    "Marker",
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
    "find_explorers",
    "front_end",
    "load",
    "names",
    "show",
]
