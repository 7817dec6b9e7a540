"""The declaration of an explorer: what an author writes, checked when its module is imported."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import WorkbenchError, nearest
from workbench.explorers._controls import Control

Draw = Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """One explorer: its controls and the function that draws it.

    ``draw(figure, **values)`` draws on an empty matplotlib Figure and returns the caption.
    height: of the picture in CSS pixels on a wide page, unless the drawing changes it.
    """

    name: str
    title: str
    about: str
    controls: tuple[Control, ...]
    draw: Draw
    height: int

    @property
    def initial(self) -> dict[str, Any]:
        """The values it starts with, by control name."""
        return {control.name: control.initial for control in self.controls}

    def clean(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A complete, allowed set of values: those given, the initial ones for the rest.

        Raises WorkbenchError for an unknown control or a value it cannot take.
        """
        known = {control.name: control for control in self.controls}
        for name in given:
            if name not in known:
                raise WorkbenchError(f"Explorer {self.name!r} has no control {name!r}.{nearest(name, known)}")
        return {
            name: control.clean(given[name]) if name in given else control.initial for name, control in known.items()
        }

    def spec(self) -> dict[str, Any]:
        """What the front end needs, as plain data."""
        controls = [
            {"name": control.name, "label": control.label or control.name.replace("_", " "), **control.spec()}
            for control in self.controls
        ]
        return {
            "name": self.name,
            "title": self.title,
            "about": self.about,
            "controls": controls,
            "initial": self.initial,
        }


def _check(name: str, draw: Draw, controls: Sequence[Control]) -> None:
    names = [control.name for control in controls]
    if not names or len(set(names)) != len(names):
        raise WorkbenchError(f"Explorer {name!r}: one control at least, each with its own name; got {names}.")
    parameters = inspect.signature(draw).parameters.values()
    keywords = [p.name for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
    if sorted(keywords) != sorted(names):
        raise WorkbenchError(
            f"Explorer {name!r}: the keyword-only parameters of {draw.__name__}() are {keywords}, "
            f"its controls are {names}. Give each control a parameter of the same name."
        )


def explorer(
    name: str, *, title: str, controls: Sequence[Control], about: str, height: int = 380
) -> Callable[[Draw], Explorer]:
    """Turn a drawing function into an explorer. See the package's documentation for an example.

    name: that of its module. title: a few words. controls: in reading order. about: one or two sentences that
    say what to look for. height: of the picture in CSS pixels.
    Raises WorkbenchError when controls and the function's keyword-only parameters do not match.
    """

    def declare(draw: Draw) -> Explorer:
        _check(name, draw, controls)
        return Explorer(name=name, title=title, about=about, controls=tuple(controls), draw=draw, height=height)

    return declare
